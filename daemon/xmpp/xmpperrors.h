// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/problem.h"

#include <QAbstractSocket>

struct QXmppError;

namespace WebJabber {

// What QXmpp reports, as a problem of ours. `address` is host:port, for the
// person who reads the detail.
Problem problemFromXmpp(const QXmppError &error, const QString &address);
// The server signed us in, but as `boundJid`, which is another account than the
// one that was asked for (RFC 6120, section 7.6.1).
Problem otherAccount(const QString &boundJid);
// Whether it is that; to try again does not help.
bool isOtherAccount(const Problem &problem);
// A stream error (RFC 6120, section 4.9) with the server's text, which may be empty.
Problem problemFromStreamError(const QString &condition, const QString &text);
// The same for what a request or a stanza was answered with.
Problem problemFromAnswer(const QXmppError &error);
Problem problemFromSocket(QAbstractSocket::SocketError error, const QString &text, const QString &address);

} // namespace WebJabber
