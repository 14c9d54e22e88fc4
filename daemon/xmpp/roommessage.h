// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/event.h"
#include "xmpp/archiveposition.h"

#include <QDomElement>

#include <optional>

namespace WebJabber {

// What the meaning of a room's messages depends on.
struct RoomContext {
    Jid account; // bare
    Jid room; // bare
    QString nick; // the account's own in the room; empty: not joined
    QString occupantId; // the account's own; empty: unknown
    // Whether the room announces these ids. Otherwise they are the sender's and do not count (XEP-0359, section 6;
    // XEP-0421, section 4).
    bool hasStanzaIds = false;
    bool hasOccupantIds = false;
};

// Returns the event of a groupchat message (XEP-0045): a text, a file or a change to an earlier message, a subject, a
// marker, or a retraction by a moderator (XEP-0425). Returns nullopt if it is not from the room or has no content that
// is stored. Members of content: kind, with, nick, occupant_id, ref. Event::stanzaId is set by the room. A message that
// the account itself sent has Direction::Out; it is recognized by its occupant id, else, if it is live, by its
// nickname. Pure.
std::optional<Event> eventFromRoomMessage(const QDomElement &message, const RoomContext &context,
                                          const QDateTime &received);

// One result of a query to the room's archive (XEP-0313).
struct RoomArchivedStanza {
    QString queryId;
    ArchivePosition position; // of this result
    std::optional<Event> event; // nullopt if its kind is not stored. Has content.jid if the room shows the address
};

// Returns nullopt if the message is not such a result or is not from the room's bare JID. The caller must check that it
// made the query.
std::optional<RoomArchivedStanza> roomArchivedStanzaFrom(const QDomElement &message, const RoomContext &context,
                                                         const QDateTime &received);

} // namespace WebJabber
