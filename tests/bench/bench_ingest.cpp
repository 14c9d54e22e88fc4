// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/sqlstore.h"

#include "bareloop.h"
#include "benchevent.h"

#include <QAbstractEventDispatcher>
#include <QCommandLineParser>
#include <QCoreApplication>
#include <QElapsedTimer>
#include <QLoggingCategory>
#include <QTemporaryDir>
#include <QThread>

#include <algorithm>
#include <cmath>
#include <cstdio>

using namespace Qt::StringLiterals;
using namespace WebJabber;
using namespace WebJabber::Bench;
using namespace std::chrono_literals;

// The rate at which events are committed with synchronous=FULL: through the store, and by a bare SQLite loop that does
// the same inserts in equally large transactions.

static constexpr int accounts = 20;
static constexpr auto latencyTime = 5s;

struct Throughput {
    double eventsPerSecond = 0;
    double batch = 0; // events per transaction, as far as the answers show
};

struct Latency {
    double p50 = 0; // milliseconds
    double p99 = 0;
};

static double median(std::vector<double> values)
{
    std::ranges::sort(values);
    return values.at(values.size() / 2);
}

static Latency percentiles(std::vector<double> milliseconds)
{
    std::ranges::sort(milliseconds);
    return {milliseconds.at(milliseconds.size() / 2), milliseconds.at(milliseconds.size() * 99 / 100)};
}

// A directory with a database that contains the accounts. Each measurement starts with a new one.
class State
{
public:
    explicit State(const QString &parent)
        : m_directory(parent + u"/bench-ingest-XXXXXX"_s)
    {
        auto store = open();
        for (int account = 0; account < accounts; ++account)
            store->saveAccount(benchAccount(account), "sealed");
    }

    std::unique_ptr<SqlStore> open() const
    {
        auto store = SqlStore::open(m_directory.path());
        if (!store)
            qFatal("%s", qPrintable(store.error().detail));
        return std::move(*store);
    }
    QString file() const { return m_directory.filePath(u"webjabber.db"_s); }

private:
    QTemporaryDir m_directory;
};

// Keeps `window` events in flight until `total` have been committed.
static Throughput throughStore(const QString &parent, int total, int window)
{
    const State state(parent);
    const auto store = state.open();
    QObject context;
    QEventLoop loop;
    int asked = 0;
    int answered = 0;
    int deliveries = 0;
    bool isNewDelivery = true;
    QObject::connect(QAbstractEventDispatcher::instance(), &QAbstractEventDispatcher::awake, &context,
                     [&] { isNewDelivery = true; });
    std::function<void()> append = [&] {
        store->append(benchEvent(asked % accounts, asked)).then(&context, [&](const Result<Appended> &kept) {
            if (!kept || !kept->isNew)
                qFatal("not kept");
            deliveries += std::exchange(isNewDelivery, false) ? 1 : 0;
            if (asked < total)
                append();
            if (++answered == total)
                loop.quit();
        });
        ++asked;
    };
    QElapsedTimer timer;
    timer.start();
    while (asked < std::min(window, total))
        append();
    loop.exec();
    const double seconds = double(timer.nsecsElapsed()) / 1e9;
    return {total / seconds, double(total) / deliveries};
}

static Throughput throughBareLoop(const QString &parent, int total, int batch)
{
    const State state(parent);
    BareLoop loop(state.file(), accounts);
    QElapsedTimer timer;
    timer.start();
    for (int done = 0; done < total; done += batch)
        loop.commit(std::min(batch, total - done));
    return {total / (double(timer.nsecsElapsed()) / 1e9), double(batch)};
}

