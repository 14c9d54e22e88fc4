// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/archivebookmark.h"
#include "support/memorystore.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace WebJabber;

namespace {

struct Calls final : ArchiveBookmark::Listener {
    void handleBookmarkLoaded() override { ++loaded; }
    void handleBookmarkSaved() override { ++saved; }

    int loaded = 0;
    int saved = 0;
};

} // namespace

class tst_ArchiveBookmark : public QObject
{
    Q_OBJECT

private:
    const Jid m_account = Jid::fromServer(u"juliet@example.org"_s);
    const QDateTime m_time = QDateTime::fromString(u"2026-01-02T03:04:05.678Z"_s, Qt::ISODateWithMs);

    ArchivePosition at(const QString &id) const { return {id, m_time}; }

private Q_SLOTS:
    void aPositionSurvivesAsText_data()
    {
        QTest::addColumn<QString>("id");
        QTest::newRow("usual") << u"28482-98726-73623"_s;
        QTest::newRow("empty archive") << QString();
        QTest::newRow("with spaces") << u"a b c"_s;
    }
    void aPositionSurvivesAsText()
    {
        QFETCH(QString, id);
        const auto position = ArchivePosition::fromString(at(id).toString());
        QVERIFY(position);
        QCOMPARE(*position, at(id));
    }

    void aBareIdIsAPosition()
    {
        QVERIFY(!ArchivePosition::fromString(QString()));
        QCOMPARE(ArchivePosition::fromString(u"abc"_s)->id, u"abc"_s);
        QCOMPARE(ArchivePosition::fromString(u"abc def"_s)->id, u"abc def"_s);
        QVERIFY(!ArchivePosition::fromString(u"abc"_s)->time.isValid());
    }

    void loadsWhatIsStored()
    {
        Test::MemoryStore store;
        (void)store.saveAccount(m_account, {});
        (void)store.saveArchiveId(m_account, at(u"x"_s).toString());
        Calls calls;
        ArchiveBookmark bookmark(m_account, store, calls, *this);
        QVERIFY(!bookmark.isLoaded());
        bookmark.load();
        QTRY_COMPARE(calls.loaded, 1);
        QVERIFY(bookmark.isSaved());
        QCOMPARE(bookmark.safePosition(), at(u"x"_s));
    }

    void firstPositionIsSavedAtOnceAndLaterOnesRarely()
    {
        Test::MemoryStore store;
        (void)store.saveAccount(m_account, {});
        Calls calls;
        ArchiveBookmark bookmark(m_account, store, calls, *this);
        bookmark.setSaved(std::nullopt);
        QVERIFY(!bookmark.safePosition());
        bookmark.setReached(at(u"0"_s));
        QTRY_COMPARE(calls.saved, 1);
        for (int i = 1; i <= 50; ++i)
            bookmark.setReached(at(QString::number(i)));
        QTRY_COMPARE(store.archiveId(m_account), at(u"50"_s).toString());
        QCOMPARE(store.archiveSaves(), 2);
    }

    void staysBeforeUnsettledMessages()
    {
        Test::MemoryStore store;
        (void)store.saveAccount(m_account, {});
        Calls calls;
        ArchiveBookmark bookmark(m_account, store, calls, *this);
        bookmark.setSaved(at(u"0"_s));
        bookmark.setReached(at(u"1"_s));
        bookmark.pin(u"first"_s);
        bookmark.setReached(at(u"2"_s));
        bookmark.pin(u"second"_s);
        bookmark.pin(u"first"_s); // when it is sent again
        bookmark.setReached(at(u"3"_s));
        QCOMPARE(bookmark.safePosition(), at(u"1"_s));
        QTRY_COMPARE(store.archiveId(m_account), at(u"1"_s).toString());
        bookmark.unpin(u"first"_s);
        QCOMPARE(bookmark.safePosition(), at(u"2"_s));
        bookmark.unpin(u"unknown"_s);
        bookmark.unpin(u"second"_s);
        QTRY_COMPARE(store.archiveId(m_account), at(u"3"_s).toString());
    }

    void failedSaveIsRetried()
    {
        Test::MemoryStore store;
        (void)store.saveAccount(m_account, {});
        Calls calls;
        ArchiveBookmark bookmark(m_account, store, calls, *this);
        bookmark.setSaved(std::nullopt);
        QTRY_COMPARE(store.waiting(), 0);
        store.setFailing(true);
        bookmark.setReached(at(u"1"_s));
        QTRY_COMPARE(store.waiting(), 0);
        QVERIFY(!bookmark.isSaved());
        store.setFailing(false);
        QTRY_VERIFY(bookmark.isSaved());
        QCOMPARE(store.archiveId(m_account), at(u"1"_s).toString());
    }
};

QTEST_GUILESS_MAIN(tst_ArchiveBookmark)
#include "tst_archivebookmark.moc"
