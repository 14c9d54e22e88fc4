// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/emptyqueuecache.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace WebJabber;

class TestEmptyQueueCache : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void returnsStoredResult();
    void invalidationRemovesTheEntry();
    void ignoresAnInvalidatedQuery();
    void ignoresAnOlderQuery();
    void doesNotCacheAPageBeforeTheEnd();

private:
    const Jid m_account = Jid::fromServer(u"juliet@example.org"_s);
    const EventPage m_end{{}, false, 3, 7};
};

void TestEmptyQueueCache::returnsStoredResult()
{
    EmptyQueueCache queues;
    QVERIFY(!queues.hasNoLegacyMessages(m_account));
    const auto queryId = queues.beginQuery(m_account);
    QVERIFY(!queues.hasNoLegacyMessages(m_account));
    queues.storeNoLegacyMessages(m_account, queryId);
    queues.storeEmptyPage(m_account, queryId, m_end);
    QVERIFY(queues.hasNoLegacyMessages(m_account));
    QCOMPARE(queues.eventsAfter(m_account, 7)->oldest, 3);
    QVERIFY(!queues.hasNoLegacyMessages(Jid::fromServer(u"romeo@example.org"_s)));
}

void TestEmptyQueueCache::invalidationRemovesTheEntry()
{
    EmptyQueueCache queues;
    queues.storeNoLegacyMessages(m_account, queues.beginQuery(m_account));
    queues.storeEmptyPage(m_account, queues.beginQuery(m_account), m_end);
    queues.invalidate(m_account);
    QVERIFY(!queues.hasNoLegacyMessages(m_account));
    QVERIFY(!queues.eventsAfter(m_account, 7));
}

void TestEmptyQueueCache::ignoresAnInvalidatedQuery()
{
    EmptyQueueCache queues;
    const auto queryId = queues.beginQuery(m_account);
    queues.invalidate(m_account);
    queues.storeNoLegacyMessages(m_account, queryId);
    queues.storeEmptyPage(m_account, queryId, m_end);
    QVERIFY(!queues.hasNoLegacyMessages(m_account));
    QVERIFY(!queues.eventsAfter(m_account, 7));
}

void TestEmptyQueueCache::ignoresAnOlderQuery()
{
    EmptyQueueCache queues;
    const auto before = queues.beginQuery(m_account);
    queues.invalidate(m_account); // an event arrives that only the second query returns
    const auto after = queues.beginQuery(m_account);
    queues.storeNoLegacyMessages(m_account, before);
    QVERIFY(!queues.hasNoLegacyMessages(m_account));
    queues.storeNoLegacyMessages(m_account, after);
    QVERIFY(queues.hasNoLegacyMessages(m_account));
}

void TestEmptyQueueCache::doesNotCacheAPageBeforeTheEnd()
{
    EmptyQueueCache queues;
    queues.storeEmptyPage(m_account, queues.beginQuery(m_account), m_end);
    QVERIFY(!queues.eventsAfter(m_account, 6));
    QVERIFY(!queues.eventsAfter(m_account, 8));
}

QTEST_GUILESS_MAIN(TestEmptyQueueCache)
#include "tst_emptyqueuecache.moc"
