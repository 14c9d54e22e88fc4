// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <chrono>

namespace WebJabber {

// The admin socket's part of the configuration.
struct AdminSettings {
    QString socket = QStringLiteral("/run/webjabber/admin.sock");
    QString group; // name or number of the group that may use it; empty: the daemon's own
};

// A client is a process. Limits for the number of clients and for the connections of each.
inline constexpr qsizetype maxAdminClients = 8;
inline constexpr qsizetype maxConnectionsPerAdminClient = 12;
// A connection is dropped if its client reads nothing for this long.
inline constexpr std::chrono::seconds adminStallLimit{10};

} // namespace WebJabber
