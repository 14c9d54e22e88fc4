// SPDX-License-Identifier: GPL-3.0-or-later
#include "push/endpointguard.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace WebJabber;

class tst_EndpointGuard : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void detectsPublicAddresses_data()
    {
        QTest::addColumn<bool>("isPublic");
        const QStringList yes{u"1.1.1.1"_s,      u"9.255.255.255"_s, u"11.0.0.0"_s,      u"100.63.255.255"_s,
                              u"100.128.0.0"_s,  u"172.15.0.1"_s,    u"172.32.0.1"_s,    u"192.0.1.1"_s,
                              u"192.167.0.1"_s,  u"198.17.0.1"_s,    u"198.20.0.1"_s,    u"223.255.255.255"_s,
                              u"2606:4700::1"_s, u"2a00:1450::1"_s,  u"::ffff:1.1.1.1"_s};
        const QStringList no{u"0.0.0.0"_s,
                             u"10.1.2.3"_s,
                             u"100.64.0.1"_s,
                             u"127.0.0.1"_s,
                             u"127.255.255.255"_s,
                             u"169.254.1.1"_s,
                             u"172.16.0.1"_s,
                             u"172.31.255.1"_s,
                             u"192.0.0.1"_s,
                             u"192.0.2.1"_s,
                             u"192.168.1.1"_s,
                             u"198.18.0.1"_s,
                             u"198.19.255.1"_s,
                             u"198.51.100.1"_s,
                             u"203.0.113.1"_s,
                             u"224.0.0.1"_s,
                             u"240.0.0.1"_s,
                             u"255.255.255.255"_s,
                             u"::"_s,
                             u"::1"_s,
                             u"fc00::1"_s,
                             u"fd12::1"_s,
                             u"fe80::1"_s,
                             u"64:ff9b::7f00:1"_s,
                             u"2001::1"_s,
                             u"2001:db8::1"_s,
                             u"2002:7f00:1::"_s,
                             u"3fff::1"_s,
                             u"::ffff:127.0.0.1"_s,
                             u"::ffff:10.0.0.1"_s,
                             u"ff02::1"_s,
                             u""_s};
        for (const QString &address : yes)
            QTest::newRow(qPrintable(address)) << true;
        for (const QString &address : no)
            QTest::newRow(address.isEmpty() ? "(none)" : qPrintable(address)) << false;
    }
    void detectsPublicAddresses()
    {
        const QString text = QString::fromLatin1(QTest::currentDataTag());
        QTEST(isPublicAddress(QHostAddress(text == "(none)"_L1 ? QString() : text)), "isPublic");
    }

    void checksEndpoints_data()
    {
        QTest::addColumn<bool>("isAllowed");
        QTest::newRow("https://push.example.org/x?y=z") << true;
        QTest::newRow("https://1.1.1.1/x") << true;
        QTest::newRow("https://[2606:4700::1]/x") << true;
        QTest::newRow("http://own.example/x") << true;
        QTest::newRow("https://OWN.example/x") << true;
        QTest::newRow("http://10.0.0.9:8080/x") << true;
        QTest::newRow("") << false;
        QTest::newRow("push.example.org") << false;
        QTest::newRow("https:///x") << false;
        QTest::newRow("http://push.example.org/x") << false;
        QTest::newRow("ftp://own.example/x") << false;
        QTest::newRow("file:///etc/passwd") << false;
        QTest::newRow("https://user@push.example.org/x") << false;
        QTest::newRow("https://own.example:pw@push.example.org/x") << false;
        QTest::newRow("https://localhost/x") << false;
        QTest::newRow("https://a.localhost/x") << false;
        QTest::newRow("https://127.0.0.1/x") << false;
        QTest::newRow("https://2130706433/x") << false;
        QTest::newRow("https://0x7f.1/x") << false;
        QTest::newRow("https://0177.0.0.1/x") << false;
        QTest::newRow("https://[::1]/x") << false;
        QTest::newRow("https://[::ffff:127.0.0.1]/x") << false;
        QTest::newRow("https://10.0.0.8/x") << false;
    }
    void checksEndpoints()
    {
        PushSettings settings;
        settings.allow = {u"own.example"_s, u"10.0.0.9"_s};
        const QUrl endpoint(QString::fromLatin1(QTest::currentDataTag()), QUrl::StrictMode);
        const auto checked = checkEndpoint(endpoint, settings);
        QTEST(checked.has_value(), "isAllowed");
        if (!checked)
            QCOMPARE(checked.error().code, ProblemCode::EndpointRefused);
    }
};

QTEST_GUILESS_MAIN(tst_EndpointGuard)
#include "tst_endpointguard.moc"
