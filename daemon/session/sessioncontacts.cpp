// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/session.h"
#include "store/store.h"
#include "xmpp/stanzabuilder.h"

#include <QXmppClient.h>
#include <QXmppPingIq.h>
#include <QXmppTask.h>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace WebJabber {

// Session's part about contacts, one's own presence, and what contacts are told.

static constexpr auto rosterTimeout = 10s;
// Nobody waits longer for a receipt.
static constexpr auto longestReceiptDelay = 7 * 24h;

QFuture<Result<QList<Contact>>> Session::contacts()
{
    if (m_state == SessionState::Online && m_clientState.takeWasHeldBack())
        awaitHeldBackPresence();
    if ((m_roster.isKnown() && !m_awaitsPresence) || m_state != SessionState::Online)
        return readyAnswer<QList<Contact>>(m_roster.contacts());
    if (!m_roster.isKnown())
        m_roster.request();
    if (!m_rosterDeadline.isActive())
        m_rosterDeadline.start(rosterTimeout);
    return m_contactRequests.add();
}

// What the server held back while nobody read comes before its next answer.
void Session::awaitHeldBackPresence()
{
    QXmppPingIq ping;
    ping.setTo(m_account.domain());
    m_awaitsPresence = true;
    // With the connection as its context nothing is called while the client is being destroyed.
    m_connection.client().sendIq(std::move(ping)).then(&m_connection, [this](const QXmppClient::IqResult &) {
        m_awaitsPresence = false;
        if (m_roster.isKnown())
            answerContacts(m_roster.contacts());
    });
}

void Session::answerContacts(const Result<QList<Contact>> &result)
{
    m_rosterDeadline.stop();
    m_contactRequests.answer(result);
}

Result<void> Session::checkOnline() const
{
    if (m_state == SessionState::Online)
        return {};
    return problem(ProblemCode::XmppUnreachable,
                   u"There is no connection to the XMPP server of %1 at the moment."_s.arg(m_account.domain()));
}

QFuture<Result<void>> Session::setContact(const Jid &jid, const QString &name, const QStringList &groups)
{
    const auto online = checkOnline();
    return online ? m_roster.set(jid, name, groups) : readyAnswer(online);
}

QFuture<Result<void>> Session::removeContact(const Jid &jid)
{
    const auto online = checkOnline();
    return online ? m_roster.remove(jid) : readyAnswer(online);
}

QFuture<Result<void>> Session::changeSubscription(const Jid &jid, SubscriptionAction action)
{
    const auto online = checkOnline();
    if (!online)
        return readyAnswer(online);
    if (action == SubscriptionAction::Approve || action == SubscriptionAction::Deny)
        m_store.forgetAsker(m_account, jid.bare());
    return m_roster.changeSubscription(jid, action);
}

void Session::setPresence(Show show, const QString &status)
{
    m_presence.choose(show, status);
    sendPresenceIfDue();
}

// QXmpp's own setClientPresence() would end the stream for an unavailable one.
void Session::sendPresenceIfDue()
{
    if (!checkOnline() || !m_presence.isDue())
        return;
    const bool wasAvailable = m_presence.isAvailable();
    m_connection.client().send(QXmppPresence(m_presence.stanza()));
    m_presence.handleSent();
    if (!wasAvailable && m_presence.isAvailable())
        m_sync.start(); // the server kept back what came meanwhile
}

void Session::giveReceipt(const Event &stored)
{
    const bool isWanted = stored.wantsReceipt && stored.direction == Direction::In && stored.from.bare() != m_account
        && m_roster.maySeePresence(stored.from)
        && stored.time.secsTo(QDateTime::currentDateTimeUtc()) < std::chrono::seconds(longestReceiptDelay).count();
    if (!isWanted)
        return;
    Outgoing receipt;
    receipt.id = QUuid::createUuid().toString(QUuid::WithoutBraces);
    receipt.account = m_account;
    receipt.to = stored.from;
    receipt.type = receiptType;
    receipt.body = stored.id;
    receipt.time = QDateTime::currentDateTimeUtc();
    m_store.enqueue(receipt); // a full queue drops it
}

Result<void> Session::sendChatState(const Jid &to, const QString &state)
{
    return checkOnline().transform([&] { m_connection.client().send(chatStateStanza(to, state)); });
}

// Without a sender it is the account's own server that asks (RFC 6120, section 8.1.2.1).
std::optional<std::chrono::seconds> Session::idleTimeFor(const Jid &asker) const
{
    if (!asker.isNull() && !m_roster.maySeePresence(asker))
        return std::nullopt;
    if (m_isWatched)
        return 0s;
    return std::chrono::floor<std::chrono::seconds>(std::chrono::steady_clock::now() - m_lastRead);
}

void Session::setWatched(bool isWatched)
{
    m_isWatched = isWatched;
    noteRead();
}

void Session::setAttention(ReaderClock::Attention attention)
{
    m_clientState.setActive(attention.isRead);
    m_presence.setLeftAlone(attention.isLeftAlone);
    sendPresenceIfDue();
}

void Session::handleRosterKnown()
{
    answerContacts(m_roster.contacts());
}

} // namespace WebJabber
