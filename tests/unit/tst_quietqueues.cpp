// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/quietqueues.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace WebJabber;

class TestQuietQueues : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void knowsWhatWasFound();
    void knowsNothingOnceDisturbed();
    void ignoresALookThatWasDisturbed();
    void ignoresAnOldLookBesideANewOne();
    void knowsNothingBeforeTheEnd();

private:
    const Jid m_account = Jid::fromServer(u"juliet@example.org"_s);
    const EventPage m_end{{}, false, 3, 7};
};

void TestQuietQueues::knowsWhatWasFound()
{
    QuietQueues queues;
    QVERIFY(!queues.hasNoCompatMessages(m_account));
    const auto look = queues.beginLook(m_account);
    QVERIFY(!queues.hasNoCompatMessages(m_account));
    queues.foundNoCompatMessages(m_account, look);
    queues.foundNothingAfter(m_account, look, m_end);
    QVERIFY(queues.hasNoCompatMessages(m_account));
    QCOMPARE(queues.eventsAfter(m_account, 7)->oldest, 3);
    QVERIFY(!queues.hasNoCompatMessages(Jid::fromServer(u"romeo@example.org"_s)));
}

void TestQuietQueues::knowsNothingOnceDisturbed()
{
    QuietQueues queues;
    queues.foundNoCompatMessages(m_account, queues.beginLook(m_account));
    queues.foundNothingAfter(m_account, queues.beginLook(m_account), m_end);
    queues.disturb(m_account);
    QVERIFY(!queues.hasNoCompatMessages(m_account));
    QVERIFY(!queues.eventsAfter(m_account, 7));
}

void TestQuietQueues::ignoresALookThatWasDisturbed()
{
    QuietQueues queues;
    const auto look = queues.beginLook(m_account);
    queues.disturb(m_account);
    queues.foundNoCompatMessages(m_account, look);
    queues.foundNothingAfter(m_account, look, m_end);
    QVERIFY(!queues.hasNoCompatMessages(m_account));
    QVERIFY(!queues.eventsAfter(m_account, 7));
}

void TestQuietQueues::ignoresAnOldLookBesideANewOne()
{
    QuietQueues queues;
    const auto before = queues.beginLook(m_account);
    queues.disturb(m_account); // something comes, which only the second look sees
    const auto after = queues.beginLook(m_account);
    queues.foundNoCompatMessages(m_account, before);
    QVERIFY(!queues.hasNoCompatMessages(m_account));
    queues.foundNoCompatMessages(m_account, after);
    QVERIFY(queues.hasNoCompatMessages(m_account));
}

void TestQuietQueues::knowsNothingBeforeTheEnd()
{
    QuietQueues queues;
    queues.foundNothingAfter(m_account, queues.beginLook(m_account), m_end);
    QVERIFY(!queues.eventsAfter(m_account, 6));
    QVERIFY(!queues.eventsAfter(m_account, 8));
}

QTEST_GUILESS_MAIN(TestQuietQueues)
#include "tst_quietqueues.moc"
