// SPDX-License-Identifier: GPL-3.0-or-later
#include "push/originthrottle.h"

namespace WebJabber {

// Lists an origin for next(), unless it is full; then leave() lists it.
void OriginThrottle::list(const QString &name, Origin &origin)
{
    if (origin.isListed || origin.waiting.empty())
        return;
    const bool isBroken = origin.failures >= failuresToBreak;
    if (origin.inFlight >= (isBroken ? 1 : perOrigin))
        return;
    origin.isListed = true;
    if (isBroken)
        m_parked.emplace(origin.nextProbe, name);
    else
        m_ready.push_back(name);
}

void OriginThrottle::enter(const QString &name, const QString &id)
{
    Origin &origin = m_origins[name];
    origin.waiting.push_back(id);
    list(name, origin);
}

std::optional<OriginThrottle::Turn> OriginThrottle::next(const QDateTime &now)
{
    if (m_inFlight >= inAll)
        return {};
    while (!m_parked.empty() && m_parked.begin()->first <= now) {
        m_ready.push_back(m_parked.begin()->second);
        m_parked.erase(m_parked.begin());
    }
    while (!m_ready.empty()) {
        const QString name = m_ready.front();
        m_ready.pop_front();
        Origin &origin = m_origins[name];
        origin.isListed = false;
        // The origin may have become broken since it was listed.
        if (origin.failures >= failuresToBreak && (origin.inFlight > 0 || origin.nextProbe > now)) {
            list(name, origin);
            continue;
        }
        const QString id = origin.waiting.front();
        origin.waiting.pop_front();
        ++origin.inFlight;
        ++m_inFlight;
        if (origin.failures >= failuresToBreak)
            origin.nextProbe = now + probeInterval;
        list(name, origin);
        return Turn{id, name};
    }
    return {};
}

void OriginThrottle::leave(const QString &name, Result result, const QDateTime &now)
{
    Origin &origin = m_origins[name];
    --origin.inFlight;
    --m_inFlight;
    const bool wasBroken = origin.failures >= failuresToBreak;
    if (result == Result::Good)
        origin.failures = 0;
    else if (result == Result::Bad && ++origin.failures >= failuresToBreak)
        origin.nextProbe = now + probeInterval;
    else if (result == Result::None && wasBroken)
        origin.nextProbe = now; // the probe was not made
    list(name, origin);
    if (origin.waiting.empty() && origin.inFlight == 0 && origin.failures == 0)
        m_origins.remove(name);
}

} // namespace WebJabber
