// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "messageschedule.h"

#include <array>
#include <string>
#include <string_view>

namespace WebJabber::Bench {

// Somebody who is on the same server as the accounts and writes to each of them
// what is meant to harm: one stanza of each kind in turn.
class HostileCorrespondent
{
public:
    using Clock = MessageSchedule::Clock;

    struct Kind {
        std::string_view name;
        std::string (*stanza)(const std::string &user, const std::string &number);
        std::size_t count = 0; // of those that were sent
    };

    // To `accounts` of them from `first` on, `rate` stanzas a second, for so long.
    HostileCorrespondent(std::size_t first, std::size_t accounts, double rate, std::chrono::duration<double> time);

    Clock::time_point next() const { return m_schedule.next(); }
    bool isOver() const { return m_schedule.isOver(); }
    // The account that is due, if one is.
    std::optional<std::size_t> take() { return m_schedule.take(); }
    // The next stanza, for userN.
    std::string stanzaFor(std::size_t account);
    // Counts the last one as sent.
    void countSent();

    static constexpr std::size_t kindCount = 13;
    const std::array<Kind, kindCount> &kinds() const { return m_kinds; }

private:
    MessageSchedule m_schedule;
    std::array<Kind, kindCount> m_kinds;
    std::size_t m_number = 0;
    std::size_t m_last = 0;
};

} // namespace WebJabber::Bench
