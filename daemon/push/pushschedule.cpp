// SPDX-License-Identifier: GPL-3.0-or-later
#include "push/pushschedule.h"

namespace WebJabber {

void PushSchedule::add(const QString &id, const QDateTime &when)
{
    const auto known = m_times.constFind(id);
    if (known != m_times.cend() && *known <= when)
        return;
    remove(id);
    m_times.insert(id, when);
    m_order.emplace(when, id);
}

void PushSchedule::remove(const QString &id)
{
    const auto known = m_times.constFind(id);
    if (known == m_times.cend())
        return;
    m_order.erase({*known, id});
    m_times.erase(known);
}

QStringList PushSchedule::takeDue(const QDateTime &now)
{
    QStringList due;
    while (!m_order.empty() && m_order.begin()->first <= now) {
        due.append(m_order.begin()->second);
        remove(due.last());
    }
    return due;
}

} // namespace WebJabber
