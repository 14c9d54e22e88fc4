// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QRandomGenerator>

#include <chrono>

namespace WebJabber {

// Computes the delay before the next connect: exponential back-off with full jitter, so that the sessions of a
// restarted server do not reconnect at once.
class ReconnectPolicy
{
public:
    static constexpr std::chrono::milliseconds shortest{1'000};
    static constexpr std::chrono::milliseconds longest{5 * 60 * 1'000};
    // A session that lasted this long was a good one.
    static constexpr std::chrono::seconds goodAfter{30};
    // Maximum number of failed tries that count after a short session that was lost.
    static constexpr int triesAfterLoss = 3;

    explicit ReconnectPolicy(std::chrono::milliseconds bound = longest)
        : m_bound(bound)
    {
    }

    // Returns the delay before the next try: a random time between zero and a limit, which starts at `shortest` and
    // doubles up to the constructor's `bound`.
    std::chrono::milliseconds next(QRandomGenerator &random);
    // A session ended after `held`. After a good one the delays start from `shortest`. If the server ended it
    // (EndedByServer), it counts as one more failed try, so that a server that accepts and ends every session is
    // contacted ever more rarely. If the connection was lost, at most triesAfterLoss tries count, because the server
    // may be back soon.
    enum class End { EndedByServer, Lost };
    void noteSession(std::chrono::seconds held, End end = End::Lost);
    int tries() const { return m_tries; }

private:
    std::chrono::milliseconds m_bound;
    int m_tries = 0;
};

} // namespace WebJabber
