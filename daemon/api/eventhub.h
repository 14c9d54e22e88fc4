// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/ackmonitor.h"
#include "store/storedtypes.h"

#include <QHash>
#include <QJsonObject>
#include <QList>
#include <QObject>

namespace WebJabber {

class SessionRegistry;
struct Contact;
class Store;

// Receives an account's events live. Called on the main thread.
class EventListener
{
public:
    virtual ~EventListener() = default;
    // An event was stored.
    virtual void appended(const Event &event) = 0;
    // An event that is not stored: presence, chat-state, session, message-state.
    virtual void transientEvent(const QByteArray &type, const QJsonObject &data) = 0;
    // This device's token is no longer valid.
    virtual void deviceRemoved(const QString &deviceId) = 0;
};

// Distributes events from the store and the sessions to the live readers of their account. The cost of an event depends
// only on the number of readers of that account.
class EventHub : public QObject
{
    Q_OBJECT

public:
    // Both must outlive it.
    EventHub(Store &store, SessionRegistry &sessions, QObject *parent = nullptr);

    // Call remove() before the listener is destroyed. It may be called from within a call to the listener.
    void add(const Jid &account, EventListener *listener);
    void remove(const Jid &account, EventListener *listener);
    // True if the account has a live reader.
    bool isWatched(const Jid &account) const { return m_readers.contains(account); }
    // A device acknowledged everything up to `seq`.
    void acknowledged(const Jid &account, qint64 seq);
    // True if the account has a live reader and no event stored since then has waited for its acknowledgement for
    // longer than AckMonitor::patience. A push may be delayed by that time at most: a reader that keeps
    // reconnecting stays attentive without ever acknowledging.
    bool acknowledgesInTime(const Jid &account) const;

Q_SIGNALS:
    // The account got its first live reader.
    void firstReaderAdded(const WebJabber::Jid &account);
    // The account lost its last live reader.
    void lastReaderRemoved(const WebJabber::Jid &account);

private:
    void handleAppended(const Event &event);
    bool isReader(const Jid &account, EventListener *listener) const;
    void notifyContact(const Jid &account, const Contact &contact);
    template<typename Call>
    void notify(const Jid &account, Call call);

    struct Readers {
        QList<EventListener *> listeners; // not empty
        AckMonitor ackMonitor;
    };
    QHash<Jid, Readers> m_readers;
};

} // namespace WebJabber
