// SPDX-License-Identifier: GPL-3.0-or-later
#include "connectpacer.h"

#include <algorithm>

namespace WebJabber {

using namespace std::chrono_literals;

ConnectPacer::ConnectPacer(int perSecond, QObject *parent)
    : QObject(parent)
{
    m_timer.setTimerType(Qt::PreciseTimer);
    m_timer.setSingleShot(true);
    const int rate = std::clamp(perSecond, 1, 1000);
    m_timer.setInterval((1000ms + (rate - 1) * 1ms) / rate); // rounded up: never above the rate
    connect(&m_timer, &QTimer::timeout, this, &ConnectPacer::startNext);
}

void ConnectPacer::enqueue(const QObject *context, std::function<void()> start)
{
    m_waiting.push_back({context, std::move(start)});
    if (!m_timer.isActive())
        m_timer.start();
}

void ConnectPacer::startNext()
{
    while (!m_waiting.empty() && !m_waiting.front().context)
        m_waiting.pop_front();
    if (m_waiting.empty())
        return;
    const auto start = std::move(m_waiting.front().start);
    m_waiting.pop_front();
    m_timer.start(); // from now: a turn that came late must not bring the next one nearer
    start();
}

} // namespace WebJabber
