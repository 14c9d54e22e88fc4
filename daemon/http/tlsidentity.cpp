// SPDX-License-Identifier: GPL-3.0-or-later
#include "http/tlsidentity.h"

#include "shared/freewith.h"

#include <QFile>
#include <QSslCertificate>
#include <QSslKey>

#include <memory>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

namespace WebJabber {

using Bio = std::unique_ptr<BIO, FreeWith<BIO_free>>;
using Key = std::unique_ptr<EVP_PKEY, FreeWith<EVP_PKEY_free>>;
using Certificate = std::unique_ptr<X509, FreeWith<X509_free>>;

static Bio reading(const QByteArray &bytes)
{
    return Bio(BIO_new_mem_buf(bytes.constData(), int(bytes.size())));
}

// Without this OpenSSL would prompt on the terminal.
static int noPassphrase(char *, int, int, void *)
{
    return -1;
}

static std::expected<QByteArray, QString> contentOf(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return std::unexpected(TlsIdentity::tr("%1 cannot be read: %2").arg(path, file.errorString()));
    return file.readAll();
}

std::expected<QSslConfiguration, QString> TlsIdentity::read(const QString &certificateFile, const QString &keyFile)
{
    const auto certificatePem = contentOf(certificateFile);
    if (!certificatePem)
        return std::unexpected(certificatePem.error());
    const auto keyPem = contentOf(keyFile);
    if (!keyPem)
        return std::unexpected(keyPem.error());
    const Certificate certificate(PEM_read_bio_X509(reading(*certificatePem).get(), nullptr, nullptr, nullptr));
    const auto chain = QSslCertificate::fromData(*certificatePem, QSsl::Pem);
    Key key(PEM_read_bio_PrivateKey(reading(*keyPem).get(), nullptr, &noPassphrase, nullptr));
    const bool isOfCertificate = certificate && key && X509_check_private_key(certificate.get(), key.get()) == 1;
    ERR_clear_error();
    if (!certificate || chain.size() != certificatePem->count("-----BEGIN CERTIFICATE-----"))
        return std::unexpected(tr("%1 holds no certificate, or a broken one").arg(certificateFile));
    if (!key)
        return std::unexpected(tr("%1 holds no private key, or one with a passphrase").arg(keyFile));
    if (!isOfCertificate)
        return std::unexpected(tr("the key in %1 is not that of the certificate in %2").arg(keyFile, certificateFile));
    QSslConfiguration configuration;
    configuration.setProtocol(QSsl::TlsV1_2OrLater);
    configuration.setPeerVerifyMode(QSslSocket::VerifyNone); // clients need no certificate
    configuration.setAllowedNextProtocols({"http/1.1"});
    configuration.setLocalCertificateChain(chain);
    configuration.setPrivateKey(QSslKey(Qt::HANDLE(key.release()), QSsl::PrivateKey));
    return configuration;
}

} // namespace WebJabber
