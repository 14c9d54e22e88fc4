// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/ratelimiter.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace WebJabber;

class tst_RateLimiter : public QObject
{
    Q_OBJECT

private:
    using Action = RateLimiter::Action;

    const Jid m_romeo = *Jid::parseBare(u"romeo@example.org"_s);
    const Jid m_juliet = *Jid::parseBare(u"juliet@example.org"_s);
    const QHostAddress m_here{u"192.0.2.1"_s};
    const QHostAddress m_there{u"192.0.2.2"_s};
    TokenBuckets::Time m_now = TokenBuckets::Time(1h);

    RateLimiter limiter(const RateLimits &limits) const
    {
        return RateLimiter(limits, [this] { return m_now; });
    }

    // How many times the action is allowed at once.
    static int countAll(RateLimiter &limiter, Action action, const QHostAddress &client, const Jid &account)
    {
        int counted = 0;
        while (counted < 1000 && limiter.count(action, client, account))
            ++counted;
        return counted;
    }

private Q_SLOTS:
    void countsByAccount()
    {
        RateLimiter limits = limiter({.signIns = {0, 3}, .messages = {}, .subscriptions = {}, .exempt = {}});
        QCOMPARE(countAll(limits, Action::SignIn, m_here, m_romeo), 3);
        QCOMPARE(countAll(limits, Action::SignIn, m_there, m_romeo), 0);
        QCOMPARE(countAll(limits, Action::SignIn, m_here, m_juliet), 3);
    }

    void countsByAddress()
    {
        RateLimiter limits = limiter({.signIns = {3, 0}, .messages = {}, .subscriptions = {}, .exempt = {}});
        QCOMPARE(countAll(limits, Action::SignIn, m_here, m_romeo), 3);
        QCOMPARE(countAll(limits, Action::SignIn, m_here, m_juliet), 0);
        QCOMPARE(countAll(limits, Action::SignIn, m_there, m_romeo), 3);
    }

    void exemptClientsAreLimitedForPasswordsOnly()
    {
        RateLimits settings{.signIns = {2, 5}, .messages = {1, 1}, .subscriptions = {1, 1}, .exempt = {u"192.0.2.1"_s}};
        RateLimiter limits = limiter(settings);
        QCOMPARE(countAll(limits, Action::Send, m_here, m_romeo), 1000);
        QCOMPARE(countAll(limits, Action::Subscribe, m_here, m_romeo), 1000);
        QCOMPARE(countAll(limits, Action::SignIn, m_here, m_romeo), 5);
        QCOMPARE(countAll(limits, Action::SignIn, m_here, m_juliet), 5);
        QCOMPARE(countAll(limits, Action::Send, m_there, m_romeo), 1);
        QCOMPARE(countAll(limits, Action::SignIn, m_there, m_juliet), 0);
    }

    void addressesOfOneNetworkAreOneClient_data()
    {
        QTest::addColumn<QString>("one");
        QTest::addColumn<QString>("other");
        QTest::addColumn<bool>("areOne");
        const auto row = [](const QString &one, const QString &other, bool areOne) {
            QTest::newRow(qPrintable(one + u' ' + other)) << one << other << areOne;
        };
        row(u"192.0.2.1"_s, u"::ffff:192.0.2.1"_s, true);
        row(u"192.0.2.1"_s, u"::ffff:192.0.2.2"_s, false);
        row(u"2001:db8::1"_s, u"2001:db8::ffff:1:2:3"_s, true);
        row(u"2001:db8::1"_s, u"2001:db8:0:1::1"_s, false);
        row(u"fe80::1%eth0"_s, u"fe80::2"_s, true);
    }

    void addressesOfOneNetworkAreOneClient()
    {
        QFETCH(const QString, one);
        QFETCH(const QString, other);
        QFETCH(const bool, areOne);
        RateLimiter limits = limiter({.signIns = {1, 0}, .messages = {}, .subscriptions = {}, .exempt = {}});
        QVERIFY(limits.count(Action::SignIn, QHostAddress(one), m_romeo));
        QCOMPARE(limits.count(Action::SignIn, QHostAddress(other), m_romeo).has_value(), !areOne);
    }

    void actionsAreCountedSeparately()
    {
        RateLimiter limits = limiter({.signIns = {0, 1}, .messages = {0, 2}, .subscriptions = {3, 0}});
        QCOMPARE(countAll(limits, Action::SignIn, m_here, m_romeo), 1);
        QCOMPARE(countAll(limits, Action::Send, m_here, m_romeo), 2);
        QCOMPARE(countAll(limits, Action::Subscribe, m_here, m_romeo), 3);
    }

    void zeroIsNoLimit()
    {
        RateLimiter limits = limiter({.signIns = {}, .messages = {}, .subscriptions = {}, .exempt = {}});
        QCOMPARE(countAll(limits, Action::Send, m_here, m_romeo), 1000);
    }

    // A request that one of the two limits rejects does not count for the other.
    void rejectedActionsAreNotCounted()
    {
        RateLimiter limits = limiter({.signIns = {3, 2}, .messages = {}, .subscriptions = {}, .exempt = {}});
        QCOMPARE(countAll(limits, Action::SignIn, m_here, m_romeo), 2);
        QCOMPARE(countAll(limits, Action::SignIn, m_here, m_romeo), 0);
        QCOMPARE(countAll(limits, Action::SignIn, m_here, m_juliet), 1);
        QCOMPARE(countAll(limits, Action::SignIn, m_there, m_juliet), 1);
    }

    void returnsRetryAfter()
    {
        RateLimiter limits = limiter({.signIns = {0, 40}, .messages = {}, .subscriptions = {}, .exempt = {}});
        QCOMPARE(countAll(limits, Action::SignIn, m_here, m_romeo), 40);
        const auto refused = limits.count(Action::SignIn, m_here, m_romeo);
        QCOMPARE(refused.error().code, ProblemCode::TooManyRequests);
        QCOMPARE(refused.error().retryAfter, 2s); // 1.5 s, rounded up to whole seconds
        QVERIFY(refused.error().detail.contains(u"account"_s));
        m_now += refused.error().retryAfter;
        QVERIFY(limits.count(Action::SignIn, m_here, m_romeo));
    }
};

QTEST_APPLESS_MAIN(tst_RateLimiter)
#include "tst_ratelimiter.moc"
