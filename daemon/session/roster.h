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

// Changes to a presence subscription (RFC 6121, section 3).
enum class SubscriptionAction {
    Request, // request to see the contact's presence
    Approve, // let the contact see the account's presence
    Deny, // reject or revoke that
    Cancel, // stop seeing the contact's presence
};

inline constexpr NameTable subscriptionActionNames(std::array{
    std::pair(SubscriptionAction::Request, QLatin1StringView("request")),
    std::pair(SubscriptionAction::Approve, QLatin1StringView("approve")),
    std::pair(SubscriptionAction::Deny, QLatin1StringView("deny")),
    std::pair(SubscriptionAction::Cancel, QLatin1StringView("cancel")),
});

// An account's contacts with the presence of each of their resources. It outlives a lost stream: the contacts remain,
// but none of them counts as online.
//
// WORKAROUND (QXmpp 1.10): QXmppRosterManager keeps the presence of every sender forever, so this class replaces it;
// ends with one that does not.
class Roster
{
public:
    class Listener
    {
    public:
        virtual void handleRosterKnown() = 0;
        // A resource of the contact became available or unavailable, or changed its presence.
        virtual void handlePresence(const Jid &contact) = 0;
        // A client of the account added, changed or removed the contact. A removed one has the subscription "remove"
        // (RFC 6121, section 2.1.2.5).
        virtual void handleContact(const Contact &contact) = 0;

    protected:
        ~Listener() = default;
    };

    // Anything beyond these limits is ignored; this is logged once.
    static constexpr qsizetype maxContacts = 10'000;
    static constexpr qsizetype maxTextLength = 8 * 1024 * 1024; // UTF-16 units of names, groups, resources and statuses
    static constexpr qsizetype maxResources = 32; // of one contact
    static constexpr qsizetype maxAddresses = 16; // of one contact in the server's roster
    static constexpr qsizetype maxEarlyPresences = 1'000; // received before the first roster

    // Everything passed by reference must outlive the roster. `context` is the QObject that owns it.
    Roster(const Jid &account, QXmppClient &client, Listener &listener, QObject &context);
    Q_DISABLE_COPY_MOVE(Roster)

    // Whether the server has sent the roster at least once.
    bool isKnown() const { return m_isKnown; }
    QList<Contact> contacts() const; // ordered by JID
    // Null if the JID is not a contact. Valid until the event loop is entered again.
    const Contact *contact(const Jid &jid) const;
    // Whether the JID, full or bare, is the account's own or may see the account's presence.
    bool maySeePresence(const Jid &jid) const;

    // Call when a stream was opened, resumed, or lost.
    void handleNewStream();
    void handleResumed();
    void handleDisconnected();
    // Requests the roster from the server, unless a response is pending.
    void request();

    // Applies a roster push, to which the caller responds. Returns false if the iq is not one.
    bool applyPush(const QDomElement &iq);
    void applyPresence(const QDomElement &presence);

    // The futures finish when the server has responded. The change itself arrives like one made by another client.
    // Without a response within 20 s they fail with timeout. Call only while there is a stream.
    QFuture<Result<void>> set(const Jid &jid, const QString &name, const QStringList &groups);
    // Fails with not-found if the JID is not a contact.
    QFuture<Result<void>> remove(const Jid &jid);
    QFuture<Result<void>> changeSubscription(const Jid &jid, SubscriptionAction action);

private:
    void applyRoster(const QDomElement &iq);
    bool addItem(const RosterItem &item);
    void removeItem(const RosterItem &item);
    void noteAddress(const RosterItem &item);
    QStringList addresses(const Jid &jid) const;
    void applyUpdate(const PresenceUpdate &update);
    bool changeResource(Contact &contact, const ResourcePresence &presence);
    void countText();
    bool hasSpaceFor(qsizetype textLength, qsizetype contacts = 0);

    const Jid &m_account;
    QXmppClient &m_client;
    Listener &m_listener;
    QObject &m_context;
    QHash<Jid, Contact> m_contacts;
    // The server's spellings of a contact's address, unless the normalised one is the only one.
    QHash<Jid, QStringList> m_addresses;
    QHash<Jid, QList<ResourcePresence>> m_lostPresences; // the presence from before, while the stream is lost
    std::unique_ptr<QList<PresenceUpdate>> m_earlyPresences; // presence received before the roster is known
    qsizetype m_textLength = 0;
    bool m_isKnown = false;
    bool m_isRequested = false; // the response is pending
    bool m_isOverflowing = false;
};

} // namespace WebJabber
