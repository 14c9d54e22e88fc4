// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/storedtypes.h"

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace WebJabber {

static constexpr std::array pushKinds{
    std::pair(PushKind::SimplePush, "simplepush"_L1),
    std::pair(PushKind::Webhook, "webhook"_L1),
    std::pair(PushKind::WebPush, "webpush"_L1),
    std::pair(PushKind::UnifiedPush, "unifiedpush"_L1),
};

static constexpr std::array pushPayloads{
    std::pair(PushPayload::None, "none"_L1),
    std::pair(PushPayload::Id, "id"_L1),
    std::pair(PushPayload::Full, "full"_L1),
};

template<typename T, std::size_t count>
static QLatin1StringView nameIn(const std::array<std::pair<T, QLatin1StringView>, count> &table, T value)
{
    return std::ranges::find(table, value, &std::pair<T, QLatin1StringView>::first)->second;
}

template<typename T, std::size_t count>
static std::optional<T> valueIn(const std::array<std::pair<T, QLatin1StringView>, count> &table, QStringView name)
{
    const auto found = std::ranges::find_if(table, [name](const auto &entry) { return entry.second == name; });
    return found == table.end() ? std::nullopt : std::optional(found->first);
}

QLatin1StringView pushKindName(PushKind kind)
{
    return nameIn(pushKinds, kind);
}

std::optional<PushKind> pushKindFromName(QStringView name)
{
    return valueIn(pushKinds, name);
}

QLatin1StringView pushPayloadName(PushPayload payload)
{
    return nameIn(pushPayloads, payload);
}

std::optional<PushPayload> pushPayloadFromName(QStringView name)
{
    return valueIn(pushPayloads, name);
}

} // namespace WebJabber
