// SPDX-License-Identifier: GPL-3.0-or-later
#include "session.h"

#include "connectpacer.h"
#include "stanzabuilder.h"

#include <logging.h>
#include <store.h>

#include <QXmppClient.h>
#include <QXmppTask.h>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace WebJabber {

static constexpr auto rosterTimeout = 10s;
// How long a sign-in waits for an archive to say where it stands.
static constexpr auto longestFirstLook = 3s;

QLatin1StringView sessionStateName(SessionState state)
{
    switch (state) {
    case SessionState::Offline:
        return "offline"_L1;
    case SessionState::Connecting:
        return "connecting"_L1;
    case SessionState::Online:
        return "online"_L1;
    case SessionState::Waiting:
        return "waiting"_L1;
    case SessionState::Refused:
        return "refused"_L1;
    }
    Q_UNREACHABLE_RETURN("offline"_L1);
}

// Shared by all who never set one; of their own it takes 600 bytes.
static const QXmppPresence &firstPresence()
{
    static const QXmppPresence available(QXmppPresence::Available);
    return available;
}

Session::Session(const Jid &account, const XmppSettings &settings, Store &store, LoginGate &gate, ConnectPacer &pacer,
                 Listener &listener, QObject *parent)
    : QObject(parent)
    , m_account(account)
    , m_store(store)
    , m_pacer(pacer)
    , m_listener(&listener)
    , m_connection(account, settings, gate, *this)
    , m_roster(&m_connection.client(), *this)
    , m_commits(store, *this, *this)
    , m_bookmark(account, store, *this, *this)
    , m_sync(account, m_connection.client(), m_commits, m_bookmark, *this, *this)
    , m_transmitter(account, m_connection, store, m_bookmark, *this)
    , m_presence(firstPresence())
    , m_since(QDateTime::currentDateTimeUtc())
    , m_policy(settings.longestReconnectDelay)
    , m_retry([this] { waitForTurn(); })
    , m_firstLook([this] { finishSignIns(); })
    , m_rosterDeadline([this] {
        answerContacts(problem(ProblemCode::Timeout, u"The XMPP server did not tell the contacts in time."_s));
    })
{
    m_connection.client().insertExtension(0, new MessageIntake(m_account, *this)); // owns it
    m_connection.reader().setAckGate([this] { return mayAcknowledge(); });
}

template<typename... Values>
void Session::tell(void (Listener::*what)(const Jid &, Values...), const std::type_identity_t<Values> &...values) const
{
    if (m_listener)
        (m_listener->*what)(m_account, values...);
}

QFuture<Result<void>> Session::signIn(const QString &password)
{
    if (m_state == SessionState::Offline || m_state == SessionState::Refused) {
        m_connection.credentials().setPassword(password);
        connectNow();
    } else if (m_wasOnline && !m_firstLook.isActive()) {
        // The server may be one that no longer takes the token.
        if (m_state == SessionState::Waiting)
            m_connection.credentials().setPassword(password);
        return readyAnswer<void>({});
    }
    return m_signIns.add();
}

void Session::restore(const StoredCredentials &credentials, const QString &archiveId)
{
    Q_ASSERT(m_state == SessionState::Offline && !m_wasOnline);
    m_connection.credentials().restore(credentials);
    if (!m_connection.credentials().canSignIn())
        return;
    m_wasOnline = true;
    m_isAccountKept = true;
    m_bookmark.setSaved(ArchivePosition::fromString(archiveId));
    enter(SessionState::Waiting);
    waitForTurn();
}

bool Session::usesPassword(const QString &password) const
{
    return m_connection.credentials().usesPassword(password);
}

void Session::signOut()
{
    m_retry.stop();
    m_connectsWhenCommitted = false;
    m_connection.close();
    m_transmitter.close();
    m_sync.setConnected(false);
    enter(SessionState::Offline);
    m_listener = nullptr;
    m_signIns.answer(problem(ProblemCode::XmppError, u"Signed out meanwhile."_s));
    answerContacts(problem(ProblemCode::XmppError, u"Signed out meanwhile."_s));
}

