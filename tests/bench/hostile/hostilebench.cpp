// SPDX-License-Identifier: GPL-3.0-or-later
#include "hostilebench.h"

#include "processmeter.h"

#include <QEventLoop>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>
#include <QTimer>

#include <algorithm>
#include <cstdio>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace WebJabber::Bench {

static constexpr int signInConnections = 16;
static constexpr auto sampleInterval = 1s;
static constexpr qsizetype samplesPerLine = 10;
static constexpr auto arrivalTimeout = 60s;

HostileBench::HostileBench(const HostilePlan &plan)
    : m_plan(plan)
    , m_goodServer(Wire::Plain, plan.accounts, 1)
    , m_hostile(plan.pace)
    , m_daemon(QStringLiteral(WEBJABBERD_PATH))
{
    if (!m_daemon.start(configuration()))
        qFatal("webjabberd does not start: %s", m_daemon.log().constData());
}

QByteArray HostileBench::configuration() const
{
    return "[http]\naccess_log = false\n[xmpp]\ntls = \"off\"\n"
           "[xmpp.domains.localhost]\nhost = \"127.0.0.1\"\nport = "
        + QByteArray::number(m_goodServer.port()) + '\n' + m_hostile.configuration();
}

QList<QByteArray> HostileBench::signIn(const QStringList &jids)
{
    QList<QByteArray> tokens(jids.size());
    HttpLoad http(m_daemon.port(), signInConnections);
    http.run(
        [&](int number) {
            if (number >= jids.size())
                return QByteArray();
            const QJsonObject body{{u"jid"_s, jids.at(number)}, {u"password"_s, u"demo"_s}};
            return httpRequest("POST", "/v1/sessions", {}, QJsonDocument(body).toJson(QJsonDocument::Compact));
        },
        [&](int number, const HttpAnswer &answer) {
            if (answer.status != 201)
                qFatal("%s cannot sign in: %d %s", qPrintable(jids.at(number)), answer.status, answer.body.constData());
            tokens[number] = QJsonDocument::fromJson(answer.body).object().value("token"_L1).toString().toLatin1();
        });
    return tokens;
}

void HostileBench::begin()
{
    m_begin = Clock::now();
    m_goodServerBefore = processorTime(m_goodServer.pid());
    if (!m_plan.isPeaceful) {
        m_hostile.begin(m_daemon.port());
        m_goodServer.startHostileStanzas(0, m_plan.accounts, m_plan.hostileStanzas, m_plan.time);
    }
    m_goodServer.startSending(0, m_plan.accounts, m_plan.rate, m_plan.time);
}

HostileResult HostileBench::run()
{
    HostileResult result;
    QStringList good;
    for (int i = 0; i < m_plan.accounts; ++i)
        good.append(u"user%1@localhost"_s.arg(i));
    const QList<QByteArray> tokens = signIn(good);
    const QStringList victims = m_hostile.accounts(m_plan.hostilePerDomain);
    signIn(victims);
    result.hostileAccounts = int(victims.size());
    m_readers = std::make_unique<GoodReaders>(m_daemon.port(), tokens);
    if (!QTest::qWaitFor([this] { return m_readers->areOpen(); }, 60s))
        qFatal("the event streams do not open");
    awaitIdle(m_daemon.pid());

    DaemonRecord record(m_daemon.pid());
    const WakeupMeter meter;
    m_writers = std::make_unique<GoodWriters>(m_daemon.port(), tokens, *m_readers);
    begin();
    watch(record);
    result.time = Clock::now() - m_begin;
    result.shares = shares(record);
    result.latestWakeup = meter.latest();
    finish(result, record);
    return result;
}

void HostileBench::watch(DaemonRecord &record)
{
    QEventLoop loop; // also reads the daemon's log
    QTimer timer;
    qsizetype samples = 0;
    QObject::connect(&timer, &QTimer::timeout, &loop, [&] {
        if (!m_daemon.isRunning() || Clock::now() - m_begin >= m_plan.time)
            return loop.quit();
        record.sample();
        if (++samples % samplesPerLine == 0)
            printProgress(record);
    });
    timer.start(sampleInterval);
    loop.exec();
}

void HostileBench::printProgress(const DaemonRecord &record)
{
    // Read in this order, the received messages never exceed the sent ones.
    const Writings writings = m_writers->writings();
    const Readings readings = m_readers->readings(m_printedWaits);
    const LoadStatistics server = m_goodServer.statistics();
    m_printedWaits += readings.waits.size();
    std::printf("%4lld s: sent %lld, not come %lld, twice %lld, late %lld, p50 %.1f p99 %.1f max %.1f ms; posted %lld, "
                "not come %lld; %.1f MiB, %.2f of a core",
                qint64((Clock::now() - m_begin) / 1s), server.sent, server.sent - readings.distinct, readings.twice,
                readings.late, percentile(readings.waits, 0.5), percentile(readings.waits, 0.99),
                percentile(readings.waits, 1), writings.accepted,
                std::max<qint64>(writings.accepted - server.posted, 0), record.last(),
                record.recentShare(samplesPerLine));
    if (!m_plan.isPeaceful) {
        const HostileFigures figures = m_hostile.serverFigures();
        qint64 actions = 0;
        for (auto figure = figures.cbegin(); figure != figures.cend(); ++figure)
            actions += figure.key().contains('.') ? 0 : figure.value();
        std::printf("; %lld hostile acts", actions);
    }
    std::printf("\n");
    std::fflush(stdout);
}

ProcessorShares HostileBench::shares(const DaemonRecord &record) const
{
    const std::chrono::duration<double> time = Clock::now() - m_begin;
    const auto shareOf = [time](std::chrono::duration<double> used) { return used / time; };
    ProcessorShares result;
    result.daemon = record.processorShare();
    result.daemonWaiting = record.waitingShare();
    result.goodServer = shareOf(processorTime(m_goodServer.pid()) - m_goodServerBefore);
    if (!m_plan.isPeaceful) {
        result.hostileServer = shareOf(processorTime(m_hostile.serverPid()));
        result.hostileClient = shareOf(processorTime(m_hostile.clientPid()));
    }
    return result;
}

void HostileBench::finish(HostileResult &result, DaemonRecord &record)
{
    m_goodServer.finishSending();
    m_writers->stop();
    result.writings = m_writers->writings();
    // The hostile parties continue meanwhile.
    (void)QTest::qWaitFor(
        [&] {
            result.goodServer = m_goodServer.statistics();
            result.readings = m_readers->readings();
            return !m_daemon.isRunning()
                || (result.readings.distinct >= result.goodServer.sent
                    && result.goodServer.posted >= result.writings.accepted);
        },
        arrivalTimeout);
    result.hasDaemonEnded = !m_daemon.isRunning();
    if (!result.hasDaemonEnded)
        record.sample();
    if (!m_plan.isPeaceful) {
        result.hostileServer = m_hostile.serverFigures();
        result.hostileClient = m_hostile.clientFigures();
    }
    result.memoryTenths = record.tenths();
    result.memoryStart = record.start();
    result.memoryMost = record.most();
    result.memoryLast = record.last();
    result.memoryGrowth = record.growthInSecondHalf();
    const QByteArray log = m_daemon.log();
    result.logLines = log.count('\n');
    QFile file(m_plan.logFile);
    if (!m_plan.logFile.isEmpty() && (!file.open(QIODevice::WriteOnly) || file.write(log) != log.size()))
        std::fprintf(stderr, "%s: %s\n", qPrintable(m_plan.logFile), qPrintable(file.errorString()));
}

} // namespace WebJabber::Bench
