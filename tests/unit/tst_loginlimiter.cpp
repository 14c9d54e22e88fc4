// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/loginlimiter.h"

#include <QTest>

#include <vector>

using namespace Qt::StringLiterals;
using namespace WebJabber;

class tst_LoginLimiter : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void limitsConcurrentSignIns()
    {
        LoginLimiter limiter;
        std::vector<LoginLimiter::Slot> running;
        for (int i = 0; i < 3 * LoginLimiter::perDomain; ++i)
            limiter.acquire(u"example.org"_s, this,
                            [&](LoginLimiter::Slot slot) { running.push_back(std::move(slot)); });
        QCOMPARE(running.size(), std::size_t(LoginLimiter::perDomain));
        // Each released slot admits one more.
        running.front().release();
        QTRY_COMPARE(running.size(), std::size_t(LoginLimiter::perDomain + 1));
        QCoreApplication::processEvents();
        QCOMPARE(running.size(), std::size_t(LoginLimiter::perDomain + 1));
    }

    void keepsTheOrder()
    {
        LoginLimiter limiter;
        QList<int> order;
        std::vector<LoginLimiter::Slot> running;
        for (int i = 0; i < LoginLimiter::perDomain + 10; ++i)
            limiter.acquire(u"example.org"_s, this, [&, i](LoginLimiter::Slot slot) {
                order += i;
                running.push_back(std::move(slot));
            });
        for (std::size_t i = 0; i < 10; ++i)
            running[i].release();
        QTRY_COMPARE(order.size(), LoginLimiter::perDomain + 10);
        QVERIFY(std::ranges::is_sorted(order));
    }

    void domainsAreIndependent()
    {
        LoginLimiter limiter;
        std::vector<LoginLimiter::Slot> running;
        const auto keep = [&](LoginLimiter::Slot slot) { running.push_back(std::move(slot)); };
        for (int i = 0; i < 2 * LoginLimiter::perDomain; ++i)
            limiter.acquire(u"dead.example"_s, this, keep);
        limiter.acquire(u"example.org"_s, this, keep);
        QCOMPARE(running.size(), std::size_t(LoginLimiter::perDomain + 1));
    }

    void dropsRequestsOfDestroyedContexts()
    {
        LoginLimiter limiter;
        std::vector<LoginLimiter::Slot> running;
        bool lastStarted = false;
        for (int i = 0; i < LoginLimiter::perDomain; ++i)
            limiter.acquire(u"example.org"_s, this,
                            [&](LoginLimiter::Slot slot) { running.push_back(std::move(slot)); });
        {
            QObject shortLived;
            limiter.acquire(u"example.org"_s, &shortLived,
                            [](LoginLimiter::Slot) { QFAIL("called for one that is gone"); });
        }
        limiter.acquire(u"example.org"_s, this, [&](LoginLimiter::Slot) { lastStarted = true; });
        running.front().release();
        QTRY_VERIFY(lastStarted);
    }

    void mayBeDestroyedBeforeItsSlots()
    {
        LoginLimiter::Slot slot;
        {
            LoginLimiter limiter;
            limiter.acquire(u"example.org"_s, this, [&](LoginLimiter::Slot given) { slot = std::move(given); });
        }
        slot.release();
    }
};

QTEST_GUILESS_MAIN(tst_LoginLimiter)
#include "tst_loginlimiter.moc"
