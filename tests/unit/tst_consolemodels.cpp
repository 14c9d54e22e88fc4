// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/models/linesmodel.h"
#include "console/models/ratesmodel.h"
#include "console/models/tables.h"
#include "console/sseparser.h"

#include <QAbstractItemModelTester>
#include <QFile>
#include <QSortFilterProxyModel>
#include <QTest>

#include <ctime>
#include <malloc.h>
#include <unistd.h>

using namespace Qt::StringLiterals;
using namespace WebJabber;

static constexpr auto strict = QAbstractItemModelTester::FailureReportingMode::QtTest;

static QJsonObject session(int number, const QString &state = u"online"_s)
{
    return {{u"jid"_s, u"user%1@example.org"_s.arg(number, 5, 10, QChar(u'0'))},
            {u"state"_s, state},
            {u"since"_s, u"2026-11-22T08:00:00.000Z"_s},
            {u"server"_s, u"xmpp.example.org:5222"_s},
            {u"devices"_s, 1},
            {u"pending"_s, number % 97},
            {u"last_activity"_s, QJsonValue()},
            {u"reconnects"_s, 0},
            {u"last_error"_s, QString()}};
}

static QJsonArray sessions(int count)
{
    QJsonArray rows;
    for (int i = 0; i < count; ++i)
        rows.append(session(i));
    return rows;
}

static qint64 residentBytes()
{
    malloc_trim(0);
    QFile file(u"/proc/self/statm"_s);
    return file.open(QIODevice::ReadOnly) ? file.readAll().split(' ').value(1).toLongLong() * sysconf(_SC_PAGESIZE) : 0;
}

// Measures processor time, which other load affects little.
class ProcessorTimer
{
public:
    void start() { m_start = std::clock(); }
    qint64 elapsed() const { return qint64(std::clock() - m_start) * 1000 / CLOCKS_PER_SEC; }
    qint64 restart()
    {
        const qint64 time = elapsed();
        start();
        return time;
    }

private:
    std::clock_t m_start = 0;
};

