// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/addressattempts.h"

#include <algorithm>

using namespace std::chrono_literals;

namespace WebJabber {

// The minimum time for the first answer of an address that took nearly all of its share to connect.
static constexpr std::chrono::milliseconds shortestAnswer = 1s;

static std::chrono::milliseconds left(const QDeadlineTimer &timer)
{
    return std::chrono::ceil<std::chrono::milliseconds>(timer.remainingTimeAsDuration());
}

AddressAttempts::AddressAttempts(const QList<ServerAddress> &addresses, QDeadlineTimer end)
    : m_untried(addresses)
    , m_end(end)
    , m_share(end)
{
}

ServerAddress AddressAttempts::next()
{
    m_share.setRemainingTime(left(m_end) / m_untried.size());
    return m_untried.takeFirst();
}

std::optional<std::chrono::milliseconds> AddressAttempts::connectBound() const
{
    if (isAtEnd())
        return std::nullopt;
    return std::min(left(m_share), longestWait);
}

std::optional<std::chrono::milliseconds> AddressAttempts::answerBound() const
{
    if (isAtEnd())
        return std::nullopt;
    return std::clamp(left(m_share), std::min(shortestAnswer, left(m_end) / 2), longestWait);
}

} // namespace WebJabber