void Session::transmit(const Outgoing &message)
{
    m_lastActivity = QDateTime::currentDateTimeUtc();
    m_transmitter.transmit(message);
}

void Session::reconnect()
{
    if (!m_wasOnline)
        return;
    switch (m_state) {
    case SessionState::Offline:
    case SessionState::Connecting:
        return;
    case SessionState::Online:
        return m_connection.cut(u"The operator asked for a new connection."_s);
    case SessionState::Refused:
        enter(SessionState::Waiting);
        [[fallthrough]];
    case SessionState::Waiting:
        m_retry.stop();
        return waitForTurn();
    }
}

void Session::setTraced(bool isTraced)
{
    m_connection.setTraced(isTraced);
}

void Session::connectNow()
{
    enter(SessionState::Connecting);
    // Who resumes a stream says how much of it arrived, so that must be true.
    m_connectsWhenCommitted = !m_commits.isEmpty();
    if (!m_connectsWhenCommitted)
        m_connection.open(m_presence);
}

void Session::handleEstablished(bool resumed)
{
    qCInfo(lcSession).noquote() << m_account.toString() << (resumed ? "online again at" : "online at")
                                << m_connection.address();
    m_wasOnline = true;
    if (std::exchange(m_hasBeenOnline, true))
        ++m_reconnects;
    m_lastError.clear();
    enter(SessionState::Online);
    if (resumed) {
        m_roster.handleResumed();
        m_sync.setConnected(true);
        if (!m_sync.isRunning())
            m_transmitter.open();
    } else {
        startNewStream();
    }
    answerSignIns();
}

// Whoever is told that the sign-in went well may rely on it that nothing is lost
// from then on, so on the very first one where the archive stands is kept before.
void Session::answerSignIns()
{
    if (!m_sync.isRunning() || m_bookmark.isSaved())
        finishSignIns();
    else if (!m_firstLook.isActive())
        m_firstLook.start(longestFirstLook);
}

void Session::finishSignIns()
{
    m_firstLook.stop();
    if (m_wasOnline)
        m_signIns.answer({});
}

void Session::startNewStream()
{
    if (!std::exchange(m_isAccountKept, true))
        m_store.saveAccount(m_account, {}).then(this, [this](const Result<void> &kept) {
            m_isAccountKept = kept.has_value();
        });
    m_transmitter.forgetStream();
    m_connection.client().sendIq(EnableCarbonsIq()); // a server without them says so, which is fine
    m_sync.start();
}

void Session::handleEnded(const Problem &problem)
{
    if (m_state == SessionState::Online)
        m_policy.noteSession(std::chrono::seconds(m_since.secsTo(QDateTime::currentDateTimeUtc())));
    m_lastError = problem.detail;
    qCInfo(lcSession).noquote() << m_account.toString() << "lost:" << problem.detail;
    m_roster.handleDisconnected();
    m_transmitter.close();
    m_sync.setConnected(false);
    if (problem.code == ProblemCode::NotAuthorized && !m_connection.credentials().isUntried())
        enter(SessionState::Refused);
    else if (m_wasOnline)
        waitForNextTry();
    else
        enter(SessionState::Offline); // nobody asked to go on trying
    answerContacts(std::unexpected(problem));
    m_signIns.answer(std::unexpected(problem)); // may end this session: last
}

void Session::waitForNextTry()
{
    m_retry.start(m_policy.next(*QRandomGenerator::global()));
    enter(SessionState::Waiting);
}

void Session::waitForTurn()
{
    m_pacer.enqueue(this, [this] {
        if (m_state == SessionState::Waiting)
            connectNow();
    });
}

void Session::handleReceived(const Event &event)
{
    m_lastActivity = QDateTime::currentDateTimeUtc();
    if (event.type != EventType::Subscription)
        m_sync.takeLive(event);
    else if (!isToldAlready(event))
        m_commits.append(event);
    limitReading();
}

