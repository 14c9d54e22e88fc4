// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "hostiledomain.h"

#include <scramserver.h>
#include <stanzascanner.h>

#include <memory>
#include <string>

namespace WebJabber::Bench {

// One client's stream at a hostile server: signs it in as an honest server
// does, then does what the domain's behaviour says. The socket is its own and
// registered edge-triggered.
class HostileConnection
{
public:
    using Clock = std::chrono::steady_clock;

    HostileConnection(int socket, HostileDomain &domain);
    ~HostileConnection();
    HostileConnection(const HostileConnection &) = delete;
    HostileConnection &operator=(const HostileConnection &) = delete;

    // Reads, answers and writes what can be. False: the connection has ended.
    [[nodiscard]] bool serve();
    // Lets the behaviour act if it is time. False as above.
    [[nodiscard]] bool act();
    // When act() has something to do; never while the client has not taken what was written.
    Clock::time_point nextAct() const;

    // --- for behaviours

    void write(std::string_view bytes) { m_out += bytes; }
    // Counts as done to the client: stanzas, or what else the behaviour does.
    void count(std::size_t actions = 1) { m_domain.tally.actions += actions; }
    // A number that no other call in the domain returns.
    std::string newNumber() { return std::to_string(m_domain.nextNumber++); }
    // Acts again after so long, unless the pace says later.
    void rest(std::chrono::milliseconds time) { m_next = Clock::now() + time; }
    // Ends the connection once everything is written.
    void end() { m_isEnding = true; }
    std::string bareJid() const { return m_user + '@' + m_domain.name; }
    std::string fullJid() const { return bareJid() + "/hostile"; }
    Clock::duration timeOnline() const { return Clock::now() - m_online; }

private:
    enum class Phase { Open, Authenticated, Online };

    void flush();
    void drip();
    void noteFailure();
    bool handle(const StanzaScanner::Found &found);
    bool handleStanza(std::string_view xml);
    void openStream();
    bool authenticate(std::string_view xml);
    void finishAuthentication(std::string_view xml);
    void answerIq(std::string_view xml);
    bool isHostile() const { return m_domain.isHostile; }

    int m_socket;
    HostileDomain &m_domain;
    Phase m_phase = Phase::Open;
    StanzaScanner m_scanner;
    std::string m_out;
    std::size_t m_written = 0; // of m_out
    std::unique_ptr<ScramServer::Exchange> m_exchange;
    const ScramServer *m_scram = nullptr; // of the exchange
    std::string m_user;
    std::uint32_t m_taken = 0; // stanzas since stream management began
    Clock::time_point m_online;
    Clock::time_point m_next;
    bool m_isEnding = false;
};

} // namespace WebJabber::Bench
