// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/resolver.h"
#include "support/fakednsserver.h"

#include <QElapsedTimer>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace WebJabber;
using namespace WebJabber::Test;
using namespace std::chrono_literals;

class tst_Resolver : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<FakeDnsServer> m_server;
    std::unique_ptr<Resolver> m_resolver;

    void start(ResolverSettings settings = {})
    {
        settings.servers = m_server->address();
        m_resolver = std::make_unique<Resolver>(settings);
    }

    template<typename T>
    static QList<T> wait(const QFuture<QList<T>> &future)
    {
        if (!QTest::qWaitFor([&] { return future.isFinished(); }, 20s))
            qFatal("no answer");
        return future.isCanceled() ? QList<T>() : future.result();
    }

    QStringList addresses(const QString &host)
    {
        QStringList texts;
        for (const QHostAddress &address : wait(m_resolver->findAddresses(host, nullptr)))
            texts.append(address.toString());
        return texts;
    }

    QFuture<QList<QHostAddress>> find(const QString &host) { return m_resolver->findAddresses(host, nullptr); }

private Q_SLOTS:
    void init() { m_server = std::make_unique<FakeDnsServer>(); }

    void cleanup()
    {
        m_resolver.reset();
        m_server.reset();
    }

    void findsAddresses_data()
    {
        QTest::addColumn<QString>("host");
        QTest::addColumn<QStringList>("expected");
        QTest::newRow("one") << u"one.example."_s << QStringList{u"192.0.2.1"_s};
        QTest::newRow("upper case") << u"ONE.Example."_s << QStringList{u"192.0.2.1"_s};
        QTest::newRow("not the whole name") << u"one.example"_s << QStringList{u"192.0.2.1"_s};
        QTest::newRow("alias") << u"alias.example."_s << QStringList{u"192.0.2.1"_s};
        QTest::newRow("alias of an alias") << u"alias2.example."_s << QStringList{u"192.0.2.1"_s};
        QTest::newRow("alias of nothing") << u"broken.example."_s << QStringList();
        QTest::newRow("IDN") << u"münchen.example."_s << QStringList{u"192.0.2.7"_s};
        QTest::newRow("over TCP") << u"long.example."_s << QStringList{u"192.0.2.8"_s};
        QTest::newRow("no such name") << u"nothing.example."_s << QStringList();
        QTest::newRow("a name for something else") << u"_xmpp-client._tcp.one.example."_s << QStringList();
        QTest::newRow("server failure") << u"failure.example."_s << QStringList();
        QTest::newRow("IPv4") << u"192.0.2.9"_s << QStringList{u"192.0.2.9"_s};
        QTest::newRow("IPv6") << u"2001:db8::1"_s << QStringList{u"2001:db8::1"_s};
        QTest::newRow("empty") << QString() << QStringList();
        QTest::newRow("root") << u"."_s << QStringList();
        QTest::newRow("empty label") << u"a..example."_s << QStringList();
        QTest::newRow("long label") << QString(64, u'a') + u".example."_s << QStringList();
        QTest::newRow("long name") << u"a."_s.repeated(130) << QStringList();
        QTest::newRow("escaped dot") << u"one\\.example."_s << QStringList();
        QTest::newRow("NUL") << u"one.example"_s + QChar(u'\0') + u".x."_s << QStringList();
        QTest::newRow("space") << u"one .example."_s << QStringList();
    }
    void findsAddresses()
    {
        m_server->addAddress(u"one.example"_s, u"192.0.2.1"_s);
        m_server->addService(u"_xmpp-client._tcp.one.example"_s, u"one.example"_s, 5222);
        m_server->addAlias(u"alias.example"_s, u"one.example"_s);
        m_server->addAlias(u"alias2.example"_s, u"alias.example"_s);
        m_server->addAlias(u"broken.example"_s, u"gone.example"_s);
        m_server->addAddress(u"xn--mnchen-3ya.example"_s, u"192.0.2.7"_s);
        m_server->addAddress(u"long.example"_s, u"192.0.2.8"_s);
        m_server->setMode(u"long.example"_s, FakeDnsServer::Mode::Truncated);
        m_server->setMode(u"failure.example"_s, FakeDnsServer::Mode::Failure);
        start();
        QFETCH(QString, host);
        QTEST(addresses(host), "expected");
    }

    void bothFamilies()
    {
        m_server->addAddress(u"both.example"_s, u"127.0.0.1"_s);
        m_server->addAddress(u"both.example"_s, u"::1"_s);
        start();
        auto found = addresses(u"both.example."_s);
        found.sort();
        QCOMPARE(found, (QStringList{u"127.0.0.1"_s, u"::1"_s}));
    }

    // The result is that of /etc/hosts, without a DNS query (RFC 6761, section 6.3).
    void localhostNeedsNoServer()
    {
        start();
        for (const QString &host : {u"localhost"_s, u"localhost."_s})
            QVERIFY2(addresses(host).contains(u"127.0.0.1"_s), qPrintable(host));
        QCOMPARE(m_server->total(), 0);
    }

    void findsServices()
    {
        const QString name = u"_xmpp-client._tcp.example.org"_s;
        m_server->addService(name, u"second.example.org"_s, 5223, 20);
        m_server->addService(name, u"first.example.org"_s, 5222, 10);
        m_server->addService(u"_none._tcp.example.org"_s, QString(), 0);
        start();
        const auto services = wait(m_resolver->findServices(name, nullptr));
        QCOMPARE(services.size(), 2);
        QCOMPARE(services.first().target, u"first.example.org"_s);
        QCOMPARE(services.first().port, 5222);
        QCOMPARE(services.last().target, u"second.example.org"_s);
        const auto none = wait(m_resolver->findServices(u"_none._tcp.example.org"_s, nullptr));
        QCOMPARE(none.size(), 1);
        QVERIFY(none.first().target.isEmpty());
        QVERIFY(wait(m_resolver->findServices(u"_unknown._tcp.example.org"_s, nullptr)).isEmpty());
    }

    void invalidAnswersTimeOut_data()
    {
        QTest::addColumn<FakeDnsServer::Mode>("mode");
        QTest::newRow("silent") << FakeDnsServer::Mode::Silent;
        QTest::newRow("garbage") << FakeDnsServer::Mode::Garbage;
        QTest::newRow("cut off") << FakeDnsServer::Mode::CutOff;
        QTest::newRow("of another question") << FakeDnsServer::Mode::WrongId;
    }
    void invalidAnswersTimeOut()
    {
        QFETCH(FakeDnsServer::Mode, mode);
        m_server->addAddress(u"bad.example"_s, u"192.0.2.1"_s);
        m_server->setMode(u"bad.example"_s, mode);
        start({.deadline = 300ms});
        QElapsedTimer time;
        time.start();
        QCOMPARE(addresses(u"bad.example."_s), QStringList());
        QVERIFY2(time.elapsed() < 3'000, qPrintable(QString::number(time.elapsed())));
        QVERIFY(m_server->total() > 0);
    }

    // Each in its own domain, or all in one domain. Twice as many as there are concurrent queries.
    void silentNamesDelayNoOtherName_data()
    {
        QTest::addColumn<QString>("pattern");
        QTest::newRow("many domains") << u"silent%1.example."_s;
        QTest::newRow("one domain") << u"n%1.silent.example."_s;
        QTest::newRow("one domain, deep") << u"a.b.c.d.n%1.silent.co.uk."_s;
    }
    void silentNamesDelayNoOtherName()
    {
        QFETCH(QString, pattern);
        constexpr int silent = 120;
        for (int i = 0; i < silent; ++i)
            m_server->setMode(pattern.arg(i).chopped(1), FakeDnsServer::Mode::Silent);
        for (int i = 0; i < 20; ++i)
            m_server->addAddress(u"good%1.example"_s.arg(i), u"192.0.2.1"_s);
        start();
        QList<QFuture<QList<QHostAddress>>> dead;
        for (int i = 0; i < silent; ++i)
            dead.append(find(pattern.arg(i)));
        QElapsedTimer time;
        time.start();
        for (int i = 0; i < 20; ++i)
            QCOMPARE(addresses(u"good%1.example."_s.arg(i)), QStringList{u"192.0.2.1"_s});
        QVERIFY2(time.elapsed() < 1'500, qPrintable(QString::number(time.elapsed())));
        QVERIFY(std::ranges::none_of(dead, [](const auto &future) { return future.isFinished(); }));
        for (const auto &future : dead)
            QCOMPARE(wait(future), QList<QHostAddress>());
        QVERIFY2(time.elapsed() < 8'000, qPrintable(QString::number(time.elapsed())));
    }

    void anUnknownDomainHasTwoQueriesAtOnce()
    {
        m_server->setMode(u"silent.example"_s, FakeDnsServer::Mode::Silent);
        start();
        for (int i = 0; i < 10; ++i)
            find(u"n%1.silent.example."_s.arg(i));
        QCOMPARE(m_resolver->running(), 2);
        QCOMPARE(m_resolver->waiting(), 8);
    }

    void knownDomainHasMoreQueries()
    {
        m_server->addAddress(u"good.example"_s, u"192.0.2.1"_s);
        start();
        QCOMPARE(addresses(u"good.example."_s).size(), 1);
        for (int i = 0; i < 10; ++i)
            find(u"n%1.good.example."_s.arg(i));
        QCOMPARE(m_resolver->running(), 10);
    }

    void lookUpsAreBounded()
    {
        m_server->setMode(u"silent"_s, FakeDnsServer::Mode::Silent);
        start({.maxConcurrent = 5, .waiting = 7});
        QList<QFuture<QList<QHostAddress>>> all;
        for (int i = 0; i < 20; ++i)
            all.append(find(u"a.domain%1.silent."_s.arg(i)));
        QCOMPARE(m_resolver->running(), 5);
        QCOMPARE(m_resolver->waiting(), 7);
        QCOMPARE(std::ranges::count_if(all, [](const auto &future) { return future.isFinished(); }), 8);
    }

    void oneQueryForOneName()
    {
        m_server->addAddress(u"shared.example"_s, u"192.0.2.1"_s);
        start();
        QList<QFuture<QList<QHostAddress>>> all;
        for (int i = 0; i < 50; ++i)
            all.append(find(u"shared.example."_s));
        for (const auto &future : all)
            QCOMPARE(wait(future).size(), 1);
        QCOMPARE(m_server->count(u"shared.example"_s, u"A"_s), 1);
    }

    void answersAreKeptForTheirTtl()
    {
        m_server->addAddress(u"short.example"_s, u"192.0.2.1"_s, 1);
        m_server->addAddress(u"long.example"_s, u"192.0.2.1"_s, 600);
        m_server->addAddress(u"never.example"_s, u"192.0.2.1"_s, 0);
        start({.notFoundTtl = 1s});
        const auto queryAll = [&] {
            for (const QString &name : {u"short"_s, u"long"_s, u"never"_s, u"nothing"_s})
                addresses(name + u".example."_s);
        };
        queryAll();
        queryAll();
        const auto count = [this](const QString &name) { return m_server->count(name + u".example"_s, u"A"_s); };
        QCOMPARE(count(u"long"_s), 1);
        QCOMPARE(count(u"short"_s), 1);
        QCOMPARE(count(u"nothing"_s), 1);
        QCOMPARE(count(u"never"_s), 2);
        QTRY_COMPARE_WITH_TIMEOUT((queryAll(), count(u"short"_s)), 2, 5s);
        QTRY_COMPARE_WITH_TIMEOUT((queryAll(), count(u"nothing"_s)), 2, 5s);
        QCOMPARE(count(u"long"_s), 1);
    }

    void cacheIsLimited()
    {
        start({.cached = 10});
        for (int i = 0; i < 30; ++i)
            m_server->addAddress(u"n%1.example"_s.arg(i), u"192.0.2.1"_s);
        for (int i = 0; i < 30; ++i)
            QCOMPARE(addresses(u"n%1.example."_s.arg(i)).size(), 1);
        QCOMPARE(addresses(u"n29.example."_s).size(), 1);
        QCOMPARE(m_server->count(u"n29.example"_s, u"A"_s), 1);
        QCOMPARE(addresses(u"n0.example."_s).size(), 1);
        QCOMPARE(m_server->count(u"n0.example"_s, u"A"_s), 2);
    }

    void lookUpIsCanceledWithItsContext()
    {
        m_server->setMode(u"silent.example"_s, FakeDnsServer::Mode::Silent);
        start();
        auto context = std::make_unique<QObject>();
        QList<QFuture<QList<QHostAddress>>> all;
        for (int i = 0; i < 5; ++i)
            all.append(m_resolver->findAddresses(u"n%1.silent.example."_s.arg(i), context.get()));
        const auto other = find(u"n0.silent.example."_s);
        QCOMPARE(m_resolver->waiting(), 3);
        context.reset();
        QCOMPARE(m_resolver->waiting(), 0);
        for (const auto &future : all)
            QVERIFY(future.isCanceled());
        QVERIFY(!other.isFinished());
        QCOMPARE(wait(other), QList<QHostAddress>());
        QVERIFY(!other.isCanceled());
    }

    void destroyedResolverCallsNothing()
    {
        m_server->setMode(u"silent.example"_s, FakeDnsServer::Mode::Silent);
        start();
        const auto future = find(u"silent.example."_s);
        m_resolver.reset();
        QVERIFY(future.isCanceled());
    }

    void registeredDomainIsEstimated()
    {
        QCOMPARE(registeredDomain("a.b.example.org"), "example.org");
        QCOMPARE(registeredDomain("a.b.example.co.uk"), "example.co.uk");
        QCOMPARE(registeredDomain("example.org"), "example.org");
        QCOMPARE(registeredDomain("localhost"), "localhost");
    }
};

QTEST_GUILESS_MAIN(tst_Resolver)
#include "tst_resolver.moc"
