// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/emptyqueuecache.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace WebJabber;

class TestEmptyQueueCache : public QObject
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

void TestEmptyQueueCache::knowsWhatWasFound()
{
    EmptyQueueCache queues;
    QVERIFY(!queues.hasNoLegacyMessages(m_account));
    const auto look = queues.beginLook(m_account);
    QVERIFY(!queues.hasNoLegacyMessages(m_account));
    queues.foundNoLegacyMessages(m_account, look);
    queues.foundNothingAfter(m_account, look, m_end);
    QVERIFY(queues.hasNoLegacyMessages(m_account));
    QCOMPARE(queues.eventsAfter(m_account, 7)->oldest, 3);
    QVERIFY(!queues.hasNoLegacyMessages(Jid::fromServer(u"romeo@example.org"_s)));
}

void TestEmptyQueueCache::knowsNothingOnceDisturbed()
{
    EmptyQueueCache queues;
    queues.foundNoLegacyMessages(m_account, queues.beginLook(m_account));
    queues.foundNothingAfter(m_account, queues.beginLook(m_account), m_end);
    queues.disturb(m_account);
    QVERIFY(!queues.hasNoLegacyMessages(m_account));
    QVERIFY(!queues.eventsAfter(m_account, 7));
}

void TestEmptyQueueCache::ignoresALookThatWasDisturbed()
{
    EmptyQueueCache queues;
    const auto look = queues.beginLook(m_account);
    queues.disturb(m_account);
    queues.foundNoLegacyMessages(m_account, look);
    queues.foundNothingAfter(m_account, look, m_end);
    QVERIFY(!queues.hasNoLegacyMessages(m_account));
    QVERIFY(!queues.eventsAfter(m_account, 7));
}

void TestEmptyQueueCache::ignoresAnOldLookBesideANewOne()
{
    EmptyQueueCache queues;
    const auto before = queues.beginLook(m_account);
    queues.disturb(m_account); // an event arrives that only the second query returns
    const auto after = queues.beginLook(m_account);
    queues.foundNoLegacyMessages(m_account, before);
    QVERIFY(!queues.hasNoLegacyMessages(m_account));
    queues.foundNoLegacyMessages(m_account, after);
    QVERIFY(queues.hasNoLegacyMessages(m_account));
}

void TestEmptyQueueCache::knowsNothingBeforeTheEnd()
{
    EmptyQueueCache queues;
    queues.foundNothingAfter(m_account, queues.beginLook(m_account), m_end);
    QVERIFY(!queues.eventsAfter(m_account, 6));
    QVERIFY(!queues.eventsAfter(m_account, 8));
}

QTEST_GUILESS_MAIN(TestEmptyQueueCache)
#include "tst_emptyqueuecache.moc"
