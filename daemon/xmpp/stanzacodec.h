// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/event.h"
#include "shared/outgoing.h"
#include "xmpp/archiveposition.h"
#include "xmpp/callsignal.h"
#include "xmpp/stanzaerror.h"

#include <QDomElement>

#include <optional>

namespace WebJabber {

// Converts stanzas to the values that the store keeps. Pure. `received` is the time when a stanza arrived. It
// is the time of the event, unless the stanza states a delay (XEP-0203).

// Returns the event of a <message/>: a text, a file or a change to an earlier message; an invitation; else a
// receipt (XEP-0184), else a "displayed" marker (XEP-0333). Returns nullopt for errors, messages in rooms, chat
// states, key exchanges and messages that only wrap another one. A stanza id counts only if the account's own
// server assigned it (XEP-0359, section 5). A message from the account to itself has Direction::Out.
std::optional<Event> eventFromMessage(const QDomElement &message, const Jid &account, const QDateTime &received);

// The content of a carbon (XEP-0280) from the account's own server.
struct Carbon {
    QDomElement message;
    Direction direction = Direction::In; // Out: another client of the account sent it
};

std::optional<Carbon> carbonFromMessage(const QDomElement &message, const Jid &account);

// Returns the event in a carbon (XEP-0280), which is a copy of a message that another client of the account received,
// or sent (Direction::Out). Returns nullopt if the account's own server did not make the copy (CVE-2017-5589), or if
// the copy is a received private message of a room, as the room sends it to each client (XEP-0280, section 6.1).
std::optional<Event> eventFromCarbon(const QDomElement &message, const Jid &account, const QDateTime &received);

// Returns the event in a <presence/> about subscriptions (RFC 6121, section 3). A request has the members
// `nick` (XEP-0172) and `text` (<status/>) if its sender gave them.
std::optional<Event> eventFromPresence(const QDomElement &presence, const Jid &account, const QDateTime &received);

// One result of an archive query (XEP-0313).
struct ArchivedStanza {
    QString queryId;
    ArchivePosition position; // of this result
    std::optional<Event> event; // nullopt if its kind is not stored
    std::optional<CallSignal> call;
    QString ownId; // the id that its author gave it, if the account sent it
    std::optional<Bounce> bounce; // set if it returns a message of the account
};

// Returns nullopt if the message is not such a result or is not from the account's own archive. The caller
// must check that it made the query.
std::optional<ArchivedStanza> archivedStanzaFrom(const QDomElement &message, const Jid &account,
                                                 const QDateTime &received);

// The chat state of a contact (XEP-0085). It is transient and not stored.
struct ChatState {
    Jid contact; // bare
    QString state; // "active", "composing", "paused", "inactive", "gone"
};

// Returns nullopt if the message has no state, or if it was delayed, as the state is out of date then.
std::optional<ChatState> chatStateFromMessage(const QDomElement &message);

// A bounce is a message that was sent and returned (RFC 6120, section 8.3). Its text is truncated to
// maxBounceText. Its condition is undefined-condition if the error has none. The caller must check that the
// account sent the message, and whether the sender of the bounce may return it.
inline constexpr qsizetype maxBounceText = maxErrorText; // UTF-16 units

std::optional<Bounce> bounceFromMessage(const QDomElement &message, const Jid &account);

} // namespace WebJabber
