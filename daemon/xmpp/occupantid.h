// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDomElement>
#include <QString>

namespace WebJabber {

// The length of the longest occupant id that is accepted, in UTF-16 units.
inline constexpr qsizetype maxOccupantIdLength = 128;
// The length of the longest nickname that is accepted, in bytes of UTF-8 (RFC 7622, section 3.4).
inline constexpr qsizetype maxNickBytes = 1023;

// Returns the id that a room gave to the sender of a stanza (XEP-0421). It is empty if there is none, if there are
// several, as a sender may have written one of them, or if it is too long. The caller must check whether the room
// announces ids at all (RoomFeatures::occupantIds). Pure.
QString occupantIdOf(const QDomElement &stanza);

// Whether the room can have given an occupant this nickname.
bool isNick(const QString &nick);

} // namespace WebJabber
