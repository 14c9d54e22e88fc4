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

// Time limits of a connection.
struct ConnectionTimes {
    std::chrono::milliseconds request = std::chrono::seconds(10); // from the first to the last byte of a request
    std::chrono::milliseconds idle = std::chrono::seconds(30); // between requests
    std::chrono::milliseconds write = std::chrono::seconds(60); // without progress while an answer is sent
    std::chrono::milliseconds linger = std::chrono::seconds(2); // to close after the last answer
};

// The HTTP part of the configuration.
struct HttpSettings {
    QHostAddress address = QHostAddress(QHostAddress::LocalHost);
    quint16 port = 8080; // 0: any free port
    QStringList allowedOrigins; // as browsers send them; empty: only the daemon's own
    // PEM files of the TLS certificate and key; empty if the daemon does not use TLS itself.
    QString certificateFile;
    QString keyFile;
    // The loaded contents of these files.
    std::optional<QSslConfiguration> tls;
    QUrl publicUrl; // what users type if there is a reverse proxy; else empty
    // The path of publicUrl, percent-encoded, without a trailing slash. A reverse proxy strips it from requests.
    QByteArray pathPrefix() const;
    bool accessLog = true;
    RequestLimits limits;
    ConnectionTimes times;
    int maxConnections = 4096;
    int maxConnectionsPerAddress = 64;
    // Addresses, or networks such as "10.0.0.0/8".
    QStringList trustedProxies{QStringLiteral("127.0.0.1"), QStringLiteral("::1")};
};

// What the legacy API requires before it acts for a JID.
enum class LegacyAuth {
    Token,
    Jid, // only the JID, as in the original server
    Off, // the legacy API is disabled
};

// The clients from which a password is accepted in a URL. Proxies and browser histories store URLs.
enum class PasswordInQuery { Loopback, Always, Never };

struct LegacySettings {
    LegacyAuth auth = LegacyAuth::Token;
    PasswordInQuery passwordInQuery = PasswordInQuery::Loopback;
};

} // namespace WebJabber
