// SPDX-License-Identifier: GPL-3.0-or-later
#include "sqlstorefixture.h"

using namespace Qt::StringLiterals;
using namespace WebJabber;
using namespace WebJabber::Test;

static Event subscription(const QString &action, const Jid &from = romeo, const QString &id = {})
{
    Event event;
    event.type = EventType::Subscription;
    event.account = event.to = juliet;
    event.from = from;
    event.id = id;
    event.body = action;
    return event;
}

// The user's own presence, and received subscription requests.
class tst_SqlStorePresence : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<SqlStoreFixture> m_fixture;

    bool isNew(const Event &event) { return value(m_fixture->store->append(event)).isNew; }

private Q_SLOTS:
    void init() { m_fixture = std::make_unique<SqlStoreFixture>(SqlStoreFixture::Accounts::None); }
    void cleanup() { m_fixture.reset(); }

    void theChosenPresenceIsKept()
    {
        const auto account = [this] { return value(m_fixture->store->accounts()).value(0); };
        value(m_fixture->store->savePresence(juliet, Show::Dnd, u"nobody there yet"_s));
        value(m_fixture->store->saveAccount(juliet, "sealed"));
        QCOMPARE(account().show, Show::Online);
        QCOMPARE(account().status, QString());
        for (const Show show : {Show::Offline, Show::Chat, Show::Away, Show::Xa, Show::Dnd, Show::Online}) {
            value(m_fixture->store->savePresence(juliet, show, u"on the balcony 🌹"_s));
            m_fixture->reopen();
            QCOMPARE(account().show, show);
            QCOMPARE(account().status, u"on the balcony 🌹"_s);
        }
        value(m_fixture->store->removeAccount(juliet));
        value(m_fixture->store->saveAccount(juliet, "sealed"));
        QCOMPARE(account().status, QString());
    }

    void requestIsStoredOnce_data()
    {
        QTest::addColumn<QString>("id");
        QTest::newRow("without an id") << QString();
        QTest::newRow("with the same id each time") << u"1"_s;
    }
    void requestIsStoredOnce()
    {
        QFETCH(QString, id);
        m_fixture->addDevice(juliet, "hash");
        const Event request = subscription(u"subscribe"_s, romeo, id);
        QVERIFY(isNew(request));
        QVERIFY(!isNew(request));
        m_fixture->reopen();
        m_fixture->now = m_fixture->now.addDays(29); // a server repeats it while it is pending
        m_fixture->runRetention();
        QVERIFY(!isNew(request));
        QVERIFY(isNew(subscription(u"subscribe"_s, Jid::fromServer(u"tybalt@localhost"_s), id)));
        // It was answered.
        value(m_fixture->store->forgetRequester(juliet, romeo));
        QVERIFY(isNew(request));
        QVERIFY(!isNew(request));
        // It was withdrawn.
        QVERIFY(isNew(subscription(u"unsubscribe"_s, romeo, u"w"_s)));
        QVERIFY(isNew(request));
        QVERIFY(!isNew(request));
    }

    void pendingRequestsAreLimited()
    {
        m_fixture->addDevice(juliet, "hash");
        int reported = 0;
        for (int i = 0; i < 1'100; ++i)
            reported += isNew(subscription(u"subscribe"_s, Jid::fromServer(u"u%1@example.org"_s.arg(i)))) ? 1 : 0;
        QCOMPARE(reported, 1'000);
        value(m_fixture->store->forgetRequester(juliet, Jid::fromServer(u"u7@example.org"_s)));
        QVERIFY(isNew(subscription(u"subscribe"_s, romeo)));
        QVERIFY(!isNew(subscription(u"subscribe"_s, Jid::fromServer(u"late@example.org"_s))));
    }
};

QTEST_GUILESS_MAIN(tst_SqlStorePresence)
#include "tst_sqlstorepresence.moc"
