// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/refusalpolicy.h"

#include "shared/backoff.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace WebJabber {

bool RefusalPolicy::noteProven()
{
    m_isProven = true;
    return std::exchange(m_refusals, 0) > 0;
}

bool RefusalPolicy::noteSignedIn()
{
    noteProven();
    return std::exchange(m_isRefusalStored, false);
}

std::optional<std::chrono::milliseconds> RefusalPolicy::nextTry(const QList<std::chrono::milliseconds> &waits)
{
    return m_isProven && m_refusals < waits.size() ? std::optional(waits.at(m_refusals++)) : std::nullopt;
}

bool RefusalPolicy::noteRefused()
{
    return m_isProven && !std::exchange(m_isRefusalStored, true);
}

std::chrono::milliseconds RefusalPolicy::nextAfterConflict(std::chrono::milliseconds first, QRandomGenerator &random)
{
    constexpr int doublings = 5;
    const int conflicts = std::exchange(m_conflicts, qint8(std::min(m_conflicts + 1, doublings)));
    return Backoff{first, longestConflictWait, Backoff::Jitter::Half}.delay(conflicts, random);
}

Event sessionEvent(const Jid &account, const std::optional<Problem> &refusal)
{
    QJsonObject content{{u"state"_s, refusal ? u"refused"_s : u"online"_s}};
    if (refusal) {
        content.insert("reason"_L1, problemInfo(refusal->code).name);
        content.insert("condition"_L1, refusal->condition);
        content.insert("text"_L1, refusal->detail);
    }
    Event event;
    event.type = EventType::Session;
    event.account = event.from = event.to = account;
    event.time = QDateTime::currentDateTimeUtc();
    event.content = QJsonDocument(content).toJson(QJsonDocument::Compact);
    return event;
}

} // namespace WebJabber
