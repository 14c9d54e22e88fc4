// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/missedcalls.h"

#include <algorithm>

namespace WebJabber {

MissedCalls::MissedCalls(Report report, std::chrono::milliseconds wait)
    : m_report(std::move(report))
    , m_wait(wait)
    , m_timer([this] { reportDue(); })
{
}

void MissedCalls::add(const CallSignal &signal)
{
    const bool isOwn = signal.event.direction == Direction::Out;
    if (signal.action == CallSignal::Action::Propose) {
        if (!isOwn)
            propose(signal);
        return;
    }
    const auto found = std::ranges::find_if(m_pending, [&](const Pending &pending) {
        // A client sends its response to the caller or to the account's other clients.
        const bool isBetweenBoth = pending.call.from.bare() == signal.event.from.bare()
            || pending.call.from.bare() == signal.event.to.bare() || signal.event.to.bare() == signal.event.account;
        return pending.callId == signal.callId && isBetweenBoth;
    });
    if (found == m_pending.end())
        return;
    const bool isWithdrawn = signal.action == CallSignal::Action::End
        && found->call.from.bare() == signal.event.from.bare();
    if (isOwn || isWithdrawn) {
        const Pending ended = m_pending.takeAt(found - m_pending.begin());
        if (!isOwn)
            m_report(ended.call);
    }
    waitForNext();
}

void MissedCalls::propose(const CallSignal &signal)
{
    const bool isKnown = std::ranges::any_of(m_pending, [&](const Pending &pending) {
        return pending.callId == signal.callId && pending.call.from.bare() == signal.event.from.bare();
    });
    if (isKnown)
        return;
    m_pending.append({signal.callId, signal.event, Clock::now() + m_wait});
    if (m_pending.size() > maxPending)
        reportFirst();
    waitForNext();
}

void MissedCalls::reportFirst()
{
    m_report(m_pending.takeFirst().call);
}

void MissedCalls::reportDue()
{
    while (!m_pending.isEmpty() && m_pending.first().due <= Clock::now())
        reportFirst();
    waitForNext();
}

void MissedCalls::waitForNext()
{
    m_timer.stop();
    if (m_pending.isEmpty())
        return;
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(m_pending.first().due - Clock::now());
    m_timer.start(std::max(left, std::chrono::milliseconds(0)));
}

} // namespace WebJabber
