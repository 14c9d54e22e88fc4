// SPDX-License-Identifier: GPL-3.0-or-later
#include "push/webhooksignature.h"

#include "secrets/secretkey.h"

#include <QMessageAuthenticationCode>

namespace WebJabber {

static constexpr QByteArrayView prefix = "whsec_";
static constexpr qsizetype minKeyBytes = 24;
static constexpr qsizetype maxKeyBytes = 64;

QByteArray makeWebhookSecret()
{
    const SecretKey key = SecretKey::random();
    return prefix.toByteArray() + key.view().toByteArray().toBase64();
}

std::optional<QByteArray> webhookKey(QByteArrayView secret)
{
    if (!secret.startsWith(prefix))
        return {};
    const auto decoded = QByteArray::fromBase64Encoding(secret.sliced(prefix.size()).toByteArray(),
                                                        QByteArray::AbortOnBase64DecodingErrors);
    if (!decoded || decoded.decoded.size() < minKeyBytes || decoded.decoded.size() > maxKeyBytes)
        return {};
    return decoded.decoded;
}

QByteArray webhookSignature(const QByteArray &key, const QByteArray &id, qint64 timestamp, const QByteArray &body)
{
    const QByteArray content = id + '.' + QByteArray::number(timestamp) + '.' + body;
    return "v1," + QMessageAuthenticationCode::hash(content, key, QCryptographicHash::Sha256).toBase64();
}

} // namespace WebJabber
