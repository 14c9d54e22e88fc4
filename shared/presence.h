// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/jid.h"
#include "shared/nametable.h"

#include <QList>
#include <QString>
#include <QStringList>

namespace WebJabber {

// The availability of a resource (RFC 6121, section 4.7.2.1).
enum class Show { Offline, Online, Chat, Away, Xa, Dnd };

inline constexpr NameTable showNames(std::array{
    std::pair(Show::Offline, QLatin1StringView("offline")),
    std::pair(Show::Online, QLatin1StringView("online")),
    std::pair(Show::Chat, QLatin1StringView("chat")),
    std::pair(Show::Away, QLatin1StringView("away")),
    std::pair(Show::Xa, QLatin1StringView("xa")),
    std::pair(Show::Dnd, QLatin1StringView("dnd")),
});

struct ResourcePresence {
    QString resource;
    Show show = Show::Offline;
    QString status;
    int priority = 0;
};

// A roster entry with the presence of its resources.
struct Contact {
    Jid jid; // bare
    QString name;
    QStringList groups;
    QString subscription; // "none", "to", "from", "both"
    QList<ResourcePresence> resources; // only available ones

    bool isOnline() const { return !resources.isEmpty(); }
};

} // namespace WebJabber
