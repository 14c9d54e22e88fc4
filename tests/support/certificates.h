// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace WebJabber::Test {

// PEM files of a certificate and its key.
struct CertificateFiles {
    QString certificate;
    QString key;
};

// A certificate authority for tests, with its files in an existing directory that must outlive it. Uses the files that
// are there already. Ends the test program if openssl is missing.
class CertificateAuthority
{
public:
    enum class Validity { Current, Expired };

    explicit CertificateAuthority(const QString &directory);

    // The CA certificate that a client must trust.
    QString file() const;
    // Creates NAME.crt and NAME.key for a server with this DNS name.
    CertificateFiles issue(const QString &name, Validity validity = Validity::Current) const;

private:
    QString m_directory;
};

} // namespace WebJabber::Test
