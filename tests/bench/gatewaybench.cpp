// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/sqlstore.h"

#include "gatewaybench.h"

#include "bareclients.h"
#include "bareloop.h"
#include "benchevent.h"
#include "processmeter.h"

#include <QCoreApplication>
#include <QTemporaryDir>

#include <algorithm>
#include <array>
#include <cstdio>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace WebJabber::Bench {

static constexpr double kibibyte = 1024;
static constexpr double rate = 100; // messages per second
static constexpr int watched = 100; // accounts that receive them, for any number of sessions
// An account gets at most one push every two seconds.
static constexpr double pushRate = 40;
static constexpr auto insertTime = 5s;
static constexpr int turns = 5; // rounds of HTTP requests
static constexpr int wideSessions = 1'000; // at this number all are watched, and HTTP is measured
static constexpr int quickReconnects = 250; // per second

GatewaySetup GatewayBench::setup(int sessions, Wire wire) const
{
    return {.sessions = sessions,
            .wire = wire,
            .iterations = m_plan.iterations,
            .reconnectsPerSecond = quickReconnects,
            .httpLines = m_plan.httpLines};
}

void GatewayBench::addRatio(Row row, int sessions, Row dividend, Row divisor)
{
    add(row, sessions, m_figures.last(dividend, sessions) / m_figures.last(divisor, sessions));
}

void GatewayBench::run()
{
    for (const int sessions : m_plan.sizes) {
        std::fprintf(stderr, "%d sessions, plain\n", sessions);
        measurePlain(sessions);
        measureQtDispatcher(sessions);
        measureBareClients(sessions, Wire::Plain);
        addRatio(Row::StreamProcessorQtRatio, sessions, Row::StreamProcessorQt, Row::StreamProcessorPlain);
        addRatio(Row::ResidentPlainRatio, sessions, Row::ResidentPlain, Row::ResidentPlainBare);
        std::fprintf(stderr, "%d sessions, TLS\n", sessions);
        measureTls(sessions);
        measureBareClients(sessions, Wire::Tls);
        addRatio(Row::ResidentTlsRatio, sessions, Row::ResidentTls, Row::ResidentTlsBare);
        measureGrowth(sessions);
    }
    measureRestart();
    add(Row::LostInAll, m_plan.sizes.first(), std::exchange(m_lost, 0));
}

void GatewayBench::measurePlain(int sessions)
{
    LoadedGateway gateway(setup(sessions, Wire::Plain));
    add(Row::LoginsPlain, sessions, gateway.signIn());
    add(Row::ResidentPlain, sessions, gateway.residentPerSession() / kibibyte);
    const Traffic traffic = gateway.stream(std::min(watched, sessions), rate, m_plan.time);
    add(Row::StreamProcessorPlain, sessions, traffic.processorTime);
    m_lost += double(traffic.lost);
}

void GatewayBench::measureQtDispatcher(int sessions)
{
    qputenv("WEBJABBER_EVENT_DISPATCHER", "qt");
    LoadedGateway gateway(setup(sessions, Wire::Plain));
    qunsetenv("WEBJABBER_EVENT_DISPATCHER");
    gateway.signIn();
    const Traffic traffic = gateway.stream(std::min(watched, sessions), rate, m_plan.time);
    add(Row::StreamProcessorQt, sessions, traffic.processorTime);
    m_lost += double(traffic.lost);
}

void GatewayBench::measureTls(int sessions)
{
    LoadedGateway gateway(setup(sessions, Wire::Tls));
    add(Row::LoginsTls, sessions, gateway.signIn());
    add(Row::ResidentTls, sessions, gateway.residentPerSession() / kibibyte);
    add(Row::IdleProcessor, sessions, 100 * gateway.idleShare(m_plan.idleTime));
    const Traffic streamed = gateway.stream(std::min(watched, sessions), rate, m_plan.time);
    add(Row::StreamProcessorTls, sessions, streamed.processorTime);
    add(Row::StreamP50, sessions, streamed.latency.p50);
    add(Row::StreamP99, sessions, streamed.latency.p99);
    const Traffic pushed = gateway.push(std::min(watched, sessions), pushRate, m_plan.time);
    add(Row::PushProcessor, sessions, pushed.processorTime);
    add(Row::PushP50, sessions, pushed.latency.p50);
    add(Row::PushP99, sessions, pushed.latency.p99);
    m_lost += double(streamed.lost + pushed.lost);
    if (sessions == std::min(wideSessions, m_plan.sizes.last())) {
        const Traffic wide = gateway.stream(sessions, rate, m_plan.time);
        add(Row::WideP50, sessions, wide.latency.p50);
        add(Row::WideP99, sessions, wide.latency.p99);
        m_lost += double(wide.lost);
        measureHttp(gateway, sessions);
    }
    const Recovery comeback = gateway.restartServer();
    add(Row::BackTime, sessions, comeback.all);
    add(Row::BackPeak, sessions, double(comeback.connectsPeak));
}

