// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QThread>

#include <atomic>
#include <chrono>
#include <memory>

namespace WebJabber::Bench {

// Measures how busy the machine is: a thread sleeps briefly, repeatedly, and records its latest wake-up. A smaller
// delay of a message may be due to a lack of processors.
class WakeupMeter
{
public:
    WakeupMeter();
    ~WakeupMeter();
    Q_DISABLE_COPY_MOVE(WakeupMeter)

    std::chrono::milliseconds latest() const { return std::chrono::milliseconds(m_latest); }

private:
    void run();

    std::atomic<bool> m_stopped = false;
    std::atomic<qint64> m_latest = 0; // milliseconds
    std::unique_ptr<QThread> m_thread;
};

} // namespace WebJabber::Bench
