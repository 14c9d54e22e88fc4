// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace WebJabber::Test {

// A certificate and its key, as files in PEM.
struct CertificateFiles {
    QString certificate;
    QString key;
};

// A certificate authority of the test's own, with files in a directory that
// exists and outlives it. Ends the test program where openssl is missing.
class CertificateAuthority
{
public:
    enum class Validity { Current, Expired };

    explicit CertificateAuthority(const QString &directory);

    // What a client must trust.
    QString file() const;
    // Makes NAME.crt and NAME.key for a server of this DNS name.
    CertificateFiles issue(const QString &name, Validity validity = Validity::Current) const;

private:
    QString m_directory;
};

} // namespace WebJabber::Test
