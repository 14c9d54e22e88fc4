// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <functional>
#include <memory>

class QTimer;

namespace WebJabber {

// A single-shot timer that has a QTimer only while it runs. While idle it takes a fifth of the memory of a QTimer
// with its connection, and each session has a dozen that rarely run. The call may start the timer again.
class LazyTimer
{
public:
    explicit LazyTimer(std::function<void()> call);
    ~LazyTimer();
    LazyTimer(const LazyTimer &) = delete;
    LazyTimer &operator=(const LazyTimer &) = delete;

    // Restarts the timer if it is running.
    void start(std::chrono::milliseconds delay);
    void stop();
    bool isActive() const { return m_timer != nullptr; }

private:
    void fire();

    std::function<void()> m_call;
    std::unique_ptr<QTimer> m_timer; // set while it runs
};

} // namespace WebJabber
