// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/readerattention.h"
#include "store/storedtypes.h"

#include <QHash>
#include <QJsonObject>
#include <QList>
#include <QObject>

namespace WebJabber {

class SessionRegistry;
struct Contact;
class Store;

// Who reads an account live. Called on the main thread.
class EventListener
{
public:
    virtual ~EventListener() = default;
    // An event was stored.
    virtual void appended(const Event &event) = 0;
    // Something that is not kept: presence, chat-state, session, message-state.
    virtual void passed(const QByteArray &type, const QJsonObject &data) = 0;
    // This device's token is no longer valid.
    virtual void deviceRemoved(const QString &deviceId) = 0;
};

// Brings the news of the store and of the sessions to those who read the
// account they are of, so that an event costs what its readers cost.
class EventHub : public QObject
{
    Q_OBJECT

public:
    // Both must outlive it.
    EventHub(Store &store, SessionRegistry &sessions, QObject *parent = nullptr);

    // A listener must be taken away before it is destroyed; it may be so from
    // within a call to it.
    void add(const Jid &account, EventListener *listener);
    void remove(const Jid &account, EventListener *listener);
    // Whether anybody reads the account live.
    bool isWatched(const Jid &account) const { return m_readers.contains(account); }
    // A device acknowledged everything up to `seq`.
    void acknowledged(const Jid &account, qint64 seq);
    // True if somebody reads the account live and nothing stored since has waited longer than
    // ReaderAttention::patience for an acknowledgement. A push may be put off by that time, no longer: a reader that
    // connects again and again stays attentive without ever acknowledging.
    bool isAttentive(const Jid &account) const;

Q_SIGNALS:
    // Somebody reads the account live, after nobody did.
    void readersCame(const WebJabber::Jid &account);
    // Nobody reads the account live any more.
    void readersLeft(const WebJabber::Jid &account);

private:
    void tellContact(const Jid &account, const Contact &contact);
    template<typename Call>
    void tell(const Jid &account, Call call);

    struct Readers {
        QList<EventListener *> listeners; // not empty
        ReaderAttention attention;
    };
    QHash<Jid, Readers> m_readers;
};

} // namespace WebJabber