// Events arrive one by one at this rate. Measures the time until each is committed and answered.
static Latency storeLatency(const QString &parent, int rate)
{
    const State state(parent);
    const auto store = state.open();
    QObject context;
    QEventLoop loop;
    QElapsedTimer clock;
    std::vector<double> waits;
    const int total = int(latencyTime / 1s) * rate;
    int asked = 0;
    QTimer timer;
    timer.setTimerType(Qt::PreciseTimer);
    QObject::connect(&timer, &QTimer::timeout, &context, [&] {
        for (const auto due = clock.nsecsElapsed() * rate / 1'000'000'000; asked < std::min<qint64>(due, total);) {
            const qint64 start = clock.nsecsElapsed();
            store->append(benchEvent(asked % accounts, asked)).then(&context, [&, start](const Result<Appended> &) {
                waits.push_back(double(clock.nsecsElapsed() - start) / 1e6);
                if (int(waits.size()) == total)
                    loop.quit();
            });
            ++asked;
        }
    });
    clock.start();
    timer.start(1ms);
    loop.exec();
    return percentiles(waits);
}

// The same for a loop that commits everything that arrived during the last commit.
static Latency bareLatency(const QString &parent, int rate)
{
    const State state(parent);
    BareLoop loop(state.file(), accounts);
    std::vector<double> waits;
    const int total = int(latencyTime / 1s) * rate;
    QElapsedTimer clock;
    clock.start();
    qint64 lastLook = 0;
    for (int asked = 0; asked < total;) {
        const qint64 look = clock.nsecsElapsed();
        const int due = std::min(int(look * rate / 1'000'000'000), total) - asked;
        if (due == 0) {
            lastLook = look;
            QThread::sleep(200us);
            continue;
        }
        loop.commit(due);
        for (int i = 0; i < due; ++i) {
            const qint64 came = std::max(lastLook, (asked + i + 1) * qint64(1'000'000'000) / rate);
            waits.push_back(double(clock.nsecsElapsed() - came) / 1e6);
        }
        asked += due;
        lastLook = look;
    }
    return percentiles(waits);
}

static void compareThroughput(const QString &parent, const char *name, int total, int window, int rounds)
{
    std::vector<double> store;
    std::vector<double> bare;
    std::vector<double> ratios;
    std::vector<double> batches;
    for (int round = 0; round < rounds; ++round) {
        const Throughput through = throughStore(parent, total, window);
        const int batch = std::max(1, int(std::lround(through.batch)));
        store.push_back(through.eventsPerSecond);
        batches.push_back(batch);
        bare.push_back(throughBareLoop(parent, total, batch).eventsPerSecond);
        ratios.push_back(store.back() / bare.back());
    }
    std::printf("%-12s %10.0f %14.0f %14.0f %8.2f\n", name, median(batches), median(store), median(bare),
                median(ratios));
    std::fflush(stdout);
}

int main(int argc, char *argv[])
{
    QCoreApplication application(argc, argv);
    QCommandLineParser parser;
    parser.addHelpOption();
    parser.addOption({u"directory"_s, u"Where to make the databases (default: the directory for temporary files)."_s,
                      u"directory"_s, QDir::tempPath()});
    parser.addOption({u"events"_s, u"Events per measurement (default: 30000)."_s, u"count"_s, u"30000"_s});
    parser.addOption({u"rounds"_s, u"Measurements, of which the median counts (default: 5)."_s, u"count"_s, u"5"_s});
    parser.process(application);
    const QString parent = parser.value(u"directory"_s);
    const int total = parser.value(u"events"_s).toInt();
    const int rounds = parser.value(u"rounds"_s).toInt();
    QLoggingCategory::setFilterRules(u"webjabber.store.info=false"_s);

    std::printf("%d events of %d accounts, synchronous=FULL, in %s\n\n", total, accounts, qPrintable(parent));
    std::printf("%-12s %10s %14s %14s %8s\n", "in flight", "per commit", "store, 1/s", "bare loop, 1/s", "ratio");
    compareThroughput(parent, "256", total, 256, rounds);
    compareThroughput(parent, "saturated", total, 15'000, rounds);

    std::printf("\n%-12s %14s %14s %14s %14s\n", "events/s", "store p50, ms", "store p99, ms", "bare p50, ms",
                "bare p99, ms");
    for (const int rate : {100, 1000}) {
        const Latency store = storeLatency(parent, rate);
        const Latency bare = bareLatency(parent, rate);
        std::printf("%-12d %14.2f %14.2f %14.2f %14.2f\n", rate, store.p50, store.p99, bare.p50, bare.p99);
        std::fflush(stdout);
    }
    return 0;
}
