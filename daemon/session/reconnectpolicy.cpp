// SPDX-License-Identifier: GPL-3.0-or-later
#include "reconnectpolicy.h"

#include <algorithm>

namespace WebJabber {

std::chrono::milliseconds ReconnectPolicy::next(QRandomGenerator &random)
{
    constexpr int doublings = 20; // far past `longest`, far from overflow
    const auto bound = std::min<std::chrono::milliseconds>(m_bound, shortest * (1LL << std::min(m_tries, doublings)));
    ++m_tries;
    return std::chrono::milliseconds(random.bounded(qint64(bound.count()) + 1));
}

void ReconnectPolicy::noteSession(std::chrono::seconds held)
{
    m_tries = held >= goodAfter ? 0 : std::min(m_tries, 1);
}

} // namespace WebJabber
