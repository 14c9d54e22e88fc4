// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>
#include <QSslConfiguration>

#include <expected>

namespace WebJabber {

// With what the daemon shows who it is: a certificate chain and its private key.
class TlsIdentity
{
    Q_DECLARE_TR_FUNCTIONS(WebJabber::TlsIdentity)

public:
    // Reads two PEM files: the certificate with those that lead to its authority
    // behind it, and its key, without a passphrase. The error is for the
    // operator.
    static std::expected<QSslConfiguration, QString> read(const QString &certificateFile, const QString &keyFile);
};

} // namespace WebJabber
