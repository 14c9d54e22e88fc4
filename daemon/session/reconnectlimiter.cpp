// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/reconnectlimiter.h"

#include <algorithm>

namespace WebJabber {

using namespace std::chrono_literals;

ReconnectLimiter::ReconnectLimiter(int perSecond, QObject *parent)
    : QObject(parent)
{
    m_timer.setTimerType(Qt::PreciseTimer);
    m_timer.setSingleShot(true);
    const int rate = std::clamp(perSecond, 1, 1000);
    m_timer.setInterval((1000ms + (rate - 1) * 1ms) / rate); // rounded up: never above the rate
    connect(&m_timer, &QTimer::timeout, this, &ReconnectLimiter::startNext);
}

void ReconnectLimiter::enqueue(const QString &domain, const QObject *context, std::function<void()> start)
{
    std::deque<Waiting> &waiting = m_waiting[domain];
    if (waiting.empty())
        m_turns.push_back(domain);
    waiting.push_back({context, std::move(start)});
    if (!m_timer.isActive())
        m_timer.start();
}

// Returns null if nothing is queued.
std::function<void()> ReconnectLimiter::takeNext()
{
    while (!m_turns.empty()) {
        const QString domain = std::move(m_turns.front());
        m_turns.pop_front();
        std::deque<Waiting> &waiting = m_waiting[domain];
        while (!waiting.empty() && !waiting.front().context)
            waiting.pop_front();
        std::function<void()> start;
        if (!waiting.empty()) {
            start = std::move(waiting.front().start);
            waiting.pop_front();
        }
        if (waiting.empty())
            m_waiting.remove(domain);
        else
            m_turns.push_back(domain);
        if (start)
            return start;
    }
    return {};
}

void ReconnectLimiter::startNext()
{
    const auto start = takeNext();
    if (!start)
        return;
    m_timer.start(); // from now: a late turn must not shorten the interval to the next one
    start();
}

} // namespace WebJabber
