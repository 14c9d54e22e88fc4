// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>
#include <QHash>
#include <QString>
#include <QStringList>

#include <set>

namespace WebJabber {

// A timer queue with one time for each id.
class PushSchedule
{
public:
    // If the id is scheduled already, the earlier time counts.
    void add(const QString &id, const QDateTime &when);
    void remove(const QString &id);
    // Removes and returns the ids that are due, in the order of time.
    QStringList takeDue(const QDateTime &now);
    // Null if nothing is scheduled.
    QDateTime next() const { return m_order.empty() ? QDateTime() : m_order.begin()->first; }

private:
    std::set<std::pair<QDateTime, QString>> m_order;
    QHash<QString, QDateTime> m_times;
};

} // namespace WebJabber
