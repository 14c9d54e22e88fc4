// SPDX-License-Identifier: GPL-3.0-or-later
#include "roster.h"

#include "taskanswer.h"

#include <QXmppClient.h>
#include <QXmppPresence.h>
#include <QXmppRosterManager.h>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace WebJabber {

// A hostile contact could bring up resources without end.
static constexpr qsizetype maxResources = 64;

static QString subscriptionName(QXmppRosterIq::Item::SubscriptionType type)
{
    using Item = QXmppRosterIq::Item;
    switch (type) {
    case Item::From:
        return u"from"_s;
    case Item::To:
        return u"to"_s;
    case Item::Both:
        return u"both"_s;
    default:
        return u"none"_s;
    }
}

static Show showOf(const QXmppPresence &presence)
{
    switch (presence.availableStatusType()) {
    case QXmppPresence::Away:
        return Show::Away;
    case QXmppPresence::XA:
        return Show::Xa;
    case QXmppPresence::DND:
        return Show::Dnd;
    case QXmppPresence::Chat:
        return Show::Chat;
    default:
        return Show::Online;
    }
}

Roster::Roster(QXmppClient *client, Listener &listener, QObject *parent)
    : QObject(parent)
    , m_client(client)
    , m_manager(client->addNewExtension<QXmppRosterManager>(client))
    , m_listener(listener)
{
    connect(m_manager, &QXmppRosterManager::rosterReceived, this, &Roster::takeRoster);
    const auto takeChange = [this](const QString &bareJid) { m_listener.handleContact(takeItem(bareJid)); };
    connect(m_manager, &QXmppRosterManager::itemAdded, this, takeChange);
    connect(m_manager, &QXmppRosterManager::itemChanged, this, takeChange);
    connect(m_manager, &QXmppRosterManager::itemRemoved, this, &Roster::removeItem);
    connect(m_manager, &QXmppRosterManager::presenceChanged, this, &Roster::takePresence);
}

// A resumed stream tells nothing again; what was known still holds.
void Roster::handleResumed()
{
    for (const QString &bareJid : m_manager->getRosterBareJids()) {
        for (const QString &resource : m_manager->getResources(bareJid))
            takePresence(bareJid, resource);
    }
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

QFuture<Result<void>> Roster::set(const Jid &jid, const QString &name, const QStringList &groups)
{
    return answerOf(m_manager->addRosterItem(jid.toString(), name, QSet<QString>(groups.begin(), groups.end())), this);
}

QFuture<Result<void>> Roster::remove(const Jid &jid)
{
    if (m_isKnown && !m_contacts.contains(jid))
        return QtFuture::makeReadyValueFuture(
            Result<void>(problem(ProblemCode::NotFound, u"%1 is not among the contacts."_s.arg(jid.toString()))));
    return answerOf(m_manager->removeRosterItem(jid.toString()), this);
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
    return answerOf(m_client->send(std::move(presence)), this);
}

void Roster::takeRoster()
{
    m_contacts.clear();
    for (const QString &bareJid : m_manager->getRosterBareJids()) {
        takeItem(bareJid);
        // Presence may be told before the roster.
        for (const QString &resource : m_manager->getResources(bareJid))
            takePresence(bareJid, resource);
    }
    m_isKnown = true;
    m_listener.handleRosterKnown();
}

const Contact &Roster::takeItem(const QString &bareJid)
{
    const QXmppRosterIq::Item item = m_manager->getRosterEntry(bareJid);
    const Jid jid = Jid::fromServer(bareJid);
    Contact &contact = m_contacts[jid];
    contact.jid = jid;
    contact.name = item.name();
    contact.groups = item.groups().values();
    contact.groups.sort();
    contact.subscription = subscriptionName(item.subscriptionType());
    return contact;
}

void Roster::removeItem(const QString &bareJid)
{
    Contact gone;
    gone.jid = Jid::fromServer(bareJid);
    gone.subscription = u"remove"_s;
    m_contacts.remove(gone.jid);
    m_listener.handleContact(gone);
}

void Roster::takePresence(const QString &bareJid, const QString &resource)
{
    const auto contact = m_contacts.find(Jid::fromServer(bareJid));
    if (contact == m_contacts.end())
        return;
    QList<ResourcePresence> &resources = contact->resources;
    const auto known = std::ranges::find(resources, resource, &ResourcePresence::resource);
    if (!m_manager->getResources(bareJid).contains(resource)) {
        if (known == resources.end())
            return;
        resources.erase(known);
    } else {
        const QXmppPresence presence = m_manager->getPresence(bareJid, resource);
        const ResourcePresence now{resource, showOf(presence), presence.statusText(), presence.priority()};
        if (known != resources.end())
            *known = now;
        else if (resources.size() < maxResources)
            resources.append(now);
        else
            return;
    }
    m_listener.handlePresence(contact->jid);
}

void Roster::handleDisconnected()
{
    for (Contact &contact : m_contacts)
        contact.resources.clear();
}

} // namespace WebJabber
