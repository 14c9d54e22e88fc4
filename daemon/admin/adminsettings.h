// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <chrono>

namespace WebJabber {

// What the operator says about the admin socket.
struct AdminSettings {
    QString socket = QStringLiteral("/run/webjabber/admin.sock");
    QString group; // whose members may use it, by name or number; empty: the daemon's own
};

// A process, and how much of it is served at a time.
inline constexpr qsizetype maxAdminClients = 8;
inline constexpr qsizetype maxConnectionsPerAdminClient = 12;
// A connection whose client takes nothing for so long is cut.
inline constexpr std::chrono::seconds adminStallLimit{10};

} // namespace WebJabber
