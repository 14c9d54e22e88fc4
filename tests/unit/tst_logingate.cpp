// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/logingate.h"

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
        LoginGate gate;
        std::vector<LoginGate::Slot> running;
        for (int i = 0; i < 3 * LoginGate::perDomain; ++i)
            gate.enter(u"example.org"_s, this, [&](LoginGate::Slot slot) { running.push_back(std::move(slot)); });
        QCOMPARE(running.size(), std::size_t(LoginGate::perDomain));
        // Each slot that is given back lets one more in.
        running.front().release();
        QTRY_COMPARE(running.size(), std::size_t(LoginGate::perDomain + 1));
        QCoreApplication::processEvents();
        QCOMPARE(running.size(), std::size_t(LoginGate::perDomain + 1));
    }

    void keepsTheOrder()
    {
        LoginGate gate;
        QList<int> order;
        std::vector<LoginGate::Slot> running;
        for (int i = 0; i < LoginGate::perDomain + 10; ++i)
            gate.enter(u"example.org"_s, this, [&, i](LoginGate::Slot slot) {
                order += i;
                running.push_back(std::move(slot));
            });
        for (std::size_t i = 0; i < 10; ++i)
            running[i].release();
        QTRY_COMPARE(order.size(), LoginGate::perDomain + 10);
        QVERIFY(std::ranges::is_sorted(order));
    }

    void keepsDomainsApart()
    {
        LoginGate gate;
        std::vector<LoginGate::Slot> running;
        const auto keep = [&](LoginGate::Slot slot) { running.push_back(std::move(slot)); };
        for (int i = 0; i < 2 * LoginGate::perDomain; ++i)
            gate.enter(u"dead.example"_s, this, keep);
        gate.enter(u"example.org"_s, this, keep);
        QCOMPARE(running.size(), std::size_t(LoginGate::perDomain + 1));
    }

    void forgetsWhoIsGone()
    {
        LoginGate gate;
        std::vector<LoginGate::Slot> running;
        bool lastStarted = false;
        for (int i = 0; i < LoginGate::perDomain; ++i)
            gate.enter(u"example.org"_s, this, [&](LoginGate::Slot slot) { running.push_back(std::move(slot)); });
        {
            QObject shortLived;
            gate.enter(u"example.org"_s, &shortLived, [](LoginGate::Slot) { QFAIL("called for one that is gone"); });
        }
        gate.enter(u"example.org"_s, this, [&](LoginGate::Slot) { lastStarted = true; });
        running.front().release();
        QTRY_VERIFY(lastStarted);
    }

    void mayGoBeforeItsSlots()
    {
        LoginGate::Slot slot;
        {
            LoginGate gate;
            gate.enter(u"example.org"_s, this, [&](LoginGate::Slot given) { slot = std::move(given); });
        }
        slot.release();
    }
};

QTEST_GUILESS_MAIN(tst_LoginGate)
#include "tst_logingate.moc"
