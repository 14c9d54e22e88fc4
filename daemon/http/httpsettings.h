// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHostAddress>
#include <QStringList>
#include <QUrl>

namespace WebJabber {

// What the operator says about the HTTP side.
struct HttpSettings {
    QHostAddress address = QHostAddress(QHostAddress::LocalHost);
    quint16 port = 8080; // 0: any free one
    QStringList allowedOrigins; // as browsers send them; empty: the daemon's own only
    QUrl publicUrl; // what users type, where a proxy stands in front; empty: none is known
    qsizetype maxBodyBytes = 64 * 1024;
    bool accessLog = true;
};

// What the routes of 2012 want to see before they act for a JID.
enum class CompatAuth {
    Token,
    Jid, // nothing but the JID, as in 2012
    Off, // the routes are not there
};

// From where a password is accepted in a URL, which proxies and histories keep.
enum class PasswordInQuery { Loopback, Always, Never };

struct CompatSettings {
    CompatAuth auth = CompatAuth::Token;
    PasswordInQuery passwordInQuery = PasswordInQuery::Loopback;
};

} // namespace WebJabber
