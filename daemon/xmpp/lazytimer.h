// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <functional>
#include <memory>

class QTimer;

namespace WebJabber {

// A timer that calls once. While it does not run it takes a fifth of what a
// QTimer with its connection does, and each session has a dozen that hardly ever
// run. The call may start it anew.
class LazyTimer
{
public:
    explicit LazyTimer(std::function<void()> call);
    ~LazyTimer();
    LazyTimer(const LazyTimer &) = delete;
    LazyTimer &operator=(const LazyTimer &) = delete;

    // Where it runs already it begins anew.
    void start(std::chrono::milliseconds delay);
    void stop();
    bool isActive() const { return m_timer != nullptr; }

private:
    void fire();

    std::function<void()> m_call;
    std::unique_ptr<QTimer> m_timer; // while it runs
};

} // namespace WebJabber
