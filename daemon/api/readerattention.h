// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtTypes>

#include <chrono>
#include <optional>

namespace WebJabber {

// Decides if the live readers of an account acknowledge their events. A push may wait for readers that do. A stream
// whose client disappeared, or that only displays, must not delay pushes. Pure: the caller passes the time.
class ReaderAttention
{
public:
    using Time = std::chrono::steady_clock::time_point;

    // How long a reader may take to acknowledge.
    static constexpr std::chrono::seconds patience{10};

    // Call if an event was stored while the account had a live reader.
    void appended(qint64 seq, Time now);
    // Call if a device of the account acknowledged everything up to `seq`.
    void acknowledged(qint64 seq);
    // True if no event has been unacknowledged for longer than `patience`.
    bool holds(Time now) const { return !m_oldest || now - m_oldest->time <= patience; }

private:
    struct Given {
        qint64 seq;
        Time time;
    };
    // The unacknowledged events. Only the oldest and the newest are kept, so memory is constant.
    std::optional<Given> m_oldest;
    Given m_newest{};
};

} // namespace WebJabber
