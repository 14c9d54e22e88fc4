// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QRandomGenerator>

#include <chrono>

namespace WebJabber {

// How long to wait before the next connect: exponential with full jitter, so
// that the sessions of a restarted server do not come back at once.
class ReconnectPolicy
{
public:
    static constexpr std::chrono::milliseconds shortest{1'000};
    static constexpr std::chrono::milliseconds longest{5 * 60 * 1'000};
    // A session that held this long was a good one.
    static constexpr std::chrono::seconds goodAfter{30};
    // So many tries count at most after a short one that was lost.
    static constexpr int triesAfterLoss = 3;

    explicit ReconnectPolicy(std::chrono::milliseconds bound = longest)
        : m_bound(bound)
    {
    }

    // The delay before the next try, between zero and a bound that starts at
    // `shortest` and doubles up to the last one.
    std::chrono::milliseconds next(QRandomGenerator &random);
    // A session was lost after so long. After a good one it starts from the
    // shortest. A server that throws it out counts as one more failed try, so
    // that one that takes everybody and throws everybody out is asked ever more
    // rarely; a server that is gone may be back soon.
    enum class End { ThrownOut, Lost };
    void noteSession(std::chrono::seconds held, End end = End::Lost);
    int tries() const { return m_tries; }

private:
    std::chrono::milliseconds m_bound;
    int m_tries = 0;
};

} // namespace WebJabber
