// SPDX-License-Identifier: GPL-3.0-or-later
#include "arrivals.h"

#include <QSet>

#include <algorithm>
#include <vector>

namespace WebJabber::Bench {

Arrival arrivalOf(const QByteArray &json, Clock::time_point came)
{
    static constexpr QByteArrayView name = "\"id\":\"";
    const qsizetype begin = json.indexOf(name) + name.size();
    const qsizetype dash = json.indexOf('-', begin);
    const qsizetype end = json.indexOf('"', begin);
    if (begin < name.size() || dash < 0 || dash > end)
        return {};
    return {Clock::time_point(Clock::duration(json.sliced(begin, dash - begin).toLongLong())),
            json.sliced(dash + 1, end - dash - 1).toLongLong(), came};
}

Latency latencyOf(const QList<Arrival> &arrivals)
{
    if (arrivals.isEmpty())
        return {};
    std::vector<double> waits;
    for (const Arrival &arrival : arrivals)
        waits.push_back(std::chrono::duration<double, std::milli>(arrival.came - arrival.sent).count());
    std::ranges::sort(waits);
    return {waits.at(waits.size() / 2), waits.at(waits.size() * 99 / 100)};
}

Tally tallyOf(const QList<Arrival> &arrivals)
{
    QSet<qint64> numbers;
    for (const Arrival &arrival : arrivals)
        numbers.insert(arrival.number);
    return {numbers.size(), arrivals.size() - numbers.size()};
}

} // namespace WebJabber::Bench
