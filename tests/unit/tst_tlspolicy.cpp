// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/tlspolicy.h"

#include <QRegularExpression>
#include <QSslConfiguration>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace WebJabber;

class TestTlsPolicy : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void offersWhatIsForwardSecretAndAuthenticated();
    void appliesToTheWholeProcess();
};

void TestTlsPolicy::offersWhatIsForwardSecretAndAuthenticated()
{
    QStringList names;
    for (const QSslCipher &cipher : recommendedCiphers())
        names << cipher.name();
    // RFC 9325, 4.2, and RFC 8446, 9.1.
    for (const QString &name :
         {u"ECDHE-RSA-AES128-GCM-SHA256"_s, u"ECDHE-RSA-AES256-GCM-SHA384"_s, u"ECDHE-ECDSA-AES128-GCM-SHA256"_s,
          u"ECDHE-ECDSA-AES256-GCM-SHA384"_s, u"TLS_AES_128_GCM_SHA256"_s, u"TLS_AES_256_GCM_SHA384"_s})
        QVERIFY2(names.contains(name), qPrintable(name));
    static const QRegularExpression known(u"^(TLS_|(ECDHE-(RSA|ECDSA)|DHE-RSA)-).*(GCM|CHACHA20)"_s);
    for (const QString &name : std::as_const(names))
        QVERIFY2(name.contains(known), qPrintable(name));
    QCOMPARE_LT(names.size(), QSslConfiguration::supportedCiphers().size());
}

void TestTlsPolicy::appliesToTheWholeProcess()
{
    QVERIFY(QSslConfiguration::defaultConfiguration().ciphers() != recommendedCiphers());
    useTlsPolicy();
    QCOMPARE(QSslConfiguration::defaultConfiguration().ciphers(), recommendedCiphers());
}

QTEST_GUILESS_MAIN(TestTlsPolicy)
#include "tst_tlspolicy.moc"
