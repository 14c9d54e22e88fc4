// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>
#include <QHostAddress>

#include <optional>
#include <vector>

namespace WebJabber {

// What proxies say about whom they forward a request for: the grammar of X-Forwarded-For and of Forwarded (RFC 7239).
// Pure functions.

// One hop as a proxy names it: "192.0.2.1", "192.0.2.1:51234", "[2001:db8::1]:443", "2001:db8::1", each also in quotes.
// The port is dropped. Nothing if it is no address: "unknown", "_hidden", or a mistake.
std::optional<QHostAddress> forwardedNode(QByteArrayView text);

// One element of Forwarded, its quoted strings unquoted.
struct ForwardedElement {
    std::optional<QByteArray> node; // `for`
    QByteArray proto;
};
// The elements of the field, all its lines joined, the client's end first; empty ones are left out. Nothing if it
// breaks the grammar: then it cannot be told which part a proxy wrote.
std::optional<std::vector<ForwardedElement>> forwardedElements(QByteArrayView field);

} // namespace WebJabber
