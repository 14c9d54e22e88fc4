// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>
#include <QHostAddress>

#include <optional>
#include <vector>

namespace WebJabber {

// Parsers for X-Forwarded-For and Forwarded (RFC 7239), the fields in which proxies report their clients. Pure
// functions.

// Parses one hop: "192.0.2.1", "192.0.2.1:51234", "[2001:db8::1]:443" or "2001:db8::1", with or without quotes. The
// port is dropped. Returns nullopt for anything else, such as "unknown" or "_hidden".
std::optional<QHostAddress> forwardedNode(QByteArrayView text);

// One element of Forwarded, with quoted strings unquoted.
struct ForwardedElement {
    std::optional<QByteArray> node; // `for`
    QByteArray proto;
};
// Parses the field (all its lines joined). The element nearest to the client comes first; empty elements are left out.
// Returns nullopt if any part breaks the grammar, because it is then unclear which part a proxy wrote.
std::optional<std::vector<ForwardedElement>> forwardedElements(QByteArrayView field);

} // namespace WebJabber
