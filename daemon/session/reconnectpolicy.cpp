// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/reconnectpolicy.h"

#include <algorithm>

namespace WebJabber {

std::chrono::milliseconds ReconnectPolicy::next(QRandomGenerator &random)
{
    constexpr int doublings = 20; // far above `longest`, far below overflow
    const auto bound = std::min<std::chrono::milliseconds>(m_bound, shortest * (1LL << std::min(m_tries, doublings)));
    ++m_tries;
    return std::chrono::milliseconds(random.bounded(qint64(bound.count()) + 1));
}

void ReconnectPolicy::noteSession(std::chrono::seconds held, End end)
{
    if (held >= goodAfter)
        m_tries = 0;
    else if (end == End::Lost)
        m_tries = std::min(m_tries, triesAfterLoss);
}

} // namespace WebJabber
