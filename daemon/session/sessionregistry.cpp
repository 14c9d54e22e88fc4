// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/sessionregistry.h"

#include "session/passwordcheck.h"
#include "shared/logging.h"
#include "shared/secret.h"
#include "store/store.h"

#include <algorithm>

#include <malloc.h>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace WebJabber {

using Outcome = Result<void>;

// WORKAROUND (glibc 2.41): a sign-in uses several times the memory that the session keeps, and after a series of them
// the allocator does not return the difference to the system (malloc_trim(3)); ends with one that does.
static constexpr auto trimDelay = 1s;

static void releaseMemory()
{
#ifdef __GLIBC__
    malloc_trim(0);
#endif
}

SessionRegistry::SessionRegistry(const XmppSettings &settings, Store &store, NameLookups lookups, QObject *parent)
    : QObject(parent)
    , m_settings(settings)
    , m_store(store)
    , m_locator(m_settings, std::move(lookups)) // keeps a reference to m_settings
    , m_reconnectLimiter(settings.reconnectsPerSecond)
    , m_readers(settings.readers,
                [this](const Jid &account, ReaderTracker::ReaderState readerState) {
                    if (const auto session = m_sessions.find(account); session != m_sessions.end())
                        session->second->setReaderState(readerState);
                })
    , m_trim(&releaseMemory)
{
    connect(&m_store, &Store::enqueued, this, [this](const Outgoing &message) {
        if (Session *session = find(message.account)) {
            session->noteActivity();
            session->transmitter().transmit(message);
        }
    });
    connect(&m_store, &Store::settled, this, [this](const Outgoing &message) {
        if (Session *session = find(message.account))
            session->transmitter().handleSettled(message);
    });
    connect(&m_store, &Store::appended, this, [this](const Event &event) {
        if (Session *session = event.wantsReceipt ? find(event.account) : nullptr)
            session->sendReceipt(event);
    });
    connect(&m_events, &SessionEvents::stateChanged, this, [this] { m_trim.start(trimDelay); });
}

SessionRegistry::~SessionRegistry()
{
    for (auto &[account, session] : m_sessions)
        delete session.release();
}

bool SessionRegistry::isAllowed(const QString &domain) const
{
    return m_settings.allowedDomains.isEmpty() || m_settings.allowedDomains.contains(domain);
}

Result<void> SessionRegistry::checkAccountLimits(const Jid &account) const
{
    static constexpr std::chrono::seconds retryAfter = 1h;
    const auto sameDomain = [this, &account] {
        return std::ranges::count_if(
            m_sessions, [&account](const auto &entry) { return entry.first.domain() == account.domain(); });
    };
    if (m_sessions.contains(account))
        return {};
    if (m_settings.maxAccounts > 0 && count() >= m_settings.maxAccounts)
        return std::unexpected(Problem{ProblemCode::TooManyRequests,
                                       u"This server has as many accounts as its operator allows."_s,
                                       {},
                                       retryAfter});
    if (m_settings.accountsPerDomain > 0 && sameDomain() >= m_settings.accountsPerDomain)
        return std::unexpected(
            Problem{ProblemCode::TooManyRequests,
                    u"This server has as many accounts at %1 as its operator allows."_s.arg(account.domain()),
                    {},
                    retryAfter});
    return {};
}

Session *SessionRegistry::find(const Jid &account) const
{
    const auto found = m_sessions.find(account);
    return found == m_sessions.end() || !found->second->wasOnline() ? nullptr : found->second.get();
}

Session &SessionRegistry::make(const Jid &account)
{
    SessionPtr &session = m_sessions[account];
    if (!session) {
        session.reset(new Session(account, m_settings, m_store, m_limiter, m_readScheduler, m_locator,
                                  m_reconnectLimiter, m_events));
        session->setTraced(isTraced(account));
        if (const auto choice = m_choices.constFind(account); choice != m_choices.cend())
            session->setPresence(choice->show, choice->status);
    }
    return *session;
}

void SessionRegistry::noteRequest(const Jid &account)
{
    if (const auto session = m_sessions.find(account); session != m_sessions.end())
        session->second->noteRead();
    m_readers.noteRequest(account);
}

void SessionRegistry::setWatched(const Jid &account, bool isWatched)
{
    if (const auto session = m_sessions.find(account); session != m_sessions.end())
        session->second->setWatched(isWatched);
    m_readers.setWatched(account, isWatched);
}

const Session *SessionRegistry::peek(const Jid &account) const
{
    const auto found = m_sessions.find(account);
    return found == m_sessions.end() ? nullptr : found->second.get();
}

void SessionRegistry::forEach(const std::function<void(const Session &)> &visit) const
{
    for (const auto &[account, session] : m_sessions)
        visit(*session);
}

