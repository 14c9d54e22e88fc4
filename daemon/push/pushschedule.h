// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>
#include <QHash>
#include <QString>
#include <QStringList>

#include <set>

namespace WebJabber {

// What is to be done when: one time for each id.
class PushSchedule
{
public:
    // The earlier one counts where there is one already.
    void add(const QString &id, const QDateTime &when);
    void remove(const QString &id);
    // Those whose time has come, in the order of time.
    QStringList takeDue(const QDateTime &now);
    // Null where nothing is to be done.
    QDateTime next() const { return m_order.empty() ? QDateTime() : m_order.begin()->first; }

private:
    std::set<std::pair<QDateTime, QString>> m_order;
    QHash<QString, QDateTime> m_times;
};

} // namespace WebJabber
