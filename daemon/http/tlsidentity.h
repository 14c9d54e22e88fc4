// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>
#include <QSslConfiguration>

#include <expected>

namespace WebJabber {

// The server's TLS identity: a certificate chain and its private key.
class TlsIdentity
{
    Q_DECLARE_TR_FUNCTIONS(WebJabber::TlsIdentity)

public:
    // Reads two PEM files: the certificate followed by its intermediate certificates, and the key without a passphrase.
    // The error is a translated message for the operator.
    static std::expected<QSslConfiguration, QString> read(const QString &certificateFile, const QString &keyFile);
};

} // namespace WebJabber
