// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

namespace WebJabber {

// Compares in a time that does not tell where the two differ.
bool equalSecrets(const QString &a, const QString &b);

// A new access token: "wj_" and 256 random bits, URL-safe.
QByteArray makeToken();

// What is kept of a token: its SHA-256. A token is random, so it needs no salt.
QByteArray hashToken(QByteArrayView token);

} // namespace WebJabber
