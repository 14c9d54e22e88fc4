// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/roster.h"

#include "shared/logging.h"
#include "xmpp/taskanswer.h"

#include <QXmppClient.h>
#include <QXmppPresence.h>
#include <QXmppRosterIq.h>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace WebJabber {

static qsizetype textLength(const Contact &contact)
{
    qsizetype length = contact.name.size();
    for (const QString &group : contact.groups)
        length += group.size();
    return length;
}

static qsizetype textLength(const ResourcePresence &presence)
{
    return presence.resource.size() + presence.status.size();
}

static qsizetype textLength(const QList<ResourcePresence> &resources)
{
    qsizetype length = 0;
    for (const ResourcePresence &presence : resources)
        length += textLength(presence);
    return length;
}

static bool isSame(const ResourcePresence &a, const ResourcePresence &b)
{
    return a.resource == b.resource && a.show == b.show && a.status == b.status && a.priority == b.priority;
}

Roster::Roster(const Jid &account, QXmppClient &client, Listener &listener, QObject &context)
    : m_account(account)
    , m_client(client)
    , m_listener(listener)
    , m_context(context)
{
}

QList<Contact> Roster::contacts() const
{
    QList<Contact> contacts = m_contacts.values();
    std::ranges::sort(contacts, {}, &Contact::jid);
    return contacts;
}

const Contact *Roster::contact(const Jid &jid) const
{
    const auto found = m_contacts.constFind(jid);
    return found == m_contacts.cend() ? nullptr : &*found;
}

bool Roster::maySeePresence(const Jid &jid) const
{
    const Jid bare = jid.bare();
    const Contact *known = contact(bare);
    return bare == m_account || (known && (known->subscription == "from"_L1 || known->subscription == "both"_L1));
}

// --- streams

void Roster::handleNewStream()
{
    m_lostPresences.clear();
    countText();
    m_isRequested = false;
    request();
}

void Roster::request()
{
    if (std::exchange(m_isRequested, true))
        return;
    // The context is the client, not the session: the session's roster is destroyed before the client, which then
    // cancels the request.
    m_client.sendIq(QXmppRosterIq()).then(&m_client, [this](QXmppClient::IqResult &&result) {
        m_isRequested = false;
        if (const auto *iq = std::get_if<QDomElement>(&result))
            applyRoster(*iq);
        m_earlyPresences.reset();
    });
}

// The server does not repeat presence on a resumed stream; what was known remains valid.
void Roster::handleResumed()
{
    for (auto [jid, resources] : std::exchange(m_lostPresences, {}).asKeyValueRange()) {
        if (const auto contact = m_contacts.find(jid); contact != m_contacts.end()) {
            contact->resources = resources;
            m_listener.handlePresence(jid);
        }
    }
}

void Roster::handleDisconnected()
{
    for (Contact &contact : m_contacts) {
        if (!contact.resources.isEmpty())
            m_lostPresences.insert(contact.jid, std::exchange(contact.resources, {}));
    }
}

// --- items

void Roster::applyRoster(const QDomElement &iq)
{
    const QHash<Jid, Contact> before = std::exchange(m_contacts, {});
    m_addresses.clear();
    m_textLength = 0;
    for (const RosterItem &item : rosterItemsFrom(iq)) {
        if (addItem(item))
            m_contacts[item.contact.jid].resources = before.value(item.contact.jid).resources;
    }
    countText();
    m_isKnown = true;
    if (const auto early = std::move(m_earlyPresences)) {
        for (const PresenceUpdate &update : *early)
            applyUpdate(update);
    }
    m_listener.handleRosterKnown();
}

bool Roster::applyPush(const QDomElement &iq)
{
    if (!isRosterPush(iq, m_account))
        return false;
    for (const RosterItem &item : rosterItemsFrom(iq)) {
        if (item.contact.subscription == "remove"_L1)
            removeItem(item);
        else if (addItem(item))
            m_listener.handleContact(m_contacts.value(item.contact.jid));
    }
    return true;
}

bool Roster::addItem(const RosterItem &item)
{
    const Contact *const known = contact(item.contact.jid);
    const qsizetype more = textLength(item.contact) - (known ? textLength(*known) : 0);
    if (!hasSpaceFor(more, known ? 0 : 1))
        return false;
    const bool isNormalised = item.address == item.contact.jid.toString();
    const bool isSecond = !isNormalised && addresses(item.contact.jid).contains(item.contact.jid.toString());
    noteAddress(item); // before m_contacts holds the contact
    if (isSecond)
        return false;
    Contact &contact = m_contacts[item.contact.jid];
    QList<ResourcePresence> resources = std::move(contact.resources);
    contact = item.contact;
    contact.resources = std::move(resources);
    m_textLength += more;
    return true;
}

// A server may hold the same contact under several addresses.
void Roster::noteAddress(const RosterItem &item)
{
    QStringList all = addresses(item.contact.jid);
    if (all.contains(item.address) || all.size() >= maxAddresses)
        return;
    all += item.address;
    if (all != QStringList(item.contact.jid.toString()))
        m_addresses.insert(item.contact.jid, all);
}

QStringList Roster::addresses(const Jid &jid) const
{
    if (const auto odd = m_addresses.constFind(jid); odd != m_addresses.cend())
        return *odd;
    return m_contacts.contains(jid) ? QStringList(jid.toString()) : QStringList();
}

