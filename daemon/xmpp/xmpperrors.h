// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/problem.h"

#include <QAbstractSocket>

struct QXmppError;

namespace WebJabber {

// Converts an error of QXmpp. `address` is host:port, for the human-readable detail.
Problem problemFromXmpp(const QXmppError &error, const QString &address);
// The problem of a sign-in that succeeded with `boundJid`, which is another account than the requested one
// (RFC 6120, section 7.6.1).
Problem otherAccount(const QString &boundJid);
// Whether the problem is that of otherAccount(). A retry does not help then.
bool isOtherAccount(const Problem &problem);
// A stream error (RFC 6120, section 4.9) with the server's text, which may be empty.
Problem problemFromStreamError(const QString &condition, const QString &text);
// Converts the error that ended a request or a stanza.
Problem problemFromAnswer(const QXmppError &error);
Problem problemFromSocket(QAbstractSocket::SocketError error, const QString &text, const QString &address);

} // namespace WebJabber
