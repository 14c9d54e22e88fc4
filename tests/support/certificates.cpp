// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/certificates.h"

#include <QDateTime>
#include <QFile>
#include <QProcess>

using namespace Qt::StringLiterals;

namespace WebJabber::Test {

// The demo keeps its certificates between its starts.
static constexpr int validDays = 3650;

// Creates a key and its certificate.
static void request(const QStringList &arguments)
{
    QProcess openssl;
    openssl.setProcessChannelMode(QProcess::MergedChannels);
    openssl.start(u"openssl"_s,
                  QStringList{u"req"_s, u"-x509"_s, u"-newkey"_s, u"ec"_s, u"-pkeyopt"_s, u"ec_paramgen_curve:P-256"_s,
                              u"-noenc"_s}
                      + arguments);
    if (!openssl.waitForFinished() || openssl.exitStatus() != QProcess::NormalExit || openssl.exitCode() != 0)
        qFatal("openssl req failed: %s %s", qPrintable(openssl.errorString()), openssl.readAll().constData());
}

CertificateAuthority::CertificateAuthority(const QString &directory)
    : m_directory(directory)
{
    if (QFile::exists(file()))
        return;
    request({u"-keyout"_s, m_directory + u"/ca.key"_s, u"-out"_s, file(), u"-subj"_s, u"/CN=WebJabber's tests"_s,
             u"-days"_s, QString::number(validDays), u"-addext"_s, u"keyUsage=critical,keyCertSign"_s});
}

QString CertificateAuthority::file() const
{
    return m_directory + u"/ca.crt"_s;
}

CertificateFiles CertificateAuthority::issue(const QString &name, Validity validity) const
{
    const CertificateFiles files{m_directory + u'/' + name + u".crt"_s, m_directory + u'/' + name + u".key"_s};
    const auto time = [](int days) {
        return QDateTime::currentDateTimeUtc().addDays(days).toString(u"yyyyMMddHHmmss"_s) + u'Z';
    };
    const bool expired = validity == Validity::Expired;
    request({u"-CA"_s, file(), u"-CAkey"_s, m_directory + u"/ca.key"_s, u"-keyout"_s, files.key, u"-out"_s,
             files.certificate, u"-subj"_s, u"/CN="_s + name, u"-not_before"_s, time(expired ? -2 : -1),
             u"-not_after"_s, time(expired ? -1 : validDays), u"-addext"_s, u"subjectAltName=DNS:"_s + name,
             u"-addext"_s, u"basicConstraints=critical,CA:FALSE"_s});
    return files;
}

} // namespace WebJabber::Test
