// SPDX-License-Identifier: GPL-3.0-or-later
#include <serverlocator.h>

#include <QTest>

using namespace Qt::StringLiterals;
using namespace WebJabber;

// Which addresses of a server may be connected to. SRV records themselves need
// a real DNS.
class tst_ServerLocator : public QObject
{
    Q_OBJECT

private:
    static HostLookup lookup()
    {
        return [](const QString &host) {
            static const QHash<QString, QStringList> names{
                {u"public.example"_s, {u"9.9.9.9"_s, u"2620:fe::fe"_s}},
                {u"mixed.example"_s, {u"10.0.0.1"_s, u"9.9.9.9"_s, u"::1"_s}},
                {u"private.example"_s, {u"10.0.0.1"_s, u"fd00::1"_s}},
                {u"many.example"_s, {u"9.9.9.1"_s, u"9.9.9.2"_s, u"9.9.9.3"_s, u"9.9.9.4"_s}},
            };
            QList<QHostAddress> addresses;
            for (const QString &address : names.value(host))
                addresses.append(QHostAddress(address));
            return QtFuture::makeReadyValueFuture(addresses);
        };
    }

private Q_SLOTS:
    void givesCheckedAddressesOnly_data()
    {
        QTest::addColumn<QStringList>("hosts");
        QTest::addColumn<QString>("expected"); // "host address port", or the problem
        QTest::newRow("public") << QStringList{u"public.example"_s}
                                << u"public.example 9.9.9.9 5222, public.example 2620:fe::fe 5222"_s;
        QTest::newRow("some are not") << QStringList{u"mixed.example"_s} << u"mixed.example 9.9.9.9 5222"_s;
        QTest::newRow("none is") << QStringList{u"private.example"_s} << u"domain-not-allowed"_s;
        QTest::newRow("unknown") << QStringList{u"unknown.example"_s} << u"xmpp-unreachable"_s;
        QTest::newRow("one of two targets") << QStringList{u"private.example"_s, u"public.example"_s}
                                            << u"public.example 9.9.9.9 5222, public.example 2620:fe::fe 5222"_s;
        QTest::newRow("unknown and private")
            << QStringList{u"unknown.example"_s, u"private.example"_s} << u"domain-not-allowed"_s;
        QTest::newRow("three of many") << QStringList{u"many.example"_s}
                                       << u"many.example 9.9.9.1 5222, many.example 9.9.9.2 5222, "
                                          "many.example 9.9.9.3 5222"_s;
        QTest::newRow("an address") << QStringList{u"127.0.0.1"_s} << u"domain-not-allowed"_s;
        QTest::newRow("IPv6") << QStringList{u"::1"_s} << u"domain-not-allowed"_s;
    }
    void givesCheckedAddressesOnly()
    {
        QFETCH(QStringList, hosts);
        QList<ServerAddress> servers;
        for (const QString &host : hosts)
            servers.append({host, 5222, false, {}});
        auto answer = checkServers(u"domain.example"_s, servers, lookup());
        QTRY_VERIFY(answer.isFinished());
        const auto located = answer.result();
        QStringList found;
        for (const ServerAddress &server : located.value_or(QList<ServerAddress>()))
            found.append(u"%1 %2 %3"_s.arg(server.host, server.address.toString()).arg(server.port));
        QTEST(located ? found.join(u", "_s) : QString(located.error().info().name), "expected");
    }

    void theOperatorsServerMayBeAnywhere()
    {
        XmppSettings settings;
        settings.domains.insert(u"private.example"_s, {u"10.0.0.1"_s, 0, {}});
        auto answer = locateServer(u"private.example"_s, settings, lookup());
        QTRY_VERIFY(answer.isFinished());
        const auto located = answer.result();
        QVERIFY(located);
        QCOMPARE(located->size(), 1);
        QCOMPARE(located->first().host, u"10.0.0.1"_s);
        QVERIFY(located->first().address.isNull());
    }

    void localhostIsNotForUsers()
    {
        auto answer = locateServer(u"localhost"_s, {}, &lookUpHost);
        QTRY_VERIFY(answer.isFinished());
        QCOMPARE(answer.result().error().code, ProblemCode::DomainNotAllowed);
    }
};

QTEST_GUILESS_MAIN(tst_ServerLocator)
#include "tst_serverlocator.moc"
