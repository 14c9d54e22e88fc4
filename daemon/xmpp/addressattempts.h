// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "xmpp/serverlocator.h"

#include <QDeadlineTimer>

#include <chrono>
#include <optional>

namespace WebJabber {

// The addresses of a server that one sign-in tries in turn, with the time that each may take (RFC 6120, section 3.2.1;
// RFC 8305, section 5). The time left for the sign-in is divided equally among the addresses that are left.
class AddressAttempts
{
public:
    // Bounds the TCP connection to one address, and again its first answer, even if more time is left.
    static constexpr std::chrono::milliseconds longestWait{5'000};

    // `end` is the deadline of the whole sign-in.
    AddressAttempts(const QList<ServerAddress> &addresses, QDeadlineTimer end);

    bool isAtEnd() const { return m_untried.isEmpty(); }
    // Returns the next address and starts its time. Must not be called if isAtEnd().
    ServerAddress next();

    // How long the TCP connection may take from next() on. Returns nullopt for the last address, which may
    // use all the time that is left.
    std::optional<std::chrono::milliseconds> connectBound() const;
    // How long the address may take to answer, from now on. Returns nullopt for the last address.
    std::optional<std::chrono::milliseconds> answerBound() const;

private:
    QList<ServerAddress> m_untried;
    QDeadlineTimer m_end;
    QDeadlineTimer m_share; // of the address being tried
};

} // namespace WebJabber
