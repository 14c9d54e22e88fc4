// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/signinlimits.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace WebJabber;

class tst_SignInLimits : public QObject
{
    Q_OBJECT

private:
    const Jid m_romeo = *Jid::parseBare(u"romeo@example.org"_s);
    const Jid m_juliet = *Jid::parseBare(u"juliet@example.org"_s);
    const Jid m_elsewhere = *Jid::parseBare(u"romeo@example.net"_s);
    const QHostAddress m_here{u"192.0.2.1"_s};
    const QHostAddress m_there{u"192.0.2.2"_s};
    const Result<void> m_refused = problem(ProblemCode::NotAuthorized, u"refused"_s);
    const Result<void> m_unreachable = problem(ProblemCode::XmppUnreachable, u"unreachable"_s);
    TokenBuckets::Time m_now = TokenBuckets::Time(48h);

    SignInLimits limits(int failures, int newAccounts, const QStringList &exempt = {}) const
    {
        RateLimits settings;
        settings.failedSignIns = failures;
        settings.newAccountsPerDay = newAccounts;
        settings.exempt = exempt;
        return SignInLimits(settings, [this] { return m_now; });
    }

    static bool tried(SignInLimits &limits, const SignInLimits::SignIn &signIn, const Result<void> &outcome)
    {
        if (!limits.admit(signIn))
            return false;
        limits.end(signIn, outcome);
        return true;
    }

private Q_SLOTS:
    void failuresAreCountedByAddressAndDomain()
    {
        SignInLimits limits = this->limits(5, 0);
        for (int i = 0; i < 5; ++i)
            QVERIFY(tried(limits, {m_here, i % 2 ? m_romeo : m_juliet, true}, m_refused));
        const auto rejected = limits.admit({m_here, m_romeo, true});
        QVERIFY(!rejected);
        QCOMPARE(rejected.error().code, ProblemCode::TooManyRequests);
        QCOMPARE(rejected.error().retryAfter, 12s);
        QVERIFY(tried(limits, {m_there, m_romeo, true}, m_refused));
        QVERIFY(tried(limits, {m_here, m_elsewhere, true}, m_refused));
        m_now += 12s;
        QVERIFY(tried(limits, {m_here, m_romeo, true}, m_refused));
        QVERIFY(!tried(limits, {m_here, m_romeo, true}, m_refused));
    }

    // Their failures count, as the XMPP server attributes them to the daemon.
    void exemptClientsMaySignInManyAccounts()
    {
        SignInLimits limits = this->limits(1, 1, {u"192.0.2.1"_s});
        for (int i = 0; i < 10; ++i)
            QVERIFY(limits.admit({m_here, m_juliet, true}));
        for (int i = 0; i < 10; ++i)
            limits.end({m_here, m_juliet, true}, {});
        QVERIFY(tried(limits, {m_here, m_romeo, true}, {}));
    }

    void failuresOfExemptClientsAreCountedByDomain()
    {
        SignInLimits limits = this->limits(2, 0, {u"192.0.2.1"_s, u"192.0.2.2"_s});
        QVERIFY(tried(limits, {m_here, m_romeo, true}, m_refused));
        QVERIFY(tried(limits, {m_there, m_juliet, true}, m_refused));
        for (const QHostAddress &client : {m_here, m_there}) {
            const auto rejected = limits.admit({client, m_romeo, true});
            QVERIFY(!rejected);
            QCOMPARE(rejected.error().code, ProblemCode::TooManyRequests);
            QCOMPARE(rejected.error().retryAfter, 30s);
        }
        QVERIFY(tried(limits, {m_here, m_elsewhere, true}, m_refused));
        QVERIFY(tried(limits, {QHostAddress(u"192.0.2.3"_s), m_romeo, true}, {}));
        m_now += 30s;
        QVERIFY(tried(limits, {m_here, m_romeo, true}, {}));
    }

    void otherFailuresAreNotCounted()
    {
        SignInLimits limits = this->limits(1, 0);
        for (int i = 0; i < 100; ++i)
            QVERIFY(tried(limits, {m_here, m_romeo, true}, i % 2 ? Result<void>() : m_unreachable));
    }

    void concurrentFailuresAreLimitedAsSerialOnes()
    {
        SignInLimits limits = this->limits(2, 0);
        QVERIFY(limits.admit({m_here, m_romeo, true}));
        QVERIFY(limits.admit({m_here, m_juliet, true}));
        QVERIFY(!limits.admit({m_here, m_juliet, true}));
        QVERIFY(limits.admit({m_here, m_elsewhere, true}));
        limits.end({m_here, m_romeo, true}, {});
        QVERIFY(limits.admit({m_here, m_juliet, true}));
    }

    void newAccountsAreCountedByAddressAndDay()
    {
        SignInLimits limits = this->limits(0, 2);
        QVERIFY(tried(limits, {m_here, m_romeo, true}, {}));
        QVERIFY(tried(limits, {m_here, m_juliet, true}, m_refused)); // it added no account
        QVERIFY(tried(limits, {m_here, m_juliet, true}, {}));
        QVERIFY(tried(limits, {m_here, m_juliet, false}, {}));
        const auto rejected = limits.admit({m_here, m_elsewhere, true});
        QVERIFY(!rejected);
        QCOMPARE(rejected.error().retryAfter, 12h);
        QVERIFY(tried(limits, {m_there, m_elsewhere, true}, {}));
        m_now += 12h;
        QVERIFY(tried(limits, {m_here, m_elsewhere, true}, {}));
    }

    void zeroIsNoLimit()
    {
        SignInLimits limits = this->limits(0, 0);
        for (int i = 0; i < 100; ++i)
            QVERIFY(tried(limits, {m_here, m_romeo, true}, i % 2 ? Result<void>() : m_refused));
    }
};

QTEST_GUILESS_MAIN(tst_SignInLimits)
#include "tst_signinlimits.moc"
