// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/session.h"

#include "session/reconnectlimiter.h"
#include "shared/logging.h"
#include "store/store.h"
#include "xmpp/stanzabuilder.h"
#include "xmpp/xmpperrors.h"

#include <QTimer>
#include <QXmppClient.h>
#include <QXmppConfiguration.h>
#include <QXmppTask.h>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace WebJabber {

// Maximum time for which a sign-in waits for the archive's newest position.
static constexpr auto longestFirstRead = 3s;
static constexpr std::chrono::milliseconds accountSaveRetry = 1s;

Session::Session(const Jid &account, const XmppSettings &settings, Store &store, LoginLimiter &limiter,
                 ReadScheduler &readScheduler, ServerLocator &locator, ReconnectLimiter &reconnectLimiter,
                 SessionEvents &events, QObject *parent)
    : QObject(parent)
    , m_account(account)
    , m_store(store)
    , m_reconnectLimiter(reconnectLimiter)
    , m_events(&events)
    , m_connection(account, settings, limiter, readScheduler, locator, *this)
    , m_roster(m_account, m_connection.client(), *this, *this)
    , m_clientState(m_connection.client())
    , m_commits(store, *this, *this)
    , m_bookmark(account, store, *this, *this)
    , m_sync(account, m_connection.client(), m_commits, m_bookmark, *this, *this)
    , m_transmitter(account, m_connection, store, m_bookmark, *this)
    , m_since(QDateTime::currentDateTimeUtc())
    , m_policy(settings.longestReconnectDelay)
    , m_retry([this] { waitForTurn(); })
    , m_firstReadTimer([this] { finishSignIns(); })
    , m_rosterDeadline([this] {
        answerContacts(problem(ProblemCode::Timeout, u"The XMPP server did not tell the contacts in time."_s));
    })
{
    m_connection.client().insertExtension(0, new MessageHandler(m_account, *this)); // takes ownership
    m_connection.reader().setAckPolicy([this] { return mayAcknowledge(); });
}

