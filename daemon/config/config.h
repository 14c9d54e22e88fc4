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
    quint16 port = 0; // 0: any free one

    friend bool operator==(const ListenAddress &, const ListenAddress &) = default;
};

// Reads "127.0.0.1:8080" or "[::1]:8080". Names are not resolved.
std::optional<ListenAddress> parseListenAddress(const QString &text);

// What the command line says in place of the file. An empty text says nothing.
struct ConfigOverrides {
    std::optional<ListenAddress> listen;
    QString adminSocket;
    QString stateDirectory;
    QString logRules;
};

// Everything an operator can set. Defaults stand here and in the structs of the
// rooms, nowhere else.
struct Config {
    HttpSettings http;
    LegacySettings legacy;
    RateLimits limits;
    StoreLimits store;
    XmppSettings xmpp;
    PushSettings push;
    AdminSettings admin;
    QString logRules; // as QLoggingCategory::setFilterRules() takes them
    QString stateDirectory = QStringLiteral("/var/lib/webjabber");

    QString file; // where it was read from; empty: nowhere
    ConfigOverrides overrides; // to be given again when the file is read again
    QStringList warnings; // what is allowed but risky
};

// Reads the file, then lays the overrides over it; with an empty path the
// defaults stand for the file. On failure the errors are all of the file's, in
// the order of its lines, each "file:line: what was expected".
std::expected<Config, QStringList> readConfig(const QString &path, const ConfigOverrides &overrides = {});

// The dotted names of all keys; `*` stands for a name the operator chooses.
QStringList configKeys();

} // namespace WebJabber
