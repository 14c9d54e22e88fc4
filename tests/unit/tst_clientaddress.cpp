// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/ratelimiter.h"
#include "http/clientaddress.h"
#include "http/forwarded.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace WebJabber;

// The client address of a request, according to the configured proxies.
class tst_ClientAddress : public QObject
{
    Q_OBJECT

private:
    const AddressList m_proxies{{u"127.0.0.1"_s, u"::1"_s, u"10.0.0.0/8"_s}};

    QString client(const QHttpHeaders &headers, const QString &peer = u"127.0.0.1"_s) const
    {
        return clientAddress(QHostAddress(peer), headers, m_proxies).toString();
    }

private Q_SLOTS:
    void readsHops_data()
    {
        QTest::addColumn<QString>("address"); // empty: unknown
        const auto row = [](const char *hop, const QString &address) { QTest::newRow(hop) << address; };
        row("203.0.113.9", u"203.0.113.9"_s);
        row("203.0.113.9:51234", u"203.0.113.9"_s);
        row("203.0.113.9:_hidden", u"203.0.113.9"_s);
        row("\"203.0.113.9:51234\"", u"203.0.113.9"_s);
        row("  203.0.113.9\t", u"203.0.113.9"_s);
        row("2001:db8::1", u"2001:db8::1"_s);
        row("[2001:db8::1]", u"2001:db8::1"_s);
        row("[2001:db8::1]:443", u"2001:db8::1"_s);
        row("\"[2001:DB8::1]:443\"", u"2001:db8::1"_s);
        row("[::ffff:203.0.113.9]:1", u"203.0.113.9"_s);
        row("fe80::1%eth0", u"fe80::1"_s);
        for (const char *unknown : {"unknown",
                                    "Unknown",
                                    "_hidden",
                                    "_SEVKISEK",
                                    "localhost",
                                    "203.0.113.9:",
                                    "203.0.113.9:http",
                                    "203.0.113.9:123456",
                                    "203.0.113.9:1:2",
                                    ":51234",
                                    "203.0.113",
                                    "1",
                                    "127.1",
                                    "0x7f.0.0.1",
                                    "203.0.113.09",
                                    "203.0.113.9 ,",
                                    "203.0.113.9/32",
                                    "[2001:db8::1",
                                    "2001:db8::1]",
                                    "[2001:db8::1]443",
                                    "[2001:db8::1]:",
                                    "[203.0.113.9]",
                                    "[]",
                                    "[]:443",
                                    "\"203.0.113.9",
                                    "203.0.113.9\"",
                                    "\"\"",
                                    "\"",
                                    "unix:",
                                    "*",
                                    "-",
                                    "::g"})
            row(unknown, {});
    }
    void readsHops()
    {
        QFETCH(const QString, address);
        const QByteArray hop = QTest::currentDataTag();
        QCOMPARE(forwardedNode(hop).value_or(QHostAddress()).toString(), address);
        if (hop.contains(','))
            return;
        QHttpHeaders headers;
        headers.append("X-Forwarded-For"_L1, hop);
        QCOMPARE(client(headers), address);
    }

    void readsHopsFromTheEnd_data()
    {
        QTest::addColumn<QByteArray>("field");
        QTest::addColumn<QByteArray>("value");
        QTest::addColumn<QString>("address");
        const auto row = [](const char *name, const QByteArray &x, const QByteArray &standard, const QString &address) {
            QTest::newRow(qPrintable(u"%1, X-Forwarded-For"_s.arg(QLatin1StringView(name))))
                << QByteArray("X-Forwarded-For") << x << address;
            QTest::newRow(qPrintable(u"%1, Forwarded"_s.arg(QLatin1StringView(name))))
                << QByteArray("Forwarded") << standard << address;
        };
        const QString there = u"203.0.113.9"_s;
        row("one", "203.0.113.9:51234", "for=\"203.0.113.9:51234\"", there);
        row("claimed by the client", "127.0.0.1, 203.0.113.9", "for=127.0.0.1, for=203.0.113.9", there);
        row("claimed by an unlisted proxy", "192.0.2.1, 203.0.113.9, 10.1.1.1",
            "for=192.0.2.1, for=203.0.113.9;by=10.1.1.1, for=10.1.1.1", there);
        row("two proxies", "203.0.113.9, 10.1.1.1:80", "For=203.0.113.9;proto=https , FOR=\"10.1.1.1:80\"", there);
        row("empty elements", ",, 203.0.113.9 ,,", ",, for=203.0.113.9 ,,", there);
        row("unknown in front", "unknown, 203.0.113.9", "for=unknown, for=203.0.113.9", there);
        row("unknown", "192.0.2.1, unknown", "for=192.0.2.1, for=unknown", {});
        row("unknown behind a proxy", "192.0.2.1, _hidden, 10.1.1.1", "for=192.0.2.1, for=_hidden, for=10.1.1.1", {});
        row("nobody", {}, {}, u"127.0.0.1"_s);
        row("the proxy's own machine", "127.0.0.1", "for=127.0.0.1", u"127.0.0.1"_s);
        row("thousands", QByteArray("127.0.0.1, ").repeated(3000) + "10.0.0.1",
            QByteArray("for=127.0.0.1, ").repeated(2000) + "for=10.0.0.1", {});
        row("thousands of a stranger", QByteArray("127.0.0.1, ").repeated(3000) + "203.0.113.9",
            QByteArray("for=127.0.0.1, ").repeated(2000) + "for=203.0.113.9", there);
    }
    void readsHopsFromTheEnd()
    {
        QFETCH(const QByteArray, field);
        QFETCH(const QByteArray, value);
        QFETCH(const QString, address);
        QHttpHeaders headers;
        headers.append(field, value);
        QCOMPARE(client(headers), address);
        QCOMPARE(client(headers, u"203.0.113.77"_s), u"203.0.113.77"_s); // not a configured proxy
    }