QFuture<Result<void>> Session::signIn(const QString &password)
{
    if (m_state == SessionState::Offline || m_state == SessionState::Refused) {
        m_connection.credentials().setPassword(password);
        m_refusal.noteNewPassword();
        connectNow();
    } else if (m_wasOnline && !m_firstReadTimer.isActive()) {
        // The server may no longer accept the token.
        if (m_state == SessionState::Waiting)
            m_connection.credentials().setPassword(password);
        if (m_state != SessionState::Waiting || m_refusal.refusals() == 0)
            return readyAnswer<void>({});
        reconnect(); // perhaps only the token was refused
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
    m_refusal.noteProven();
    m_isAccountStored = true;
    m_bookmark.setSaved(ArchivePosition::fromString(archiveId));
    setState(SessionState::Waiting);
    waitForTurn();
}

bool Session::usesPassword(const QString &password) const
{
    return m_connection.credentials().usesPassword(password);
}

void Session::signOut()
{
    m_isSigningOut = true;
    m_retry.stop();
    m_connectsWhenCommitted = false;
    m_connection.close();
    m_transmitter.close();
    m_sync.setConnected(false);
    setState(SessionState::Offline);
    m_events = nullptr;
    m_signIns.answer(problem(ProblemCode::XmppError, u"Signed out meanwhile."_s));
    answerContacts(problem(ProblemCode::XmppError, u"Signed out meanwhile."_s));
}

Result<void> Session::checkSize(const Outgoing &message) const
{
    if (m_state != SessionState::Online)
        return {};
    return m_connection.checkSize(outgoingStanza(message));
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
        setState(SessionState::Waiting);
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
    setState(SessionState::Connecting);
    // Resuming a stream reports how many stanzas were received (XEP-0198), so these must be committed before.
    m_connectsWhenCommitted = !m_commits.isEmpty();
    if (!m_connectsWhenCommitted)
        openConnection();
}

void Session::openConnection()
{
    m_presence.handleOpening();
    m_connection.open(m_presence.stanza());
}

void Session::handleEstablished(bool resumed)
{
    qCInfo(lcSession).noquote() << m_account.toString() << (resumed ? "online again at" : "online at")
                                << m_connection.address();
    m_wasOnline = true;
    if (m_refusal.noteSignedIn())
        m_commits.append(sessionEvent(m_account, {}));
    if (std::exchange(m_hasBeenOnline, true))
        ++m_reconnects;
    m_lastError.clear();
    setState(SessionState::Online);
    if (resumed) {
        m_roster.handleResumed();
        m_sync.setConnected(true);
        openTransmitter();
    } else {
        startNewStream();
    }
    answerSignIns();
    m_clientState.handleEstablished(resumed);
    // QXmpp sends the first presence of a new stream after this function returns.
    QMetaObject::invokeMethod(this, &Session::sendPresenceIfDue, Qt::QueuedConnection);
}

// After a successful sign-in nothing may be lost, so on the very first one the archive's position is saved before the
// sign-in is answered.
void Session::answerSignIns()
{
    if (!m_sync.isRunning() || m_bookmark.isSaved())
        finishSignIns();
    else if (!m_firstReadTimer.isActive())
        m_firstReadTimer.start(longestFirstRead);
}

void Session::finishSignIns()
{
    m_firstReadTimer.stop();
    if (m_wasOnline)
        m_signIns.answer({});
}

void Session::handleReceivedCount(quint32 stanzas)
{
    m_transmitter.handleReceivedCount(stanzas);
}

// Retries until the account is saved. Nothing can be stored for it before.
static void saveAccount(Session &session, Store &store)
{
    store.saveAccount(session.account(), {}).then(&session, [&session, &store](const Result<void> &saved) {
        if (!saved)
            QTimer::singleShot(accountSaveRetry, &session, [&session, &store] { saveAccount(session, store); });
    });
}

void Session::startNewStream()
{
    if (!std::exchange(m_isAccountStored, true))
        saveAccount(*this, m_store);
    m_transmitter.forgetStream();
    m_presence.handleNewStream();
    m_roster.handleNewStream(); // before the first presence (RFC 6121, section 2.2)
    m_connection.client().sendIq(EnableCarbonsIq()); // a server without carbons returns an error, which is ignored
    m_sync.start();
}

void Session::handleEnded(const Problem &problem)
{
    if (m_state == SessionState::Online) {
        const std::chrono::seconds held(m_since.secsTo(QDateTime::currentDateTimeUtc()));
        const bool isThrownOut = problem.code == ProblemCode::XmppError && problem.condition != "system-shutdown"_L1;
        m_policy.noteSession(held, isThrownOut ? ReconnectPolicy::End::EndedByServer : ReconnectPolicy::End::Lost);
        if (held >= ReconnectPolicy::goodAfter)
            m_refusal.noteGoodStream();
    }
    noteBrokenStream(problem);
    m_lastError = problem.detail;
    qCInfo(lcSession).noquote() << m_account.toString() << "lost:" << problem.detail;
    m_roster.handleDisconnected();
    m_clientState.handleDisconnected();
    m_awaitsDelayedPresence = false;
    m_transmitter.close();
    m_sync.setConnected(false);
    const bool isRefused = problem.code == ProblemCode::NotAuthorized && !m_connection.credentials().isUntried();
    if (isOtherAccount(problem)) {
        enterRefused(problem);
    } else if (isRefused) {
        handleRefused(problem);
    } else if (m_wasOnline && problem.condition == "conflict"_L1) {
        handleConflict();
    } else if (m_wasOnline) {
        waitForNextTry();
    } else {
        setState(SessionState::Offline); // a first sign-in is not retried
    }
    answerContacts(std::unexpected(problem));
    m_signIns.answer(std::unexpected(problem)); // last, because it may end this session
}

// The stanza that broke the last two streams may be in the archive, and would break each stream that reads it.
void Session::noteBrokenStream(const Problem &problem)
{
    // A stream error that the server sends is about what the client sent.
    const bool isBroken = !m_connection.streamError()
        && (problem.condition == "not-well-formed"_L1 || problem.condition == "restricted-xml"_L1);
    if (m_state != SessionState::Online || !isBroken)
        return;
    m_sync.releaseAll(); // held messages were acknowledged, and the archive may be skipped
    if (++m_brokenStreams < 2)
        return;
    qCWarning(lcSession).noquote() << m_account.toString()
                                   << "was sent twice what is not well-formed; its archive is read from its end on";
    m_brokenStreams = 0;
    m_sync.skipToNewest();
}

void Session::handleRefused(const Problem &problem)
{
    const auto wait = m_refusal.nextTry(m_connection.settings().refusalRetries);
    if (!wait)
        return enterRefused(problem);
    qCWarning(lcSession).noquote() << m_account.toString() << "is refused by its server; it is tried again in"
                                   << std::chrono::ceil<std::chrono::seconds>(*wait).count() << "s";
    m_retry.start(*wait);
    setState(SessionState::Waiting);
}

void Session::enterRefused(const Problem &problem)
{
    setState(SessionState::Refused);
    if (!m_refusal.noteRefused())
        return;
    qCWarning(lcSession).noquote() << m_account.toString() << "stays refused until somebody signs in to it";
    m_commits.append(sessionEvent(m_account, problem));
}

void Session::handleConflict()
{
    m_connection.credentials().changeResource();
    m_retry.start(m_refusal.nextAfterConflict(m_connection.settings().conflictWait, *QRandomGenerator::global()));
    setState(SessionState::Waiting);
}

void Session::setCredentials(const StoredCredentials &proven)
{
    m_connection.credentials().adopt(proven);
    if (m_refusal.noteProven() && m_state == SessionState::Waiting)
        reconnect();
}

void Session::waitForNextTry()
{
    m_retry.start(m_policy.next(*QRandomGenerator::global()));
    setState(SessionState::Waiting);
}

void Session::waitForTurn()
{
    m_reconnectLimiter.enqueue(m_account.domain(), this, [this] {
        if (m_state == SessionState::Waiting)
            connectNow();
    });
}

void Session::setState(SessionState state)
{
    if (std::exchange(m_state, state) == state)
        return;
    m_since = QDateTime::currentDateTimeUtc();
    notify(&SessionEvents::stateChanged, state);
}

} // namespace WebJabber
