// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

namespace WebJabber {

// Compares in constant time.
bool equalSecrets(const QString &a, const QString &b);

// Returns a new access token: "wj_" and 256 random bits, URL-safe.
QByteArray makeToken();

// Returns the SHA-256 of a token, for storage. Tokens are random, so no salt is needed.
QByteArray hashToken(QByteArrayView token);

} // namespace WebJabber
