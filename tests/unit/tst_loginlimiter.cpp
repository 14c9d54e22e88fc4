// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/loginlimiter.h"

#include <QTest>

#include <vector>

using namespace Qt::StringLiterals;
using namespace WebJabber;

class tst_LoginGate : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void boundsWhatRunsAtOnce()
    {
        LoginLimiter gate;
        std::vector<LoginLimiter::Slot> running;
        for (int i = 0; i < 3 * LoginLimiter::perDomain; ++i)
            gate.enter(u"example.org"_s, this, [&](LoginLimiter::Slot slot) { running.push_back(std::move(slot)); });
        QCOMPARE(running.size(), std::size_t(LoginLimiter::perDomain));
        // Each released slot admits one more.
        running.front().release();
        QTRY_COMPARE(running.size(), std::size_t(LoginLimiter::perDomain + 1));
        QCoreApplication::processEvents();
        QCOMPARE(running.size(), std::size_t(LoginLimiter::perDomain + 1));
    }

    void keepsTheOrder()
    {
        LoginLimiter gate;
        QList<int> order;
        std::vector<LoginLimiter::Slot> running;
        for (int i = 0; i < LoginLimiter::perDomain + 10; ++i)
            gate.enter(u"example.org"_s, this, [&, i](LoginLimiter::Slot slot) {
                order += i;
                running.push_back(std::move(slot));
            });
        for (std::size_t i = 0; i < 10; ++i)
            running[i].release();
        QTRY_COMPARE(order.size(), LoginLimiter::perDomain + 10);
        QVERIFY(std::ranges::is_sorted(order));
    }

    void keepsDomainsApart()
    {
        LoginLimiter gate;
        std::vector<LoginLimiter::Slot> running;
        const auto keep = [&](LoginLimiter::Slot slot) { running.push_back(std::move(slot)); };
        for (int i = 0; i < 2 * LoginLimiter::perDomain; ++i)
            gate.enter(u"dead.example"_s, this, keep);
        gate.enter(u"example.org"_s, this, keep);
        QCOMPARE(running.size(), std::size_t(LoginLimiter::perDomain + 1));
    }

    void forgetsWhoIsGone()
    {
        LoginLimiter gate;
        std::vector<LoginLimiter::Slot> running;
        bool lastStarted = false;
        for (int i = 0; i < LoginLimiter::perDomain; ++i)
            gate.enter(u"example.org"_s, this, [&](LoginLimiter::Slot slot) { running.push_back(std::move(slot)); });
        {
            QObject shortLived;
            gate.enter(u"example.org"_s, &shortLived, [](LoginLimiter::Slot) { QFAIL("called for one that is gone"); });
        }
        gate.enter(u"example.org"_s, this, [&](LoginLimiter::Slot) { lastStarted = true; });
        running.front().release();
        QTRY_VERIFY(lastStarted);
    }

    void mayGoBeforeItsSlots()
    {
        LoginLimiter::Slot slot;
        {
            LoginLimiter gate;
            gate.enter(u"example.org"_s, this, [&](LoginLimiter::Slot given) { slot = std::move(given); });
        }
        slot.release();
    }
};

QTEST_GUILESS_MAIN(tst_LoginGate)
#include "tst_loginlimiter.moc"
