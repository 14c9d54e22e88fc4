// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "xmpp/serverlocator.h"

#include <QDeadlineTimer>

#include <chrono>
#include <optional>

namespace WebJabber {

// The addresses of a server that one sign-in tries in turn, and how long each may
// take before the next one has its turn (RFC 6120, section 3.2.1; RFC 8305,
// section 5). What is left of the sign-in is divided among those that are left.
class AddressAttempts
{
public:
    // However much time is left, an address has this for the connection, and once
    // more for the first answer.
    static constexpr std::chrono::milliseconds longestWait{5'000};

    // `end` is when the sign-in as a whole is given up.
    AddressAttempts(const QList<ServerAddress> &addresses, QDeadlineTimer end);

    bool isAtEnd() const { return m_untried.isEmpty(); }
    // The next address, whose time begins. Only if not at the end.
    ServerAddress next();

    // How long its TCP connection may take from next() on; nothing for the last
    // address, which has all that is left.
    std::optional<std::chrono::milliseconds> connectBound() const;
    // How long it may take to answer, from now on; the same.
    std::optional<std::chrono::milliseconds> answerBound() const;

private:
    QList<ServerAddress> m_untried;
    QDeadlineTimer m_end;
    QDeadlineTimer m_share; // of the address that is being tried
};

} // namespace WebJabber
