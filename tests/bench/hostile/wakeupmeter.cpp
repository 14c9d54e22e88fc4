// SPDX-License-Identifier: GPL-3.0-or-later
#include "wakeupmeter.h"

#include <algorithm>

namespace WebJabber::Bench {

using namespace std::chrono_literals;

static constexpr auto nap = 10ms;

WakeupMeter::WakeupMeter()
    : m_thread(QThread::create([this] { run(); }))
{
    m_thread->start();
}

WakeupMeter::~WakeupMeter()
{
    m_stopped = true;
    m_thread->wait();
}

void WakeupMeter::run()
{
    using Clock = std::chrono::steady_clock;
    while (!m_stopped) {
        const auto due = Clock::now() + nap;
        QThread::sleep(nap);
        m_latest = std::max<qint64>(m_latest, (Clock::now() - due) / 1ms);
    }
}

} // namespace WebJabber::Bench