void Roster::removeItem(const RosterItem &item)
{
    const Jid jid = item.contact.jid;
    QStringList left = addresses(jid);
    if (left.removeAll(item.address) == 0)
        return;
    if (!left.isEmpty()) {
        m_addresses.insert(jid, left);
        return;
    }
    m_addresses.remove(jid);
    m_contacts.remove(jid);
    countText();
    Contact gone;
    gone.jid = jid;
    gone.subscription = u"remove"_s;
    m_listener.handleContact(gone);
}

void Roster::countText()
{
    m_textLength = 0;
    for (const Contact &contact : std::as_const(m_contacts))
        m_textLength += textLength(contact) + textLength(contact.resources);
    for (const QList<ResourcePresence> &resources : std::as_const(m_lostPresences))
        m_textLength += textLength(resources);
}

bool Roster::hasSpaceFor(qsizetype textLength, qsizetype contacts)
{
    const bool fitsText = textLength <= 0 || m_textLength + textLength <= maxTextLength;
    const bool fitsContacts = contacts == 0 || m_contacts.size() + contacts <= maxContacts;
    if (fitsText && fitsContacts)
        return true;
    if (!std::exchange(m_isOverflowing, true))
        qCWarning(lcSession).noquote() << m_account.toString()
                                       << "has too many contacts or too much presence; the rest is left out";
    return false;
}

// --- presence

void Roster::applyPresence(const QDomElement &presence)
{
    if (const auto update = presenceUpdateFrom(presence))
        applyUpdate(*update);
}

void Roster::applyUpdate(const PresenceUpdate &update)
{
    const auto contact = m_contacts.find(update.contact);
    if (contact != m_contacts.end()) {
        if (changeResource(*contact, update.presence))
            m_listener.handlePresence(update.contact);
    } else if (m_isRequested) {
        if (!m_earlyPresences)
            m_earlyPresences = std::make_unique<QList<PresenceUpdate>>();
        if (m_earlyPresences->size() < maxEarlyPresences)
            m_earlyPresences->append(update);
    }
}

// Returns whether the presence changed.
bool Roster::changeResource(Contact &contact, const ResourcePresence &presence)
{
    QList<ResourcePresence> &resources = contact.resources;
    if (presence.show == Show::Offline && presence.resource.isEmpty()) {
        m_textLength -= textLength(resources);
        return !std::exchange(resources, {}).isEmpty();
    }
    const auto known = std::ranges::find(resources, presence.resource, &ResourcePresence::resource);
    if (presence.show == Show::Offline) {
        if (known == resources.end())
            return false;
        m_textLength -= textLength(*known);
        resources.erase(known);
        return true;
    }
    if (known != resources.end() && isSame(*known, presence))
        return false;
    const qsizetype more = textLength(presence) - (known != resources.end() ? textLength(*known) : 0);
    if (!hasSpaceFor(more) || (known == resources.end() && resources.size() >= maxResources))
        return false;
    m_textLength += more;
    if (known != resources.end())
        *known = presence;
    else
        resources.append(presence);
    return true;
}

// --- requests

static QXmppRosterIq rosterSet(const QString &address)
{
    QXmppRosterIq::Item item;
    item.setBareJid(address);
    QXmppRosterIq iq;
    iq.setType(QXmppIq::Set);
    iq.addItem(item);
    return iq;
}

QFuture<Result<void>> Roster::set(const Jid &jid, const QString &name, const QStringList &groups)
{
    const QStringList known = addresses(jid);
    QXmppRosterIq iq = rosterSet(known.isEmpty() ? jid.toString() : known.first());
    QXmppRosterIq::Item item = iq.items().first();
    item.setName(name);
    item.setGroups(QSet<QString>(groups.begin(), groups.end()));
    iq.setItems({item});
    return answerOf(m_client.sendGenericIq(std::move(iq)), &m_context);
}

// The server identifies an item by the address as it stored it, so each spelling is removed.
QFuture<Result<void>> Roster::remove(const Jid &jid)
{
    QStringList known = addresses(jid);
    if (known.isEmpty() && m_isKnown)
        return QtFuture::makeReadyValueFuture(
            Result<void>(problem(ProblemCode::NotFound, u"%1 is not among the contacts."_s.arg(jid.toString()))));
    if (known.isEmpty())
        known += jid.toString();
    QFuture<Result<void>> removed;
    for (const QString &address : std::as_const(known)) {
        QXmppRosterIq iq = rosterSet(address);
        QXmppRosterIq::Item item = iq.items().first();
        item.setSubscriptionType(QXmppRosterIq::Item::Remove);
        iq.setItems({item});
        removed = answerOf(m_client.sendGenericIq(std::move(iq)), &m_context);
    }
    return removed;
}

static QXmppPresence::Type presenceType(SubscriptionAction action)
{
    switch (action) {
    case SubscriptionAction::Request:
        return QXmppPresence::Subscribe;
    case SubscriptionAction::Approve:
        return QXmppPresence::Subscribed;
    case SubscriptionAction::Deny:
        return QXmppPresence::Unsubscribed;
    case SubscriptionAction::Cancel:
        return QXmppPresence::Unsubscribe;
    }
    Q_UNREACHABLE_RETURN(QXmppPresence::Error);
}

QFuture<Result<void>> Roster::changeSubscription(const Jid &jid, SubscriptionAction action)
{
    QXmppPresence presence(presenceType(action));
    presence.setTo(jid.toString());
    return answerOf(m_client.send(std::move(presence)), &m_context);
}

} // namespace WebJabber
