// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractTableModel>
#include <QElapsedTimer>
#include <QJsonObject>

#include <array>
#include <chrono>
#include <deque>

namespace WebJabber {

// What went through the daemon in the last 15 minutes, in intervals of some
// seconds: the oldest first, the last one still running.
class RatesModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { ReceivedColumn, SentColumn, PushesColumn, FailedPushesColumn, ColumnCount };
    static constexpr qsizetype intervals = 181; // 15 minutes of 5 s, and the running one

    explicit RatesModel(QObject *parent = nullptr);

    // From GET /status?history=true: the past.
    void setHistory(const QJsonObject &status);
    // From each `status`: the counters as they stand now.
    void update(const QJsonObject &status);

    // Per second; the cells hold how many there were.
    double rate(int row, int column) const;
    std::chrono::seconds interval() const { return m_interval; }
    // What there was in all the intervals together.
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
    Counts m_atStart{}; // the counters when the running interval began
    std::chrono::seconds m_interval{5};
    QElapsedTimer m_age; // of the running interval
    qint64 m_pid = 0; // another one: the counters begin anew
};

} // namespace WebJabber
