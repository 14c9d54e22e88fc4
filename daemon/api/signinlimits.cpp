// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/signinlimits.h"

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace WebJabber {

static constexpr TokenBuckets::Duration day = 24h;

static TokenBuckets::Key keyOf(const QHostAddress &client)
{
    return qHash(clientNetwork(client), QHashSeed::globalSeed());
}

// A ban by the domain's server would affect all users. So exempt clients count too, all under one key.
TokenBuckets::Key SignInLimits::failureKey(const SignIn &signIn) const
{
    const QString domain = signIn.account.domain();
    return isExempt(signIn) ? qHashMulti(QHashSeed::globalSeed(), domain)
                            : qHashMulti(QHashSeed::globalSeed(), clientNetwork(signIn.client), domain);
}

static Problem tooManySignIns(const QString &detail, TokenBuckets::Duration wait)
{
    const auto seconds = std::chrono::ceil<std::chrono::seconds>(wait);
    return {ProblemCode::TooManyRequests, detail.arg(seconds.count()), {}, seconds};
}

SignInLimits::SignInLimits(const RateLimits &limits, Clock now)
    : m_exempt(limits.exempt)
    , m_maxFailures(limits.failedSignIns)
    , m_now(std::move(now))
{
    if (limits.failedSignIns > 0)
        m_failures.emplace(limits.failedSignIns);
    if (limits.newAccountsPerDay > 0)
        m_newAccounts.emplace(limits.newAccountsPerDay, day);
}

Result<void> SignInLimits::check(const SignIn &signIn, TokenBuckets::Key key) const
{
    const TokenBuckets::Time now = m_now();
    if (const auto wait = m_failures ? m_failures->wait(key, now) : 0s; wait > 0s)
        return std::unexpected(tooManySignIns(
            u"Too many sign-ins were refused by this XMPP server: wait for %1 s and try again."_s, wait));
    if (isExempt(signIn))
        return {};
    if (m_maxFailures > 0 && m_inProgress.value(key) >= m_maxFailures)
        return std::unexpected(
            tooManySignIns(u"Too many sign-ins of this address are under way: wait for %1 s and try again."_s, 1s));
    const auto wait = m_newAccounts && signIn.isNewAccount ? m_newAccounts->wait(keyOf(signIn.client), now) : 0s;
    if (wait > 0s)
        return std::unexpected(tooManySignIns(
            u"This address has signed in too many accounts today: wait for %1 s and try again."_s, wait));
    return {};
}

Result<void> SignInLimits::admit(const SignIn &signIn)
{
    const TokenBuckets::Key key = failureKey(signIn);
    const auto checked = check(signIn, key);
    if (checked)
        ++m_inProgress[key];
    return checked;
}

void SignInLimits::end(const SignIn &signIn, const Result<void> &outcome)
{
    const TokenBuckets::Key key = failureKey(signIn);
    if (--m_inProgress[key] <= 0)
        m_inProgress.remove(key);
    const TokenBuckets::Time now = m_now();
    if (m_failures && !outcome && outcome.error().code == ProblemCode::NotAuthorized)
        m_failures->take(key, now);
    if (m_newAccounts && outcome && signIn.isNewAccount && !isExempt(signIn))
        m_newAccounts->take(keyOf(signIn.client), now);
}

} // namespace WebJabber
