// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractTableModel>
#include <QElapsedTimer>
#include <QJsonObject>

#include <array>
#include <chrono>
#include <deque>

namespace WebJabber {

// The daemon's traffic in the last 15 minutes, in intervals of a few seconds. The oldest interval is first; the last
// one is still running.
class RatesModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { ReceivedColumn, SentColumn, PushesColumn, FailedPushesColumn, ColumnCount };
    static constexpr qsizetype intervals = 181; // 15 minutes of 5 s, and the running interval

    explicit RatesModel(QObject *parent = nullptr);

    // Takes the past from GET /status?history=true.
    void setHistory(const QJsonObject &status);
    // Takes the current counters from a `status` event.
    void update(const QJsonObject &status);

    // Per second; the cells hold counts.
    double rate(int row, int column) const;
    std::chrono::seconds interval() const { return m_interval; }
    // The sum over all intervals.
    qint64 total(int column) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    using Counts = std::array<qint64, ColumnCount>;

    static Counts countersOf(const QJsonObject &status);
    void startInterval();

    std::deque<Counts> m_intervals;
    Counts m_atStart{}; // the counters at the start of the running interval
    std::chrono::seconds m_interval{5};
    QElapsedTimer m_age; // of the running interval
    qint64 m_pid = 0; // if it changes, the counters restart
};

} // namespace WebJabber
