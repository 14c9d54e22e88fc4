// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/serverlocator.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace WebJabber;

// Which addresses of a server are tried, and in which order.
class tst_ServerLocator : public QObject
{
    Q_OBJECT

private:
    XmppSettings m_settings;
    QHash<QString, QList<ServiceRecord>> m_services;
    std::unique_ptr<ServerLocator> m_locator;

    static QFuture<QList<QHostAddress>> addressesOf(const QString &host)
    {
        static const QHash<QString, QStringList> names{
            {u"public.example."_s, {u"9.9.9.9"_s, u"2620:fe::fe"_s}},
            {u"mixed.example."_s, {u"10.0.0.1"_s, u"9.9.9.9"_s, u"::1"_s}},
            {u"private.example."_s, {u"10.0.0.1"_s, u"fd00::1"_s}},
            {u"many.example."_s, {u"9.9.9.1"_s, u"9.9.9.2"_s, u"9.9.9.3"_s, u"9.9.9.4"_s}},
            {u"more.example."_s, {u"9.9.8.1"_s, u"9.9.8.2"_s, u"9.9.8.3"_s, u"9.9.8.4"_s}},
            {u"most.example."_s, {u"9.9.7.1"_s}},
            {u"inside"_s,
             {u"10.0.0.1"_s, u"10.0.0.2"_s, u"10.0.0.3"_s, u"10.0.0.4"_s, u"10.0.0.5"_s, u"10.0.0.6"_s, u"10.0.0.7"_s}},
        };
        QList<QHostAddress> addresses;
        for (const QString &address : names.value(host))
            addresses.append(QHostAddress(address));
        return QtFuture::makeReadyValueFuture(addresses);
    }

    void setService(const QString &name, const QList<ServiceRecord> &records)
    {
        m_services.insert(name + u".example"_s, records);
    }

    // "host address port" of each, or the problem.
    QString locate(const QString &domain)
    {
        auto answer = m_locator->locate(domain, nullptr);
        if (!QTest::qWaitFor([&] { return answer.isFinished(); }))
            return u"no answer"_s;
        const auto located = answer.result();
        if (!located)
            return located.error().info().name;
        QStringList found;
        for (const ServerAddress &server : *located)
            found.append(u"%1 %2 %3%4"_s.arg(server.host, server.address.toString())
                             .arg(server.port)
                             .arg(server.directTls ? " direct"_L1 : ""_L1));
        return found.join(u", "_s);
    }

private Q_SLOTS:
    void init()
    {
        m_settings = {};
        m_services.clear();
        m_locator = std::make_unique<ServerLocator>(
            m_settings,
            NameLookups{[](const QString &host, const QObject *) { return addressesOf(host); },
                        [this](const QString &name, const QObject *) {
                            return QtFuture::makeReadyValueFuture(m_services.value(name));
                        }});
    }

