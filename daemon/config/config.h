// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "admin/adminsettings.h"
#include "api/ratelimits.h"
#include "http/httpsettings.h"
#include "push/pushsettings.h"
#include "store/storesettings.h"
#include "xmpp/xmppsettings.h"

#include <QHostAddress>
#include <QString>
#include <QStringList>

#include <expected>
#include <optional>

namespace WebJabber {

struct ListenAddress {
    QHostAddress address;
    quint16 port = 0; // 0: any free port

    friend bool operator==(const ListenAddress &, const ListenAddress &) = default;
};

// Parses "127.0.0.1:8080" or "[::1]:8080". Does not resolve names.
std::optional<ListenAddress> parseListenAddress(const QString &text);

// Settings from the command line, which override the file. An empty text overrides nothing.
struct ConfigOverrides {
    std::optional<ListenAddress> listen;
    QString adminSocket;
    QString stateDirectory;
    QString logRules;
};

// All settings. Their defaults are only here and in the settings structs of the modules.
struct Config {
    HttpSettings http;
    LegacySettings legacy;
    RateLimits limits;
    StoreLimits store;
    XmppSettings xmpp;
    PushSettings push;
    AdminSettings admin;
    QString logRules; // in the format of QLoggingCategory::setFilterRules()
    QString stateDirectory = QStringLiteral("/var/lib/webjabber");

    QString file; // the file that was read; empty: none
    ConfigOverrides overrides; // for reading the file again
    QStringList warnings; // settings that are allowed but risky
};

// Reads the file and applies the overrides. An empty path means the defaults. On failure returns all errors of the file
// in line order, each as "file:line: what was expected".
std::expected<Config, QStringList> readConfig(const QString &path, const ConfigOverrides &overrides = {});

// The dotted names of all keys. `*` stands for a name that the operator chooses.
QStringList configKeys();

} // namespace WebJabber