void GatewayBench::measureGrowth(int sessions)
{
    const int fewest = m_plan.sizes.first();
    add(Row::StreamProcessorGrowth, sessions,
        m_figures.last(Row::StreamProcessorTls, sessions) / m_figures.last(Row::StreamProcessorTls, fewest));
    add(Row::PushProcessorGrowth, sessions,
        m_figures.last(Row::PushProcessor, sessions) / m_figures.last(Row::PushProcessor, fewest));
}

void GatewayBench::measureBareClients(int sessions, Wire wire)
{
    BareClients clients(sessions, wire, m_plan.iterations);
    const bool plain = wire == Wire::Plain;
    add(plain ? Row::ResidentPlainBare : Row::ResidentTlsBare, sessions, clients.residentPerClient() / kibibyte);
    add(plain ? Row::ProcessorPlainBare : Row::ProcessorTlsBare, sessions,
        clients.processorPerMessage(std::min(watched, sessions), rate, m_plan.time));
}

// Alternates between the candidates every second, so that other load on the machine affects all of them.
void GatewayBench::measureHttp(LoadedGateway &gateway, int sessions)
{
    BenchProcess route(QStringLiteral(BAREHTTP_PATH), {});
    HttpLoad bare(route.waitFor("port").toUShort(), 32);
    const QByteArray request = httpRequest("GET", "/v1/events?after=10", QByteArray(46, 'x'));
    static constexpr std::array rows{Row::EventsRate, Row::BareRouteRate, Row::EventsRatio, Row::ReceiveRate,
                                     Row::ReceiveRatio};
    std::array<std::vector<double>, rows.size()> rates;
    for (int turn = 0; turn < turns; ++turn) {
        const double base = bare.runFor(1s, [&](int) { return request; }, R"("events":[])");
        const double events = gateway.eventsRate(1s);
        const double receive = gateway.receiveRate(1s);
        const std::array values{events, base, events / base, receive, receive / base};
        for (std::size_t i = 0; i < values.size(); ++i)
            rates.at(i).push_back(values.at(i));
    }
    for (std::size_t i = 0; i < rows.size(); ++i)
        add(rows.at(i), sessions, median(rates.at(i)));
    add(Row::PostRate, sessions, gateway.postRate(5s));
    measureBareInserts(sessions);
}

void GatewayBench::measureBareInserts(int sessions)
{
    static constexpr int accounts = 100;
    const QTemporaryDir directory;
    {
        auto store = SqlStore::open(directory.path());
        if (!store)
            qFatal("%s", qPrintable(store.error().detail));
        for (int account = 0; account < accounts; ++account)
            (*store)->saveAccount(benchAccount(account), "sealed");
    }
    BareLoop loop(directory.filePath(u"webjabber.db"_s), accounts);
    const auto processor = processorTime(QCoreApplication::applicationPid());
    const auto begin = Clock::now();
    std::vector<double> commits; // milliseconds
    while (Clock::now() < begin + insertTime) {
        const auto start = Clock::now();
        loop.commit(1);
        commits.push_back(std::chrono::duration<double, std::milli>(Clock::now() - start).count());
    }
    const auto count = double(commits.size());
    const auto cost = processorTime(QCoreApplication::applicationPid()) - processor;
    add(Row::BareInsertRate, sessions, count / std::chrono::duration<double>(Clock::now() - begin).count());
    add(Row::BareInsertProcessor, sessions, std::chrono::duration<double, std::micro>(cost).count() / count);
    std::ranges::sort(commits);
    add(Row::BareInsertP99, sessions, commits.at(commits.size() * 99 / 100));
}

void GatewayBench::measureRestart()
{
    std::fprintf(stderr, "%d sessions, the server is restarted\n", m_plan.restarted);
    GatewaySetup restarted = setup(m_plan.restarted, Wire::Tls);
    restarted.reconnectsPerSecond = 50; // the default, to which the target applies
    LoadedGateway gateway(restarted);
    gateway.signIn();
    const Recovery comeback = gateway.restartServerInTraffic();
    add(Row::RestartMost, m_plan.restarted, comeback.most);
    add(Row::RestartAll, m_plan.restarted, comeback.all);
    add(Row::RestartPeak, m_plan.restarted, double(comeback.connectsPeak));
    add(Row::RestartLostIn, m_plan.restarted, double(comeback.lostIn));
    add(Row::RestartLostOut, m_plan.restarted, double(comeback.lostOut));
    add(Row::RestartTwice, m_plan.restarted, double(comeback.twiceIn));
}

} // namespace WebJabber::Bench
