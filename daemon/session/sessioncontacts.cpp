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

// The functions of Session for contacts, the account's own presence, and what is sent to contacts.

static constexpr auto rosterTimeout = 10s;
// No receipt is sent for an older message.
static constexpr auto longestReceiptDelay = 7 * 24h;

QFuture<Result<QList<Contact>>> Session::contacts()
{
    if (m_state == SessionState::Online && m_clientState.takeWasInactive())
        awaitDelayedPresence();
    if ((m_roster.isKnown() && !m_awaitsDelayedPresence) || m_state != SessionState::Online)
        return readyAnswer<QList<Contact>>(m_roster.contacts());
    if (!m_roster.isKnown())
        m_roster.request();
    if (!m_rosterDeadline.isActive())
        m_rosterDeadline.start(rosterTimeout);
    return m_contactRequests.add();
}

// The server sends the presence that it held back before its next response.
void Session::awaitDelayedPresence()
{
    QXmppPingIq ping;
    ping.setTo(m_account.domain());
    m_awaitsDelayedPresence = true;
    // The context is the connection, so that nothing is called while the client is being destroyed.
    m_connection.client().sendIq(std::move(ping)).then(&m_connection, [this](const QXmppClient::IqResult &) {
        m_awaitsDelayedPresence = false;
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
        m_store.forgetRequester(m_account, jid.bare());
    return m_roster.changeSubscription(jid, action);
}

void Session::setPresence(Show show, const QString &status)
{
    m_presence.setChoice(show, status);
    sendPresenceIfDue();
}

// WORKAROUND (QXmpp 1.10): setClientPresence() ends the stream if the presence is unavailable, so the stanza is sent
// directly; ends with one that keeps the stream.
void Session::sendPresenceIfDue()
{
    if (!checkOnline() || !m_presence.isDue())
        return;
    const bool wasAvailable = m_presence.isAvailable();
    m_connection.client().send(QXmppPresence(m_presence.stanza()));
    m_presence.handleSent();
    if (!wasAvailable && m_presence.isAvailable())
        m_sync.start(); // the server held back messages meanwhile
}

void Session::sendReceipt(const Event &stored)
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

// A request without a sender is from the account's own server (RFC 6120, section 8.1.2.1).
std::optional<std::chrono::seconds> Session::idleTimeFor(const Jid &requester) const
{
    if (!requester.isNull() && !m_roster.maySeePresence(requester))
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

void Session::setReaderState(ReaderTracker::ReaderState readerState)
{
    m_clientState.setActive(readerState.isRead);
    m_presence.setUnattended(readerState.isUnattended);
    sendPresenceIfDue();
}

void Session::handleRosterKnown()
{
    answerContacts(m_roster.contacts());
}

} // namespace WebJabber
