// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/serviceorder.h"

#include <QRandomGenerator>

#include <algorithm>
#include <numeric>

namespace WebJabber {

using Iterator = QList<ServiceRecord>::iterator;

// Chooses one of the records of one priority at random and moves it to the front.
static void chooseFirst(Iterator begin, Iterator end, const RandomNumber &random)
{
    // Records with weight 0 come first, so that they have a small chance too (RFC 2782).
    std::stable_partition(begin, end, [](const ServiceRecord &record) { return record.weight == 0; });
    const auto add = [](quint32 sum, const ServiceRecord &record) { return sum + record.weight; };
    const quint32 chosen = random(std::accumulate(begin, end, quint32(0), add));
    quint32 sum = 0;
    const auto first = std::find_if(begin, end, [&](const ServiceRecord &record) {
        sum += record.weight;
        return sum >= chosen;
    });
    if (first != end)
        std::rotate(begin, first, std::next(first));
}

QList<ServiceRecord> inServiceOrder(QList<ServiceRecord> records, const RandomNumber &random)
{
    std::ranges::stable_sort(records, std::ranges::less(), &ServiceRecord::priority);
    for (auto begin = records.begin(); begin != records.end(); ++begin) {
        const auto end = std::find_if(begin, records.end(), [priority = begin->priority](const ServiceRecord &record) {
            return record.priority != priority;
        });
        chooseFirst(begin, end, random);
    }
    return records;
}

QList<ServiceRecord> inServiceOrder(const QList<ServiceRecord> &records)
{
    return inServiceOrder(records, [](quint32 bound) { return QRandomGenerator::global()->bounded(bound + 1); });
}

} // namespace WebJabber
