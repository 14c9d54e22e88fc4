// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <atomic>

namespace WebJabber {

// What a sleep was ended by: time or what else was watched, a call, or a signal.
enum class Woken { Done, Called, Signal };

// Ends a thread's sleep from another thread, or from a signal handler. Costs a
// system call only where the thread does sleep, and then one for a sleep.
class WakeUpCall
{
public:
    WakeUpCall();
    ~WakeUpCall();
    Q_DISABLE_COPY_MOVE(WakeUpCall)

    // From any thread; does only what signal-safety(7) allows.
    void call() noexcept;

    // The rest is for the thread that sleeps.

    // Whether a call came since this was asked last: what it is for may not have
    // been seen yet, so there should be no sleep before everything was looked at.
    [[nodiscard]] bool take() noexcept { return m_state.exchange(State::Awake) == State::Called; }
    // Right before a sleep: false where a call came, and it is not to sleep.
    [[nodiscard]] bool fallAsleep() noexcept;
    // Right after it, however it ended: whether a call came in between. The call
    // is still there for take().
    bool rise() noexcept;

    // Becomes readable (an eventfd) when a sleep is to end. It is to be drained
    // when it is.
    int descriptor() const { return m_descriptor; }
    void drain() noexcept;
    // Sleeps without watching anything else, at most so many milliseconds (-1:
    // any number).
    Woken wait(int milliseconds) const noexcept;
    // In a forked child, which must not share it with its parent.
    void reopen();

private:
    enum class State { Awake, Asleep, Called };

    std::atomic<State> m_state = State::Awake;
    static_assert(std::atomic<State>::is_always_lock_free);
    int m_descriptor;
};

} // namespace WebJabber
