// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/presence.h"

#include <QDomElement>

#include <optional>

namespace WebJabber {

// Between stanzas and the values of a roster. Pure.

// One <item/> of a roster (RFC 6121, section 2.1.2).
struct RosterItem {
    QString address; // as the server writes it, which need not be a normalised or bare JID
    Contact contact; // under the normalised bare JID; the subscription may also be "remove"
};

// The items of a roster's result or push; those without an address are left out.
QList<RosterItem> rosterItemsFrom(const QDomElement &iq);

// Whether this is a roster push that must be taken: from the account's own
// server, which means from the bare JID or from nobody (RFC 6121, section 2.1.6).
bool isRosterPush(const QDomElement &iq, const Jid &account);

// What a <presence/> says of the availability of its sender.
struct PresenceUpdate {
    Jid contact; // bare
    ResourcePresence presence; // without a resource: of all if Offline, else of the bare JID
};

// A longer status is cut.
inline constexpr qsizetype maxContactStatusLength = 1024;

// Nothing for presence that is about subscriptions, errors and probes.
std::optional<PresenceUpdate> presenceUpdateFrom(const QDomElement &presence);

} // namespace WebJabber
