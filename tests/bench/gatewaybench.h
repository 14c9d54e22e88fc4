// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "figures.h"
#include "loadedgateway.h"

namespace WebJabber::Bench {

struct GatewayPlan {
    QList<int> sizes{100, 1'000, 4'000, 9'000};
    int restarted = 2'000; // sessions, for the restart of the server under traffic
    int iterations = 1; // SCRAM iterations
    std::chrono::seconds time{20}; // duration of the messages for each figure
    std::chrono::seconds idleTime{120}; // every session is pinged once in it
    QByteArray httpLines; // lines for the daemon's [http]
};

// Runs all measurements of bench_gateway once, for the daemon and for the references.
class GatewayBench
{
public:
    GatewayBench(const GatewayPlan &plan, Figures &figures)
        : m_plan(plan)
        , m_figures(figures)
    {
    }

    void run();

private:
    GatewaySetup setup(int sessions, Wire wire) const;
    void measurePlain(int sessions);
    void measureTls(int sessions);
    void measureQtDispatcher(int sessions);
    void measureBareClients(int sessions, Wire wire);
    void measureGrowth(int sessions);
    void measureHttp(LoadedGateway &gateway, int sessions);
    void measureBareInserts(int sessions);
    void measureRestart();
    void add(Row row, int sessions, double value) { m_figures.add(row, sessions, value); }
    void addRatio(Row row, int sessions, Row dividend, Row divisor);

    const GatewayPlan &m_plan;
    Figures &m_figures;
    double m_lost = 0;
};

} // namespace WebJabber::Bench