    void readsForwarded_data()
    {
        QTest::addColumn<QString>("address");
        const auto row = [](const char *field, const QString &address) { QTest::newRow(field) << address; };
        const QString there = u"203.0.113.9"_s;
        row("for=203.0.113.9", there);
        row("FOR=203.0.113.9", there);
        row("by=10.0.0.1;for=203.0.113.9;host=a.example;proto=http", there);
        row(" for=203.0.113.9 ; proto=http ", there);
        row("for=\"203.0.113.9\"", there);
        row("for=\"203.0.113\\.9\"", there);
        row("for=\"[2001:db8::1]:443\"", u"2001:db8::1"_s);
        row("for=\"[2001:db8::1]\";proto=https", u"2001:db8::1"_s);
        row("for=203.0.113.9;;proto=http;", there);
        row("host=\"a,b;c\";for=203.0.113.9", there);
        row("for=192.0.2.1;host=\"a, for=127.0.0.1\", for=203.0.113.9", there);
        // Values with two interpretations.
        row("for=203.0.113.9;for=127.0.0.1", {});
        row("proto=https", {});
        row("for=", {});
        row("for =203.0.113.9", {});
        row("for= 203.0.113.9", {});
        row("for", {});
        row("=203.0.113.9", {});
        row("for=[2001:db8::1]", {});
        row("for=2001:db8::1", {});
        row("for=203.0.113.9:80", {});
        row("for=\"203.0.113.9", {});
        row("for=\"203.0.113.9\\", {});
        row("for=\"x, for=203.0.113.9", {});
        row("for=203.0.113.9 proto=http", {});
        row("for=\"203.0.113.9\"x", {});
    }
    void readsForwarded()
    {
        QFETCH(const QString, address);
        QHttpHeaders headers;
        headers.append("Forwarded"_L1, QByteArrayView(QTest::currentDataTag()));
        QCOMPARE(client(headers), address);
    }

    // A proxy that handles only one of the two headers passes the other on from its clients.
    void conflictingFieldsAreIgnored()
    {
        QHttpHeaders headers;
        headers.append("X-Forwarded-For"_L1, "203.0.113.9");
        headers.append("Forwarded"_L1, "for=127.0.0.1");
        QCOMPARE(client(headers), QString());
        QHttpHeaders same;
        same.append("X-Forwarded-For"_L1, "203.0.113.9");
        same.append("Forwarded"_L1, "for=\"203.0.113.9:1\"");
        QCOMPARE(client(same), u"203.0.113.9"_s);
    }

    void unknownClientsCountAsOneAndAreNotExempt()
    {
        QHttpHeaders headers;
        headers.append("X-Forwarded-For"_L1, "unknown");
        const QHostAddress unknown = clientAddress(QHostAddress::LocalHost, headers, m_proxies);
        QVERIFY(!unknown.isLoopback());
        RateLimiter limiter(
            {.signIns = {}, .messages = {3, 0}, .subscriptions = {}, .exempt = {u"0.0.0.0/0"_s, u"::/0"_s}});
        int counted = 0;
        while (counted < 10
               && limiter.count(RateLimiter::Action::Send, unknown, Jid::fromServer(u"u%1@a.example"_s.arg(counted))))
            ++counted;
        QCOMPARE(counted, 3);
    }
};

QTEST_GUILESS_MAIN(tst_ClientAddress)
#include "tst_clientaddress.moc"
