// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <problem.h>

#include <QAbstractSocket>

struct QXmppError;

namespace WebJabber {

// What QXmpp reports, as a problem of ours. `address` is host:port, for the
// person who reads the detail.
Problem problemFromXmpp(const QXmppError &error, const QString &address);
// The same for what a request or a stanza was answered with.
Problem problemFromAnswer(const QXmppError &error);
Problem problemFromSocket(QAbstractSocket::SocketError error, const QString &text, const QString &address);

} // namespace WebJabber
