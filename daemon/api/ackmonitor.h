// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtTypes>

#include <chrono>
#include <optional>

namespace WebJabber {

// Decides if the live readers of an account acknowledge their events. A push may wait for readers that do. A stream
// whose client disappeared, or that only displays, must not delay pushes. Pure: the caller passes the time.
class AckMonitor
{
public:
    using Time = std::chrono::steady_clock::time_point;

    // How long a reader may take to acknowledge.
    static constexpr std::chrono::seconds ackTimeout{10};

    // Call if an event was stored while the account had a live reader.
    void appended(qint64 seq, Time now);
    // Call if a device of the account acknowledged everything up to `seq`.
    void acknowledged(qint64 seq);
    // True if no event has been unacknowledged for longer than `ackTimeout`.
    bool isOnTime(Time now) const { return !m_oldest || now - m_oldest->time <= ackTimeout; }

private:
    struct UnacknowledgedEvent {
        qint64 seq;
        Time time;
    };
    // The unacknowledged events. Only the oldest and the newest are kept, so memory is constant.
    std::optional<UnacknowledgedEvent> m_oldest;
    UnacknowledgedEvent m_newest{};
};

} // namespace WebJabber
