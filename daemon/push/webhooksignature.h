// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

#include <optional>

namespace WebJabber {

// Signatures of Standard Webhooks 1.0.0, scheme v1 (HMAC-SHA-256).

// Returns a new secret: "whsec_" and 256 random bits in base64.
QByteArray makeWebhookSecret();

// Returns the key in a secret of the form "whsec_<base64>"; nothing if the secret has another form, or the key has
// fewer than 24 or more than 64 bytes.
std::optional<QByteArray> webhookKey(QByteArrayView secret);

// Returns the header webhook-signature. `id` is the header webhook-id, `timestamp` the header webhook-timestamp:
// seconds since 1970.
QByteArray webhookSignature(const QByteArray &key, const QByteArray &id, qint64 timestamp, const QByteArray &body);

} // namespace WebJabber
