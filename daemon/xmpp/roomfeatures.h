// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "xmpp/roomrequests.h"

#include <QDomElement>
#include <QString>

#include <optional>

namespace WebJabber {

// What a room announces of itself (XEP-0045, section 6.4).
struct RoomFeatures {
    QString name; // empty: none
    QString description;
    bool isPublic = false;
    bool isMembersOnly = false;
    bool isAnonymous = true; // only moderators see real addresses
    bool isModerated = false; // visitors may not send
    bool isPasswordProtected = false;
    bool isPersistent = false;
    bool hasArchive = false; // XEP-0313
    bool stanzaIds = false; // XEP-0359: the room removes ids that senders write in its name
    bool occupantIds = false; // XEP-0421
    bool stableIds = false; // echoes have the id that the sender gave (XEP-0045, section 7.4)
    bool reactions = false; // XEP-0444
    bool selfPing = false; // the room itself answers self-pings (XEP-0410, section 4)
    ModerationVersion moderation = ModerationVersion::None; // XEP-0425
    bool isSubjectModifiable = false; // by all who may send
    int occupants = -1; // -1: not stated
    QString avatarHash; // XEP-0486, SHA-1 in hex; empty: none
};

// Reads the answer to a disco#info request. Returns nullopt if the entity is not a room. Pure.
std::optional<RoomFeatures> roomFeaturesFrom(const QDomElement &iq);

} // namespace WebJabber
