// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <atomic>

namespace WebJabber {

// Why a sleep ended: Done by the timeout or another watched descriptor, Called by call(), Signal by a signal.
enum class WakeReason { Done, Called, Signal };

// Ends a thread's sleep from another thread or from a signal handler. It needs a system call only if the thread sleeps,
// and then one per sleep.
class WakeUpCall
{
public:
    WakeUpCall();
    ~WakeUpCall();
    Q_DISABLE_COPY_MOVE(WakeUpCall)

    // May be called from any thread. Does only what signal-safety(7) allows.
    void call() noexcept;

    // All other functions are for the thread that sleeps.

    // Returns true if a call came since the last take(). Its cause may not have been processed yet, so the thread must
    // not sleep before it has processed all pending work.
    [[nodiscard]] bool take() noexcept { return m_state.exchange(State::Awake) == State::Called; }
    // Call it right before a sleep. Returns false if a call came; the thread must not sleep then.
    [[nodiscard]] bool beginSleep() noexcept;
    // Call it right after the sleep, however it ended. Returns true if a call came meanwhile; take() still returns it.
    bool endSleep() noexcept;

    // An eventfd that becomes readable when a sleep is to end. Call drain() when it is readable.
    int descriptor() const { return m_descriptor; }
    void drain() noexcept;
    // Sleeps without watching other descriptors, at most `milliseconds` (-1: no limit).
    WakeReason wait(int milliseconds) const noexcept;
    // Opens a new descriptor. Needed in a forked child, which must not share it with its parent.
    void reopen();

private:
    enum class State { Awake, Asleep, Called };

    std::atomic<State> m_state = State::Awake;
    static_assert(std::atomic<State>::is_always_lock_free);
    int m_descriptor;
};

} // namespace WebJabber