// A server repeats a request at each sign-in until it is answered (RFC 6121, section 3.1.3).
bool Session::isToldAlready(const Event &subscription)
{
    if (subscription.body == "subscribe"_L1) {
        if (m_askers.contains(subscription.from))
            return true;
        m_askers.insert(subscription.from);
    } else if (subscription.body == "unsubscribe"_L1) {
        m_askers.remove(subscription.from);
    }
    return false;
}

// Memory stays bounded while the store fails or lags.
void Session::limitReading()
{
    if (m_commits.isFailing() || m_commits.size() >= maxUncommitted)
        m_connection.reader().pause();
}

StreamReader::AckAnswer Session::mayAcknowledge() const
{
    if (!m_commits.isEmpty())
        return StreamReader::AckAnswer::PauseUntilThen;
    // What waits for the archive cannot be committed while nothing is read.
    return m_sync.holdsUnarchived() ? StreamReader::AckAnswer::Later : StreamReader::AckAnswer::Now;
}

void Session::handleArchived(const ArchivedStanza &stanza)
{
    m_sync.takeArchived(stanza);
    limitReading();
}

void Session::handleBounce(const Bounce &bounce)
{
    m_transmitter.handleBounce(bounce);
}

void Session::handleChatState(const ChatState &chatState)
{
    tell(&Listener::handleChatState, chatState);
}

void Session::handleRosterKnown()
{
    answerContacts(m_roster.contacts());
}

void Session::handlePresence(const Jid &contact)
{
    tell(&Listener::handlePresence, contact);
}

void Session::handleContact(const Contact &contact)
{
    tell(&Listener::handleContact, contact);
}

void Session::handleCredentials(const StoredCredentials &toStore)
{
    tell(&Listener::handleCredentials, toStore);
}

void Session::handleTraced(Direction direction, const QString &xml)
{
    tell(&Listener::handleTraced, direction, xml);
}

void Session::handleReached(const ArchivePosition &position)
{
    m_bookmark.reach(position);
}

void Session::handleBookmarkLoaded()
{
    m_sync.handleBookmarkLoaded();
    if (m_bookmark.isSaved())
        finishSignIns();
}

void Session::handleBookmarkSaved()
{
    m_sync.handleBookmarkSaved();
}

void Session::handleOwnMessage(const QString &id)
{
    m_transmitter.handleArchived(id);
}

void Session::handleSynced()
{
    finishSignIns();
    m_connection.reader().resume();
    if (m_state == SessionState::Online)
        m_transmitter.open();
}

void Session::handleCommitted()
{
    m_sync.handleCommitted();
    m_connection.reader().resume();
    if (std::exchange(m_connectsWhenCommitted, false))
        m_connection.open(m_presence);
}

void Session::enter(SessionState state)
{
    if (std::exchange(m_state, state) == state)
        return;
    m_since = QDateTime::currentDateTimeUtc();
    tell(&Listener::handleState, state);
}

QFuture<Result<QList<Contact>>> Session::contacts()
{
    if (m_roster.isKnown() || m_state != SessionState::Online)
        return readyAnswer<QList<Contact>>(m_roster.contacts());
    if (!m_rosterDeadline.isActive())
        m_rosterDeadline.start(rosterTimeout);
    return m_contactRequests.add();
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
        m_askers.remove(jid); // who asks again is heard again
    return m_roster.changeSubscription(jid, action);
}

void Session::setPresence(Show show, const QString &status)
{
    const bool wasAway = m_presence.type() == QXmppPresence::Unavailable;
    m_presence = presenceStanza(show, status);
    if (!checkOnline())
        return;
    if (show == Show::Offline) {
        m_connection.client().send(QXmppPresence(m_presence)); // set as the client's it would end the stream
        return;
    }
    m_connection.client().setClientPresence(m_presence);
    if (wasAway)
        m_sync.start(); // the server kept back what came meanwhile
}

Result<void> Session::sendChatState(const Jid &to, const QString &state)
{
    return checkOnline().transform([&] { m_connection.client().send(chatStateStanza(to, state)); });
}

Result<void> Session::sendMarker(const Jid &to, const QString &id)
{
    return checkOnline().transform([&] { m_connection.client().send(markerStanza(to, id)); });
}

} // namespace WebJabber
