// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/presence.h"

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace WebJabber {

static constexpr std::array showNames{
    std::pair(Show::Offline, "offline"_L1), std::pair(Show::Online, "online"_L1), std::pair(Show::Chat, "chat"_L1),
    std::pair(Show::Away, "away"_L1),       std::pair(Show::Xa, "xa"_L1),         std::pair(Show::Dnd, "dnd"_L1),
};

QLatin1StringView showName(Show show)
{
    return std::ranges::find(showNames, show, [](const auto &entry) { return entry.first; })->second;
}

std::optional<Show> showFromName(QStringView name)
{
    const auto found = std::ranges::find_if(showNames, [name](const auto &entry) { return name == entry.second; });
    return found == showNames.end() ? std::nullopt : std::optional(found->first);
}

} // namespace WebJabber
