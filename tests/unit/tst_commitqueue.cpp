// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/commitqueue.h"
#include "support/memorystore.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace WebJabber;
using namespace std::chrono_literals;

namespace {

struct Calls final : CommitQueue::Listener {
    explicit Calls(const Test::MemoryStore &store, const Jid &account)
        : m_store(store)
        , m_account(account)
    {
    }

    void handleReached(const ArchivePosition &position) override
    {
        reached += position.id + u':' + QString::number(m_store.bodies(m_account).size());
    }
    void handleCommitted() override { ++committed; }

    QStringList reached; // with the number of events committed by then
    int committed = 0;

private:
    const Test::MemoryStore &m_store;
    Jid m_account;
};

} // namespace

class tst_CommitQueue : public QObject
{
    Q_OBJECT

private:
    const Jid m_account = Jid::fromServer(u"juliet@example.org"_s);

    Event numbered(int number) const
    {
        Event event;
        event.account = m_account;
        event.from = Jid::fromServer(u"romeo@example.net"_s);
        event.id = event.body = QString::number(number);
        return event;
    }

    static QStringList numbers(int count)
    {
        QStringList numbers;
        for (int i = 0; i < count; ++i)
            numbers += QString::number(i);
        return numbers;
    }

private Q_SLOTS:
    void keepsTheOrder()
    {
        Test::MemoryStore store;
        Calls calls(store, m_account);
        CommitQueue queue(store, calls, *this);
        for (int i = 0; i < 100; ++i)
            queue.append(numbered(i));
        QCOMPARE(queue.size(), 100);
        QTRY_VERIFY(queue.isEmpty());
        QCOMPARE(store.bodies(m_account), numbers(100));
        QCOMPARE(calls.committed, 1);
    }

    void aPositionIsReachedWhenAllBeforeItIsCommitted()
    {
        Test::MemoryStore store;
        Calls calls(store, m_account);
        CommitQueue queue(store, calls, *this);
        store.setHeld(true);
        queue.append(numbered(0));
        queue.append(numbered(1), ArchivePosition{u"a"_s, {}});
        queue.append(std::nullopt, ArchivePosition{u"b"_s, {}});
        queue.append(numbered(2));
        queue.append(std::nullopt, ArchivePosition{u"c"_s, {}});
        QCOMPARE(calls.reached, QStringList());
        store.setHeld(false);
        QTRY_COMPARE(calls.reached, (QStringList{u"a:2"_s, u"b:2"_s, u"c:3"_s}));
        QVERIFY(queue.isEmpty());
        queue.append(std::nullopt, ArchivePosition{u"d"_s, {}});
        QCOMPARE(calls.reached.last(), u"d:3"_s);
    }

    // Whatever operation fails, later events must not be committed before it.
    void retriesInOrder_data()
    {
        QTest::addColumn<int>("verbs");
        for (const int verbs : {0, 1, 7})
            QTest::addRow("after %d", verbs) << verbs;
    }
    void retriesInOrder()
    {
        QFETCH(int, verbs);
        Test::MemoryStore store;
        Calls calls(store, m_account);
        CommitQueue queue(store, calls, *this);
        store.failAfter(verbs);
        for (int i = 0; i < 10; ++i)
            queue.append(numbered(i));
        QTRY_VERIFY(queue.isFailing());
        QCOMPARE(queue.size(), 10 - verbs);
        queue.append(numbered(10));
        store.setFailing(false);
        QTRY_VERIFY(queue.isEmpty());
        QVERIFY(!queue.isFailing());
        QCOMPARE(store.bodies(m_account), numbers(11));
    }

    void retryDelayGrows()
    {
        Test::MemoryStore store;
        Calls calls(store, m_account);
        CommitQueue queue(store, calls, *this);
        store.setFailing(true);
        queue.append(numbered(0));
        QElapsedTimer time;
        time.start();
        QTRY_COMPARE_WITH_TIMEOUT(store.refusals(), 2, 5s);
        store.setFailing(false);
        QTRY_VERIFY_WITH_TIMEOUT(queue.isEmpty(), 5s);
        QVERIFY(time.durationElapsed() >= 2.5 * CommitQueue::shortestRetry);
    }
};

QTEST_GUILESS_MAIN(tst_CommitQueue)
#include "tst_commitqueue.moc"
