// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/jid.h"

#include <QList>
#include <QString>
#include <QStringList>

#include <optional>

namespace WebJabber {

// How available a resource says it is (RFC 6121, section 4.7.2.1).
enum class Show { Offline, Online, Chat, Away, Xa, Dnd };

QLatin1StringView showName(Show show);
std::optional<Show> showFromName(QStringView name);

struct ResourcePresence {
    QString resource;
    Show show = Show::Offline;
    QString status;
    int priority = 0;
};

// One roster entry with the presence of each of its resources.
struct Contact {
    Jid jid; // bare
    QString name;
    QStringList groups;
    QString subscription; // "none", "to", "from", "both"
    QList<ResourcePresence> resources; // only available ones

    bool isOnline() const { return !resources.isEmpty(); }
};

} // namespace WebJabber
