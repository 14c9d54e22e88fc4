// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "messageschedule.h"

#include <array>
#include <string>
#include <string_view>

namespace WebJabber::Bench {

// A user of the accounts' server who sends harmful stanzas to each of them, one of each kind in turn.
class HostileCorrespondent
{
public:
    using Clock = MessageSchedule::Clock;

    struct Kind {
        std::string_view name;
        std::string (*stanza)(const std::string &user, const std::string &number);
        std::size_t count = 0; // of those that were sent
    };

    // Sends to `accounts` accounts from `first` on, `rate` stanzas per second, for this time.
    HostileCorrespondent(std::size_t first, std::size_t accounts, double rate, std::chrono::duration<double> time);

    Clock::time_point next() const { return m_schedule.next(); }
    bool isOver() const { return m_schedule.isOver(); }
    // The account that is due, if any.
    std::optional<std::size_t> take() { return m_schedule.take(); }
    // The next stanza, for userN.
    std::string stanzaFor(std::size_t account);
    // Counts the last stanza as sent.
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
