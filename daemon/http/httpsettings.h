// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "http/requestparser.h"

#include <QHostAddress>
#include <QSslConfiguration>
#include <QStringList>
#include <QUrl>

#include <chrono>
#include <optional>

namespace WebJabber {

// How long a connection may take for what it does.
struct ConnectionTimes {
    std::chrono::milliseconds request = std::chrono::seconds(10); // from a request's first byte to its last
    std::chrono::milliseconds idle = std::chrono::seconds(30); // between requests
    std::chrono::milliseconds write = std::chrono::seconds(60); // to take some more of an answer
    std::chrono::milliseconds linger = std::chrono::seconds(2); // to go, once it was told to
};

// What the operator says about the HTTP side.
struct HttpSettings {
    QHostAddress address = QHostAddress(QHostAddress::LocalHost);
    quint16 port = 8080; // 0: any free one
    QStringList allowedOrigins; // as browsers send them; empty: the daemon's own only
    // The PEM files of what the daemon says who it is with, where it speaks TLS itself; else empty ...
    QString certificateFile;
    QString keyFile;
    // ... and what is in them.
    std::optional<QSslConfiguration> tls;
    QUrl publicUrl; // what users type, where a proxy stands in front; empty: none is known
    // The path of publicUrl, without a slash at its end: what a proxy strips from the paths of requests. Encoded.
    QByteArray pathPrefix() const;
    bool accessLog = true;
    RequestLimits limits;
    ConnectionTimes times;
    int maxConnections = 4096;
    int maxConnectionsPerAddress = 64;
    QStringList trustedProxies{QStringLiteral("127.0.0.1"), QStringLiteral("::1")}; // addresses, networks "10.0.0.0/8"
};

// What the routes of 2012 want to see before they act for a JID.
enum class LegacyAuth {
    Token,
    Jid, // nothing but the JID, as in 2012
    Off, // the routes are not there
};

// From where a password is accepted in a URL, which proxies and histories keep.
enum class PasswordInQuery { Loopback, Always, Never };

struct LegacySettings {
    LegacyAuth auth = LegacyAuth::Token;
    PasswordInQuery passwordInQuery = PasswordInQuery::Loopback;
};

} // namespace WebJabber
