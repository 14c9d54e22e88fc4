// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/ratelimiter.h"

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace WebJabber {

RateLimiter::Buckets RateLimiter::bucketsFor(const RateLimit &limit)
{
    Buckets buckets;
    if (limit.perAddress > 0)
        buckets.ofAddresses.emplace(limit.perAddress);
    if (limit.perAccount > 0)
        buckets.ofAccounts.emplace(limit.perAccount);
    return buckets;
}

RateLimiter::RateLimiter(const RateLimits &limits, Clock now)
    : m_actions{bucketsFor(limits.signIns), bucketsFor(limits.messages), bucketsFor(limits.subscriptions)}
    , m_exempt(limits.exempt)
    , m_signIns(limits, now)
    , m_now(std::move(now))
{
}

static Problem tooManyRequests(TokenBuckets::Duration wait, const QString &who)
{
    const auto seconds = std::chrono::ceil<std::chrono::seconds>(wait);
    return {ProblemCode::TooManyRequests,
            u"That was too often for this %1: wait for %2 s and try again."_s.arg(who).arg(seconds.count()),
            {},
            seconds};
}

Result<void> RateLimiter::count(Action action, const QHostAddress &client, const Jid &account)
{
    const bool isExempt = m_exempt.contains(client);
    if (isExempt && action != Action::SignIn)
        return {};
    auto &[ofAddresses, ofAccounts] = m_actions.at(std::size_t(action));
    const TokenBuckets::Time now = m_now();
    const auto address = qHash(clientNetwork(client), QHashSeed::globalSeed());
    const auto jid = qHash(account, QHashSeed::globalSeed());
    if (const auto wait = ofAddresses && !isExempt ? ofAddresses->wait(address, now) : 0s; wait > 0s)
        return std::unexpected(tooManyRequests(wait, u"address"_s));
    if (const auto wait = ofAccounts ? ofAccounts->wait(jid, now) : 0s; wait > 0s)
        return std::unexpected(tooManyRequests(wait, u"account"_s));
    if (ofAddresses && !isExempt)
        ofAddresses->take(address, now);
    if (ofAccounts)
        ofAccounts->take(jid, now);
    return {};
}

} // namespace WebJabber
