// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/reconnectpolicy.h"

#include "shared/backoff.h"

#include <algorithm>

namespace WebJabber {

std::chrono::milliseconds ReconnectPolicy::next(QRandomGenerator &random)
{
    return Backoff{shortest, m_bound}.delay(m_tries++, random);
}

void ReconnectPolicy::noteSession(std::chrono::seconds held, End end)
{
    if (held >= goodAfter)
        m_tries = 0;
    else if (end == End::Lost)
        m_tries = std::min(m_tries, triesAfterLoss);
}

} // namespace WebJabber
