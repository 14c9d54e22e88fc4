// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <presence.h>
#include <problem.h>

#include <QFuture>
#include <QHash>
#include <QObject>

class QXmppClient;
class QXmppRosterManager;

namespace WebJabber {

// What to do about who sees whose presence (RFC 6121, section 3).
enum class SubscriptionAction {
    Request, // ask to see the contact's
    Approve, // let the contact see ours
    Deny, // do not, or no longer
    Cancel, // see the contact's no longer
};

// An account's contacts with the presence of each of their resources. Outlives
// a lost stream: who was a contact still is one, but nobody counts as online.
class Roster : public QObject
{
    Q_OBJECT

public:
    class Listener
    {
    public:
        virtual void handleRosterKnown() = 0;
        // A contact's resource came, went or changed.
        virtual void handlePresence(const Jid &contact) = 0;
        // Some client of the account added, changed or removed it; one that is
        // removed has the subscription "remove" (RFC 6121, section 2.1.2.5).
        virtual void handleContact(const Contact &contact) = 0;

    protected:
        ~Listener() = default;
    };

    // Adds what it needs to the client. Both passed must outlive it.
    Roster(QXmppClient *client, Listener &listener, QObject *parent = nullptr);

    // Whether the server has told the roster at least once.
    bool isKnown() const { return m_isKnown; }
    QList<Contact> contacts() const; // in order of their JIDs
    // Null where it is none; valid until the event loop is entered again.
    const Contact *contact(const Jid &jid) const;

    // To be called when the stream was resumed, or lost.
    void handleResumed();
    void handleDisconnected();

    // These are answered when the server has answered; what changed is heard of
    // as from any other client. Without an answer in 20 s they fail with
    // timeout. For use while there is a stream.
    QFuture<Result<void>> set(const Jid &jid, const QString &name, const QStringList &groups);
    // Fails with not-found where it is no contact.
    QFuture<Result<void>> remove(const Jid &jid);
    QFuture<Result<void>> changeSubscription(const Jid &jid, SubscriptionAction action);

private:
    void takeRoster();
    const Contact &takeItem(const QString &bareJid);
    void removeItem(const QString &bareJid);
    void takePresence(const QString &bareJid, const QString &resource);

    QXmppClient *m_client;
    QXmppRosterManager *m_manager; // the client's
    Listener &m_listener;
    QHash<Jid, Contact> m_contacts;
    bool m_isKnown = false;
};

} // namespace WebJabber
