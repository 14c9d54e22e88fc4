// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/event.h"

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace WebJabber {

static constexpr std::array typeNames{
    std::pair(EventType::Message, "message"_L1),
    std::pair(EventType::Receipt, "receipt"_L1),
    std::pair(EventType::Marker, "marker"_L1),
    std::pair(EventType::Subscription, "subscription"_L1),
    std::pair(EventType::Correction, "correction"_L1),
    std::pair(EventType::Retraction, "retraction"_L1),
    std::pair(EventType::Reaction, "reaction"_L1),
    std::pair(EventType::Invitation, "invitation"_L1),
    std::pair(EventType::Call, "call"_L1),
    std::pair(EventType::Session, "session"_L1),
    std::pair(EventType::Reset, "reset"_L1),
};

QLatin1StringView eventTypeName(EventType type)
{
    return std::ranges::find(typeNames, type, [](const auto &entry) { return entry.first; })->second;
}

std::optional<EventType> eventTypeFromName(QStringView name)
{
    const auto found = std::ranges::find_if(typeNames, [name](const auto &entry) { return name == entry.second; });
    return found == typeNames.end() ? std::nullopt : std::optional(found->first);
}

} // namespace WebJabber