    void returnsCheckedAddressesOnly_data()
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
        QTest::newRow("six of all") << QStringList{u"many.example"_s, u"more.example"_s, u"most.example"_s}
                                    << u"many.example 9.9.9.1 5222, many.example 9.9.9.2 5222, "
                                       "many.example 9.9.9.3 5222, more.example 9.9.8.1 5222, "
                                       "more.example 9.9.8.2 5222, more.example 9.9.8.3 5222"_s;
        QTest::newRow("one twice") << QStringList{u"most.example"_s, u"most.example"_s}
                                   << u"most.example 9.9.7.1 5222"_s;
        QTest::newRow("an address") << QStringList{u"127.0.0.1"_s} << u"domain-not-allowed"_s;
        QTest::newRow("IPv6") << QStringList{u"::1"_s} << u"domain-not-allowed"_s;
    }
    void returnsCheckedAddressesOnly()
    {
        QFETCH(QStringList, hosts);
        QList<ServiceRecord> records;
        for (const QString &host : hosts)
            records.append({host, 5222});
        setService(u"_xmpp-client._tcp.domain"_s, records);
        QTEST(locate(u"domain.example"_s), "expected");
    }

    // DNS must not turn this machine into a port scanner.
    void returnsXmppPortsOnly_data()
    {
        QTest::addColumn<QList<quint16>>("ports");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char *name, const QList<quint16> &ports, const QString &expected) {
            QTest::newRow(name) << ports << expected;
        };
        row("usual", {5222}, u"most.example 9.9.7.1 5222"_s);
        row("https", {443}, u"most.example 9.9.7.1 443"_s);
        row("high", {1025}, u"most.example 9.9.7.1 1025"_s);
        row("the last system port", {1024}, u"xmpp-unreachable"_s);
        row("ssh", {22}, u"xmpp-unreachable"_s);
        row("smtp", {25}, u"xmpp-unreachable"_s);
        row("none", {0}, u"xmpp-unreachable"_s);
        row("one of two", {22, 5223}, u"most.example 9.9.7.1 5223"_s);
    }
    void returnsXmppPortsOnly()
    {
        QFETCH(QList<quint16>, ports);
        QList<ServiceRecord> records;
        for (const quint16 port : ports)
            records.append({u"most.example"_s, port});
        setService(u"_xmpp-client._tcp.domain"_s, records);
        QTEST(locate(u"domain.example"_s), "expected");
    }

    void attemptsAreLimited()
    {
        QList<ServiceRecord> records;
        for (quint16 i = 0; i < 30; ++i)
            records.append({u"most.example"_s, quint16(2'000 + i)});
        setService(u"_xmpp-client._tcp.domain"_s, records);
        setService(u"_xmpps-client._tcp.domain"_s, records);
        QCOMPARE(locate(u"domain.example"_s).split(u", "_s).size(), ServerLocator::maxAddresses);
    }

    void directTlsComesFirst()
    {
        setService(u"_xmpp-client._tcp.domain"_s, {{u"most.example"_s, 5222}});
        setService(u"_xmpps-client._tcp.domain"_s, {{u"most.example"_s, 5223}});
        QCOMPARE(locate(u"domain.example"_s), u"most.example 9.9.7.1 5223 direct, most.example 9.9.7.1 5222"_s);
        m_settings.tls = TlsMode::Direct;
        QCOMPARE(locate(u"domain.example"_s), u"most.example 9.9.7.1 5223 direct"_s);
    }

    void usesTheDomainWithoutRecords()
    {
        QCOMPARE(locate(u"most.example"_s), u"most.example 9.9.7.1 5222"_s);
        m_settings.tls = TlsMode::Direct;
        QCOMPARE(locate(u"most.example"_s), u"most.example 9.9.7.1 5223 direct"_s);
    }

    void aDomainMayHaveNoService()
    {
        setService(u"_xmpp-client._tcp.most"_s, {{QString(), 0}});
        QCOMPARE(locate(u"most.example"_s), u"xmpp-unreachable"_s);
    }

    // Servers that the operator configures may have names without a dot, and any address and port.
    void operatorsServerMayHaveAnyAddress()
    {
        m_settings.domains.insert(u"private.example"_s, {u"10.0.0.1"_s, 0, {}});
        m_settings.domains.insert(u"named.example"_s, {u"inside"_s, 25, {}});
        m_settings.domains.insert(u"gone.example"_s, {u"gone"_s, 0, {}});
        QCOMPARE(locate(u"private.example"_s), u"10.0.0.1 10.0.0.1 5222"_s);
        QCOMPARE(locate(u"named.example"_s).split(u", "_s).size(), 7);
        QVERIFY(locate(u"named.example"_s).startsWith("inside 10.0.0.1 25"_L1));
        QCOMPARE(locate(u"gone.example"_s), u"xmpp-unreachable"_s);
    }

    void localhostIsRejectedForUsers()
    {
        QCOMPARE(locate(u"localhost"_s), u"domain-not-allowed"_s);
        QCOMPARE(locate(u"[::1]"_s), u"domain-not-allowed"_s);
    }

    void lastWorkingAddressComesFirst()
    {
        const QString first = u"many.example 9.9.9.1 5222"_s;
        setService(u"_xmpp-client._tcp.domain"_s, {{u"many.example"_s, 5222}});
        QVERIFY(locate(u"domain.example"_s).startsWith(first));
        m_locator->remember(u"domain.example"_s, {u"many.example"_s, 5222, false, QHostAddress(u"9.9.9.3"_s)});
        QCOMPARE(locate(u"domain.example"_s),
                 u"many.example 9.9.9.3 5222, many.example 9.9.9.1 5222, many.example 9.9.9.2 5222"_s);
        // An address of another domain, or one that DNS does not return any more, changes nothing.
        m_locator->remember(u"domain.example"_s, {u"many.example"_s, 5222, false, QHostAddress(u"9.9.9.77"_s)});
        QVERIFY(locate(u"domain.example"_s).startsWith(first));
        m_locator->remember(u"other.example"_s, {u"many.example"_s, 5222, false, QHostAddress(u"9.9.9.3"_s)});
        QVERIFY(locate(u"domain.example"_s).startsWith(first));
    }

    void lookUpIsCanceledWithItsContext()
    {
        QPromise<QList<ServiceRecord>> services;
        services.start();
        ServerLocator locator(m_settings,
                              NameLookups{[](const QString &host, const QObject *) { return addressesOf(host); },
                                          [&](const QString &, const QObject *) { return services.future(); }});
        m_settings.tls = TlsMode::Direct; // one look-up
        const auto answer = locator.locate(u"most.example"_s, nullptr);
        QVERIFY(!answer.isFinished());
        services.future().cancel();
        services.finish();
        QVERIFY(answer.isCanceled());
    }
};

QTEST_GUILESS_MAIN(tst_ServerLocator)
#include "tst_serverlocator.moc"
