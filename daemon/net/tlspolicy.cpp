// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/tlspolicy.h"

#include <QSslConfiguration>

#include <algorithm>
#include <iterator>

using namespace Qt::StringLiterals;

namespace WebJabber {

static bool isRecommended(const QSslCipher &cipher)
{
    const QString exchange = cipher.keyExchangeMethod();
    const QString encryption = cipher.encryptionMethod();
    const bool isForwardSecret = exchange == "any"_L1 || exchange == "ECDH"_L1 || exchange == "DH"_L1;
    return isForwardSecret && (encryption.startsWith("AESGCM"_L1) || encryption.startsWith("CHACHA20"_L1));
}

QList<QSslCipher> recommendedCiphers()
{
    QList<QSslCipher> ciphers;
    std::ranges::copy_if(QSslConfiguration::supportedCiphers(), std::back_inserter(ciphers), &isRecommended);
    return ciphers;
}

void useTlsPolicy()
{
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    configuration.setCiphers(recommendedCiphers());
    // Each QXmpp connection has its own TLS context, so a session kept for resumption is never used and costs about 1
    // KB.
    configuration.setSslOption(QSsl::SslOptionDisableSessionSharing, true);
    QSslConfiguration::setDefaultConfiguration(configuration);
}

} // namespace WebJabber
