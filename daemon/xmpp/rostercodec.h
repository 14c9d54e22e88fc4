// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/presence.h"

#include <QDomElement>

#include <optional>

namespace WebJabber {

// Converts stanzas to the values of a roster. Pure.

// One <item/> of a roster (RFC 6121, section 2.1.2).
struct RosterItem {
    QString address; // as the server writes it; not necessarily a normalised or bare JID
    Contact contact; // under the normalised bare JID; the subscription may also be "remove"
};

// Returns the items of a roster result or push. Items without an address are omitted.
QList<RosterItem> rosterItemsFrom(const QDomElement &iq);

// Whether this is a roster push that must be accepted. It must be from the account's own server, so its
// sender is the bare JID or absent (RFC 6121, section 2.1.6).
bool isRosterPush(const QDomElement &iq, const Jid &account);

// The availability that a <presence/> states for its sender.
struct PresenceUpdate {
    Jid contact; // bare
    ResourcePresence presence; // without a resource: of all if Offline, else of the bare JID
};

// In UTF-16 code units. A longer status is truncated.
inline constexpr qsizetype maxContactStatusLength = 1024;

// Returns nullopt for subscription presence, errors and probes.
std::optional<PresenceUpdate> presenceUpdateFrom(const QDomElement &presence);

} // namespace WebJabber