// The console's models, without a window and without a daemon.
class tst_ConsoleModels : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void eventsMayBeSplit()
    {
        SseParser parser;
        QVERIFY(parser.feed("retry: 1\n\nevent: que").isEmpty());
        QVERIFY(parser.feed("ue\ndata: {\"depth\":").isEmpty());
        const auto events = parser.feed("3}\n\n:\n\nevent: a\ndata: {}\n\n");
        QCOMPARE(events.size(), 2);
        QCOMPARE(events.first().type, u"queue"_s);
        QCOMPARE(events.first().data.value("depth"_L1).toInt(), 3);
        QCOMPARE(events.last().type, u"a"_s);
    }

    void rowsAreAddedChangedAndRemoved()
    {
        SessionsModel model;
        const QAbstractItemModelTester tester(&model, strict);
        model.replace(sessions(3));
        QCOMPARE(model.rowCount(), 3);
        model.upsert(session(3));
        model.upsert(session(1, u"waiting"_s));
        QCOMPARE(model.rowCount(), 4);
        QCOMPARE(model.index(1, SessionsModel::StateColumn).data().toString(), u"waiting"_s);
        model.remove(session(0).value("jid"_L1).toString());
        model.remove(u"nobody@example.org"_s);
        QCOMPARE(model.rowCount(), 3);
        QCOMPARE(model.key(model.index(0, 0)), u"user00001@example.org"_s);
        QCOMPARE(model.indexOf(u"user00003@example.org"_s).row(), 2);
        QVERIFY(model.row(u"user00000@example.org"_s).isEmpty());
        model.clear();
        QCOMPARE(model.rowCount(), 0);
    }

    void updatedRowsKeepTheirPosition()
    {
        SessionsModel model;
        const QAbstractItemModelTester tester(&model, strict);
        model.replace(sessions(5));
        const QPersistentModelIndex kept = model.indexOf(u"user00003@example.org"_s);
        model.replace({session(4), session(3, u"refused"_s), session(7)});
        QCOMPARE(model.rowCount(), 3);
        QVERIFY(kept.isValid());
        QCOMPARE(model.key(kept), u"user00003@example.org"_s);
        QCOMPARE(kept.sibling(kept.row(), SessionsModel::StateColumn).data().toString(), u"refused"_s);
    }

    void columnsSortByValue()
    {
        SessionsModel model;
        QSortFilterProxyModel proxy;
        proxy.setSourceModel(&model);
        proxy.setSortRole(RowsModel::SortRole);
        model.replace(sessions(100));
        proxy.sort(SessionsModel::PendingColumn, Qt::DescendingOrder);
        QCOMPARE(proxy.index(0, SessionsModel::PendingColumn).data().toString(), u"96"_s);
    }

    // Limits: 10,000 rows arrive in 1 s, and 1,000 of them change in 1 s, sorted and filtered; they take at most 40 MB.
    // They hold without optimisation too.
    void tenThousandSessionsFitTimeLimit()
    {
        const QJsonArray rows = sessions(10'000);
        const qint64 before = residentBytes();
        SessionsModel model;
        QSortFilterProxyModel proxy;
        proxy.setSourceModel(&model);
        proxy.setSortRole(RowsModel::SortRole);
        proxy.sort(SessionsModel::StateColumn);
        ProcessorTimer time;
        time.start();
        model.replace(rows);
        QCOMPARE(proxy.rowCount(), 10'000);
        const qint64 filled = time.restart();
        for (int i = 0; i < 1'000; ++i)
            model.upsert(session(i * 10, u"waiting"_s));
        const qint64 changed = time.restart();
        proxy.setFilterFixedString(u"user00123"_s);
        QCOMPARE(proxy.rowCount(), 1);
        const qint64 filtered = time.elapsed();
        const qint64 bytes = residentBytes() - before;
        qInfo("filled in %lld ms, 1,000 changed in %lld ms, filtered in %lld ms, %lld KiB", filled, changed, filtered,
              bytes / 1024);
        QCOMPARE_LT(filled, 1'000);
        QCOMPARE_LT(changed, 1'000);
        QCOMPARE_LT(filtered, 500);
        QCOMPARE_LT(bytes, 40 * 1024 * 1024);
    }

    void linesAreBatchedAndHeldWhilePaused()
    {
        TraceModel model;
        const QAbstractItemModelTester tester(&model, strict);
        model.append({u"2026-11-22T08:00:00.000Z"_s, u"a@b"_s, u"in"_s, u"<message/>"_s});
        QCOMPARE(model.rowCount(), 0);
        QTRY_COMPARE(model.rowCount(), 1);
        QCOMPARE(model.index(0, LinesModel::TagColumn).data().toString(), u"received"_s);
        model.setPaused(true);
        model.append({{}, u"a@b"_s, u"out"_s, u"<iq/>"_s});
        model.flush();
        QCOMPARE(model.rowCount(), 1);
        QCOMPARE(model.waiting(), 1);
        model.setPaused(false);
        QCOMPARE(model.rowCount(), 2);
        model.clear();
        QCOMPARE(model.rowCount(), 0);
    }

    // Limits: 150,000 lines of 400 characters arrive in 3 s; the newest 100,000 or 32 Mi characters stay, in at most
    // 160 MB.
    void traceLinesAreLimited()
    {
        const qint64 before = residentBytes();
        TraceModel model;
        ProcessorTimer time;
        time.start();
        const QString jid = u"user@example.org"_s;
        for (int i = 0; i < 150'000; ++i) {
            model.append({u"2026-11-22T08:00:00.000Z"_s, jid, u"in"_s, QString::number(i).rightJustified(300, u'x')});
            if (i % 1'000 == 999)
                model.flush();
        }
        const qint64 took = time.elapsed();
        const qint64 bytes = residentBytes() - before;
        qInfo("150,000 lines in %lld ms, %lld KiB", took, bytes / 1024);
        QCOMPARE(model.rowCount(), LinesModel::maxLines);
        QVERIFY(model.line(model.rowCount() - 1).text.endsWith("149999"_L1));
        QCOMPARE_LT(took, 3'000);
        QCOMPARE_LT(bytes, 160 * 1024 * 1024);
        // Long lines are limited by their total length.
        for (int i = 0; i < 2'000; ++i)
            model.append({{}, jid, u"in"_s, QString(64 * 1024, u'y')});
        model.flush();
        QCOMPARE_LE(model.rowCount(), LinesModel::maxCharacters / (64 * 1024) + 1);
    }

    void ratesAreComputedFromHistoryAndCounters()
    {
        RatesModel model;
        const QAbstractItemModelTester tester(&model, strict);
        const auto status = [](qint64 in, qint64 pid = 1) {
            return QJsonObject{
                {u"pid"_s, pid},
                {u"counters"_s,
                 QJsonObject{{u"events_in"_s, in}, {u"events_out"_s, 0}, {u"pushes"_s, 0}, {u"pushes_failed"_s, 0}}}};
        };
        QJsonObject first = status(17);
        first.insert("history"_L1,
                     QJsonObject{{u"interval_seconds"_s, 5},
                                 {u"events_in"_s, QJsonArray{10, 5}},
                                 {u"events_out"_s, QJsonArray{0, 0}},
                                 {u"pushes"_s, QJsonArray{0, 1}},
                                 {u"pushes_failed"_s, QJsonArray{0, 0}}});
        model.setHistory(first);
        const int last = model.rowCount() - 1;
        QCOMPARE(model.rate(last - 2, RatesModel::ReceivedColumn), 2.0);
        QCOMPARE(model.rate(last - 1, RatesModel::PushesColumn), 0.2);
        QCOMPARE(model.index(last, RatesModel::ReceivedColumn).data().toInt(), 2);
        model.update(status(20));
        QCOMPARE(model.index(last, RatesModel::ReceivedColumn).data().toInt(), 5);
        QCOMPARE(model.total(RatesModel::ReceivedColumn), 20);
        model.update(status(3, 2)); // another process counts from the start
        QCOMPARE(model.index(last, RatesModel::ReceivedColumn).data().toInt(), 3);
    }
};

QTEST_GUILESS_MAIN(tst_ConsoleModels)
#include "tst_consolemodels.moc"
