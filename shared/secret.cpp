// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/secret.h"

#include <QCryptographicHash>
#include <QRandomGenerator>

#include <array>

namespace WebJabber {

static constexpr int tokenBits = 256;

bool equalSecrets(const QString &a, const QString &b)
{
    // Digests have equal lengths, whatever the lengths of the secrets.
    const QByteArray left = QCryptographicHash::hash(a.toUtf8(), QCryptographicHash::Sha256);
    const QByteArray right = QCryptographicHash::hash(b.toUtf8(), QCryptographicHash::Sha256);
    unsigned char difference = 0;
    for (qsizetype i = 0; i < left.size(); ++i)
        difference |= static_cast<unsigned char>(left[i] ^ right[i]);
    return difference == 0;
}

QByteArray makeToken()
{
    std::array<quint32, tokenBits / 32> random;
    QRandomGenerator::system()->fillRange(random.data(), random.size());
    const auto bytes = QByteArrayView(reinterpret_cast<const char *>(random.data()), sizeof random);
    return "wj_" + bytes.toByteArray().toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
}

QByteArray hashToken(QByteArrayView token)
{
    return QCryptographicHash::hash(token, QCryptographicHash::Sha256);
}

} // namespace WebJabber
