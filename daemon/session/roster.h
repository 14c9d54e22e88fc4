// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/presence.h"
#include "shared/problem.h"
#include "xmpp/rostercodec.h"

#include <QFuture>
#include <QHash>

#include <memory>

class QObject;
class QXmppClient;

namespace WebJabber {

// What to do about who sees whose presence (RFC 6121, section 3).
enum class SubscriptionAction {
    Request, // ask to see the contact's
    Approve, // let the contact see ours
    Deny, // do not, or no longer
    Cancel, // see the contact's no longer
};

inline constexpr NameTable subscriptionActionNames(std::array{
    std::pair(SubscriptionAction::Request, QLatin1StringView("request")),
    std::pair(SubscriptionAction::Approve, QLatin1StringView("approve")),
    std::pair(SubscriptionAction::Deny, QLatin1StringView("deny")),
    std::pair(SubscriptionAction::Cancel, QLatin1StringView("cancel")),
});

// An account's contacts with the presence of each of their resources. Outlives
// a lost stream: who was a contact still is one, but nobody counts as online.
//
// QXmppRosterManager (QXmpp 1.10) keeps the presence of every sender for ever,
// which is why this class does without it.
class Roster
{
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

    // What is beyond these is ignored; the log says so once.
    static constexpr qsizetype maxContacts = 10'000;
    static constexpr qsizetype maxTextLength = 8 * 1024 * 1024; // of all names, groups, resources and statuses
    static constexpr qsizetype maxResources = 32; // of one contact
    static constexpr qsizetype maxAddresses = 16; // of one contact in the server's roster
    static constexpr qsizetype maxEarlyPresences = 1'000; // that came before the first roster

    // Everything passed must outlive it; `context` is whose part it is.
    Roster(const Jid &account, QXmppClient &client, Listener &listener, QObject &context);
    Q_DISABLE_COPY_MOVE(Roster)

    // Whether the server has told the roster at least once.
    bool isKnown() const { return m_isKnown; }
    QList<Contact> contacts() const; // in order of their JIDs
    // Null where it is none; valid until the event loop is entered again.
    const Contact *contact(const Jid &jid) const;
    // Whether the JID, full or bare, is one of the account's own or may see its presence.
    bool maySeePresence(const Jid &jid) const;

    // To be called when a stream was opened, resumed, or lost.
    void handleNewStream();
    void handleResumed();
    void handleDisconnected();
    // Asks the server for the roster if it is not known and no answer is due.
    void request();

    // Takes a roster push, which the caller answers; returns false if the iq is none.
    bool takePush(const QDomElement &iq);
    void takePresence(const QDomElement &presence);

    // These are answered when the server has answered; the change itself comes
    // as one by any other client. Without an answer in 20 s they fail with
    // timeout. For use while there is a stream.
    QFuture<Result<void>> set(const Jid &jid, const QString &name, const QStringList &groups);
    // Fails with not-found where it is no contact.
    QFuture<Result<void>> remove(const Jid &jid);
    QFuture<Result<void>> changeSubscription(const Jid &jid, SubscriptionAction action);

private:
    void takeRoster(const QDomElement &iq);
    bool addItem(const RosterItem &item);
    void removeItem(const RosterItem &item);
    void noteAddress(const RosterItem &item);
    QStringList addresses(const Jid &jid) const;
    void takeUpdate(const PresenceUpdate &update);
    bool changeResource(Contact &contact, const ResourcePresence &presence);
    void countText();
    bool isRoomFor(qsizetype textLength, qsizetype contacts = 0);

    const Jid &m_account;
    QXmppClient &m_client;
    Listener &m_listener;
    QObject &m_context;
    QHash<Jid, Contact> m_contacts;
    // The server's spellings of a contact's address, unless the normalised one is the only one.
    QHash<Jid, QStringList> m_addresses;
    QHash<Jid, QList<ResourcePresence>> m_parked; // while the stream is lost
    std::unique_ptr<QList<PresenceUpdate>> m_early; // until the roster is known
    qsizetype m_textLength = 0;
    bool m_isKnown = false;
    bool m_isRequested = false; // and not answered yet
    bool m_isOverflowing = false;
};

} // namespace WebJabber
