// SPDX-License-Identifier: GPL-3.0-or-later
#include "push/originthrottle.h"

namespace WebJabber {

// A broken origin has a limit of zero, except while its probe is due.
void OriginThrottle::planProbe(const QString &origin)
{
    if (isBroken(origin) && m_calls.limit(origin) == 0 && m_calls.taken(origin) == 0 && m_calls.hasWaiting(origin))
        m_probes.emplace(m_circuits.constFind(origin)->nextProbe, origin);
}

void OriginThrottle::enqueue(const QString &origin, const QString &id)
{
    m_calls.enqueue(origin, id);
    planProbe(origin);
}

std::optional<OriginThrottle::Turn> OriginThrottle::next(const QDateTime &now)
{
    while (!m_probes.empty() && m_probes.begin()->first <= now) {
        m_calls.setLimit(m_probes.begin()->second, 1);
        m_probes.erase(m_probes.begin());
    }
    const auto turn = m_calls.next();
    if (!turn)
        return {};
    if (isBroken(turn->key)) {
        m_circuits[turn->key].nextProbe = now + probeInterval;
        m_calls.setLimit(turn->key, 0);
    }
    return Turn{turn->waiter, turn->key};
}

void OriginThrottle::release(const QString &origin, Result result, const QDateTime &now)
{
    m_calls.release(origin);
    const bool wasBroken = isBroken(origin);
    if (result == Result::Good) {
        m_circuits.remove(origin);
        if (wasBroken)
            m_calls.setLimit(origin, perOrigin);
    } else if (result == Result::Bad) {
        Circuit &circuit = m_circuits[origin];
        if (++circuit.failures >= failuresToBreak) {
            circuit.nextProbe = now + probeInterval;
            m_calls.setLimit(origin, 0);
        }
    } else if (wasBroken) {
        m_circuits[origin].nextProbe = now; // the probe was not made
    }
    planProbe(origin);
}

} // namespace WebJabber
