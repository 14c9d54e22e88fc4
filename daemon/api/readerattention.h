// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtTypes>

#include <chrono>
#include <optional>

namespace WebJabber {

// Decides whether the live readers of an account acknowledge what they are given. A push may wait for readers that do;
// a stream whose client is gone without a word, or only displays, must not hold one back. Pure: the caller passes the
// time.
class ReaderAttention
{
public:
    using Time = std::chrono::steady_clock::time_point;

    // A reader that acknowledges later than this is not waited for.
    static constexpr std::chrono::seconds patience{10};

    // An event was stored while the account had a live reader.
    void appended(qint64 seq, Time now);
    // A device of the account acknowledged everything up to `seq`.
    void acknowledged(qint64 seq);
    // True if nothing has waited for its acknowledgement for longer than `patience`.
    bool holds(Time now) const { return !m_oldest || now - m_oldest->time <= patience; }

private:
    struct Given {
        qint64 seq;
        Time time;
    };
    // Of the events not acknowledged. Only the two ends are kept, so the memory is constant.
    std::optional<Given> m_oldest;
    Given m_newest{};
};

} // namespace WebJabber
