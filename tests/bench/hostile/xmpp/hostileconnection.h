// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "hostiledomain.h"

#include <scramserver.h>
#include <stanzascanner.h>

#include <memory>
#include <string>

namespace WebJabber::Bench {

// One client's stream at a hostile server. Signs the client in like an honest server, then follows the domain's
// behaviour. Owns its socket, which is registered edge-triggered.
class HostileConnection
{
public:
    using Clock = std::chrono::steady_clock;

    HostileConnection(int socket, HostileDomain &domain);
    ~HostileConnection();
    HostileConnection(const HostileConnection &) = delete;
    HostileConnection &operator=(const HostileConnection &) = delete;

    // Reads, answers and writes as much as possible. Returns false if the connection has ended.
    [[nodiscard]] bool serve();
    // Calls the behaviour if it is due. Returns false if the connection has ended.
    [[nodiscard]] bool act();
    // When act() is due; never while the client has not read everything that was written.
    Clock::time_point nextAct() const;

    // --- for behaviours

    void write(std::string_view bytes) { m_out += bytes; }
    // Counts actions towards the client: stanzas, or other actions of the behaviour.
    void count(std::size_t actions = 1) { m_domain.tally.actions += actions; }
    // A number that is unique within the domain.
    std::string newNumber() { return std::to_string(m_domain.nextNumber++); }
    // Acts again after this time, or later if the pace requires it.
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
    std::uint32_t m_receivedCount = 0; // stanzas since stream management was enabled
    Clock::time_point m_online;
    Clock::time_point m_next;
    bool m_isEnding = false;
};

} // namespace WebJabber::Bench
