// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/models/ratesmodel.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace WebJabber {

static constexpr std::array members{"events_in"_L1, "events_out"_L1, "pushes"_L1, "pushes_failed"_L1};

RatesModel::RatesModel(QObject *parent)
    : QAbstractTableModel(parent)
    , m_intervals(std::size_t(intervals))
{
    m_age.start();
}

RatesModel::Counts RatesModel::countersOf(const QJsonObject &status)
{
    Counts counts{};
    for (std::size_t i = 0; i < counts.size(); ++i)
        counts[i] = status["counters"_L1][members[i]].toInteger();
    return counts;
}

void RatesModel::setHistory(const QJsonObject &status)
{
    const QJsonObject history = status.value("history"_L1).toObject();
    beginResetModel();
    m_interval = std::chrono::seconds(std::max(1, history.value("interval_seconds"_L1).toInt(5)));
    m_intervals.assign(std::size_t(intervals), Counts{});
    Counts past{};
    for (std::size_t column = 0; column < ColumnCount; ++column) {
        const QJsonArray values = history.value(members[column]).toArray();
        const qsizetype count = std::min(values.size(), intervals - 1);
        for (qsizetype i = 0; i < count; ++i) {
            const qint64 value = values.at(values.size() - count + i).toInteger();
            m_intervals[std::size_t(intervals - 1 - count + i)][column] = value;
            past[column] += value;
        }
    }
    // The counters' excess over the history belongs to the running interval, unless the history does not reach back to
    // the start.
    m_atStart = countersOf(status);
    if (history.value(members[0]).toArray().size() < intervals - 1)
        m_atStart = past;
    m_pid = status.value("pid"_L1).toInteger();
    m_age.restart();
    endResetModel();
    update(status);
}

void RatesModel::update(const QJsonObject &status)
{
    const Counts counters = countersOf(status);
    if (std::exchange(m_pid, status.value("pid"_L1).toInteger()) != status.value("pid"_L1).toInteger())
        m_atStart = {};
    Counts &running = m_intervals.back();
    for (std::size_t i = 0; i < counters.size(); ++i)
        running[i] = std::max<qint64>(0, counters[i] - m_atStart[i]);
    const int last = int(intervals) - 1;
    Q_EMIT dataChanged(index(last, 0), index(last, ColumnCount - 1));
    // If the program was suspended, the intervals in between are empty.
    const auto over = std::min<qint64>(m_age.durationElapsed() / m_interval, intervals);
    for (qint64 i = 0; i < over; ++i)
        startInterval();
    if (over > 0) {
        m_atStart = counters;
        m_age.restart();
    }
}

void RatesModel::startInterval()
{
    beginRemoveRows({}, 0, 0);
    m_intervals.pop_front();
    endRemoveRows();
    const int last = int(m_intervals.size());
    beginInsertRows({}, last, last);
    m_intervals.push_back({});
    endInsertRows();
}

double RatesModel::rate(int row, int column) const
{
    return double(m_intervals.at(std::size_t(row))[std::size_t(column)]) / double(m_interval.count());
}

qint64 RatesModel::total(int column) const
{
    qint64 sum = 0;
    for (const Counts &counts : m_intervals)
        sum += counts[std::size_t(column)];
    return sum;
}

int RatesModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_intervals.size());
}

int RatesModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(ColumnCount);
}

QVariant RatesModel::data(const QModelIndex &index, int role) const
{
    if (role != Qt::DisplayRole || !checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    return m_intervals.at(std::size_t(index.row()))[std::size_t(index.column())];
}

QVariant RatesModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case ReceivedColumn:
        return tr("Messages received");
    case SentColumn:
        return tr("Messages sent");
    case PushesColumn:
        return tr("Pushes");
    case FailedPushesColumn:
        return tr("Pushes that failed");
    default:
        return {};
    }
}

} // namespace WebJabber