void SessionRegistry::setTraceScope(const TraceScope &scope)
{
    const bool concernsAll = scope.all || m_traced.all;
    const QSet<Jid> before = std::exchange(m_traced, scope).accounts;
    if (concernsAll) {
        for (const auto &[account, session] : m_sessions)
            session->setTraced(isTraced(account));
        return;
    }
    for (const Jid &account : before + scope.accounts) {
        if (const auto session = m_sessions.find(account); session != m_sessions.end())
            session->second->setTraced(isTraced(account));
    }
}

void SessionRegistry::setPresenceChoice(const Account &account)
{
    if (account.show != Show::Online || !account.status.isEmpty())
        m_choices.insert(account.jid, {account.show, account.status});
}

void SessionRegistry::restore(const Account &account, const StoredCredentials &credentials)
{
    setPresenceChoice(account);
    if (!isAllowed(account.jid.domain())) {
        qCWarning(lcSession).noquote() << account.jid.toString()
                                       << "stays offline, as its domain is not allowed any more";
        return;
    }
    if (m_sessions.contains(account.jid))
        return;
    Session &session = make(account.jid);
    m_readers.add(account.jid);
    session.setReaderState(m_readers.readerState(account.jid));
    session.restore(credentials, account.archiveId);
    if (session.state() == SessionState::Offline)
        m_sessions.erase(account.jid);
    else
        m_choices.remove(account.jid);
}

void SessionRegistry::reportCredentialsAgain(const Jid &account)
{
    if (const auto session = m_sessions.find(account); session != m_sessions.end())
        session->second->reportCredentialsAgain();
}

QFuture<Outcome> SessionRegistry::signIn(const Jid &account, const QString &password)
{
    if (!isAllowed(account.domain()))
        return readyAnswer<void>(problem(ProblemCode::DomainNotAllowed,
                                         u"Accounts at %1 are not allowed on this server."_s.arg(account.domain())));

    if (const auto room = checkAccountLimits(account); !room)
        return readyAnswer<void>(std::unexpected(room.error()));
    const auto found = m_sessions.find(account);
    if (found == m_sessions.end() || found->second->state() == SessionState::Offline
        || found->second->state() == SessionState::Refused)
        return startSession(account, password);
    Session &session = *found->second;
    if (session.usesPassword(password))
        return session.signIn(password);
    return checkPassword(account, password);
}

QFuture<Outcome> SessionRegistry::startSession(const Jid &account, const QString &password)
{
    return make(account).signIn(password).then(this, [this, account](const Outcome &outcome) {
        // A session that was never online and is not connecting holds nothing worth keeping.
        if (outcome) {
            m_choices.remove(account);
            noteRequest(account);
        }
        const auto session = m_sessions.find(account);
        if (!outcome && session != m_sessions.end() && !session->second->wasOnline()
            && session->second->state() != SessionState::Connecting)
            m_sessions.erase(session);
        return outcome;
    });
}

using Proof = Result<StoredCredentials>;

QFuture<Outcome> SessionRegistry::checkPassword(const Jid &account, const QString &password)
{
    if (const auto running = m_probes.find(account); running != m_probes.end()) {
        QFuture<Proof> proof = running->second.waiters.add();
        if (equalSecrets(running->second.password, password))
            return proof.then(this, [](const Proof &proven) { return proven.transform([](const auto &) { }); });
        // One check at a time for each JID, so that guessing stays slow.
        return proof.then(this, [this, account, password](const Proof &) { return signIn(account, password); })
            .unwrap();
    }
    return probe(account, password)
        .then(this,
              [this, account, password](const Proof &proven) {
                  const auto session = m_sessions.find(account);
                  if (!proven)
                      return readyAnswer<void>(std::unexpected(proven.error()));
                  // The session may have ended meanwhile, or its own password may have been refused.
                  if (session == m_sessions.end() || session->second->state() == SessionState::Refused)
                      return startSession(account, password);
                  qCInfo(lcSession).noquote() << account.toString() << "has a new password";
                  session->second->setCredentials(*proven);
                  return readyAnswer<void>({});
              })
        .unwrap();
}

QFuture<Proof> SessionRegistry::probe(const Jid &account, const QString &password)
{
    Probe &probe = m_probes[account];
    probe.password = password;
    QFuture<Proof> proof = probe.waiters.add();
    auto *const passwordProbe = new PasswordCheck(account, m_settings, m_limiter, m_readScheduler, m_locator, this);
    passwordProbe->start(password, [this, account, passwordProbe](const Proof &proven) {
        passwordProbe->deleteLater();
        SharedPromise<StoredCredentials> waiters = std::move(m_probes.extract(account).mapped().waiters);
        waiters.answer(proven);
    });
    return proof;
}

void SessionRegistry::signOut(const Jid &account)
{
    m_choices.remove(account);
    const auto found = m_sessions.find(account);
    if (found == m_sessions.end())
        return;
    const SessionPtr session = std::move(found->second);
    m_readers.remove(account);
    m_sessions.erase(found);
    session->signOut();
}

void SessionRegistry::signOutAll()
{
    for (auto &[account, session] : std::exchange(m_sessions, {}))
        session->signOut();
}

} // namespace WebJabber
