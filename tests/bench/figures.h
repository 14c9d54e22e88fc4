// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLatin1StringView>
#include <QList>
#include <QMap>

#include <array>
#include <vector>

namespace WebJabber::Bench {

// The rows of bench_gateway's table, in order.
enum class Row {
    ResidentPlain,
    ResidentPlainBare,
    ResidentPlainRatio,
    ResidentTls,
    ResidentTlsBare,
    ResidentTlsRatio,
    LoginsPlain,
    LoginsTls,
    IdleProcessor,
    StreamProcessorPlain,
    StreamProcessorQt,
    StreamProcessorQtRatio,
    ProcessorPlainBare,
    StreamProcessorTls,
    ProcessorTlsBare,
    StreamProcessorGrowth,
    StreamP50,
    StreamP99,
    PushProcessor,
    PushProcessorGrowth,
    PushP50,
    PushP99,
    BackTime,
    BackPeak,
    WideP50,
    WideP99,
    EventsRate,
    BareRouteRate,
    EventsRatio,
    ReceiveRate,
    ReceiveRatio,
    PostRate,
    BareInsertRate,
    BareInsertProcessor,
    BareInsertP99,
    RestartMost,
    RestartAll,
    RestartPeak,
    RestartLostIn,
    RestartLostOut,
    RestartTwice,
    LostInAll,
    Count,
};

double median(std::vector<double> values);

// The measured values by row and number of sessions. Of several runs the median counts.
class Figures
{
public:
    void add(Row row, int sessions, double value);
    // The value of the newest run, for ratios; 0 if there is none.
    double last(Row row, int sessions) const;
    // One line per row, with its target and whether it is met.
    void print(const QList<int> &sizes) const;

private:
    std::array<QMap<int, std::vector<double>>, std::size_t(Row::Count)> m_values;
};

} // namespace WebJabber::Bench
