// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/daemonprocess.h"

#include "abusers.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QFile>
#include <QTcpSocket>
#include <QThread>

#include <algorithm>
#include <atomic>
#include <cstdio>
#include <memory>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace WebJabber;
using namespace WebJabber::Bench;

// The effect on a good client of a thousand connections that send their header a byte at a time, and of a hundred that
// send bodies of 1 GiB, all at once.

static constexpr auto quietTime = 5s;
static constexpr auto abuseTime = 20s;
static constexpr auto goodInterval = 5ms;
static constexpr int requestsPerConnection = 20;

// The targets.
static constexpr double maxP99 = 100; // milliseconds
static constexpr double maxGrowth = 64; // MiB
static constexpr auto maxBadTime = 15s;

struct Felt {
    std::vector<double> waits; // milliseconds
    int failed = 0;

    double at(double part)
    {
        std::ranges::sort(waits);
        return waits.empty() ? 0 : waits.at(std::size_t(double(waits.size() - 1) * part));
    }
};

static bool ask(QTcpSocket &socket)
{
    socket.write("GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n");
    QByteArray answer;
    while (!answer.endsWith("{\"status\":\"ok\"}")) {
        if (!socket.waitForReadyRead(5'000))
            return false;
        answer += socket.readAll();
    }
    return true;
}

// Sends a request every few milliseconds, sometimes on a new connection, until `isOver`.
static Felt useWell(quint16 port, const std::atomic<bool> &isOver)
{
    Felt felt;
    auto next = Clock::now();
    while (!isOver) {
        QTcpSocket socket;
        for (int i = 0; i < requestsPerConnection && !isOver; ++i, next += goodInterval) {
            QThread::sleep(std::max<std::chrono::nanoseconds>(next - Clock::now(), 0ns));
            const auto start = Clock::now();
            if (i == 0)
                socket.connectToHost(QHostAddress::LocalHost, port);
            if ((i > 0 || socket.waitForConnected(5'000)) && ask(socket))
                felt.waits.push_back(std::chrono::duration<double, std::milli>(Clock::now() - start).count());
            else
                ++felt.failed;
        }
    }
    return felt;
}

// In MiB. `field` is one of /proc/PID/status.
static double memory(qint64 pid, const QByteArray &field)
{
    QFile file(u"/proc/%1/status"_s.arg(pid));
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    for (const QByteArray &line : file.readAll().split('\n')) {
        if (line.startsWith(field + ':'))
            return line.sliced(field.size() + 1).chopped(2).trimmed().toDouble() / 1024;
    }
    return 0;
}

static Felt feel(quint16 port, const std::function<void()> &meanwhile)
{
    std::atomic<bool> isOver = false;
    Felt felt;
    const std::unique_ptr<QThread> thread(QThread::create([&] { felt = useWell(port, isOver); }));
    thread->start();
    meanwhile();
    isOver = true;
    thread->wait();
    return felt;
}

static void print(const char *when, Felt felt)
{
    std::printf("%-10s %8zu good requests  %3d failed   p50 %7.2f ms   p99 %7.2f ms   max %7.2f ms\n", when,
                felt.waits.size(), felt.failed, felt.at(0.5), felt.at(0.99), felt.at(1));
    std::fflush(stdout);
}

static void print(const char *kind, const AbuseResult &result)
{
    QByteArray statuses;
    for (const auto &[status, count] : result.statuses)
        statuses += ' ' + QByteArray::number(count) + " x "
            + (status == 0 ? QByteArray("no answer") : QByteArray::number(status));
    std::printf("%-10s %4d of %4d closed, the last after %.1f s; answers:%s\n", kind, result.closed, result.all,
                std::chrono::duration<double>(result.last).count(), statuses.constData());
}

int main(int argc, char *argv[])
{
    QCoreApplication app(argc, argv);
    QCommandLineParser parser;
    parser.setApplicationDescription(
        u"1,000 connections that send their header a byte at a time and 100 that send bodies of 1 GiB, all at once,\n"
        "and what a good client feels of it. Exits 1 where an aim is missed."_s);
    parser.addHelpOption();
    parser.process(app);

    Test::DaemonProcess daemon(QStringLiteral(WEBJABBERD_PATH));
    if (!daemon.start("[http]\naccess_log = false\n"))
        qFatal("%s", daemon.log().constData());
    print("quiet", feel(daemon.port(), [] { QThread::sleep(quietTime); }));
    const double before = memory(daemon.pid(), "VmHWM");
    Abuse abuse;
    Felt felt = feel(daemon.port(), [&] { abuse = runAbusers(daemon.port(), abuseTime); });
    const double growth = memory(daemon.pid(), "VmHWM") - before;
    print("abused", felt);
    print("slow", abuse.slow);
    print("bodies", abuse.bodies);
    std::printf("memory     %.1f MiB, %.1f MiB more at its peak\n", before, growth);

    const bool areAllClosed = abuse.slow.closed == abuse.slow.all && abuse.bodies.closed == abuse.bodies.all;
    const bool isGood = felt.failed == 0 && felt.at(0.99) < maxP99 && growth < maxGrowth && areAllClosed
        && std::max(abuse.slow.last, abuse.bodies.last) < maxBadTime;
    std::printf("%s\n", isGood ? "all aims are reached" : "AN AIM IS MISSED");
    return isGood ? 0 : 1;
}
