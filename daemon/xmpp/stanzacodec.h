// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/event.h"
#include "shared/outgoing.h"
#include "xmpp/archiveposition.h"
#include "xmpp/callsignal.h"

#include <QDomElement>

#include <optional>

namespace WebJabber {

// Between stanzas and the values the store keeps. Pure. `received` is the time
// a stanza came, which counts unless the stanza says that it was kept back
// (XEP-0203).

// The event a <message/> stands for: what somebody wrote, shared, or did to an
// earlier message; an invitation; else a receipt (XEP-0184), else a "displayed"
// marker (XEP-0333). Nothing for the rest: errors, rooms, chat states, key
// exchanges and what only wraps another message. A stanza id counts only if the
// account's own server gave it (XEP-0359, section 5). A message from the account
// to itself has Direction::Out.
std::optional<Event> eventFromMessage(const QDomElement &message, const Jid &account, const QDateTime &received);

// What a carbon (XEP-0280) of the account's own server holds.
struct Carbon {
    QDomElement message;
    Direction direction = Direction::In; // Out: another client of the account sent it
};

std::optional<Carbon> carbonFromMessage(const QDomElement &message, const Jid &account);

// The event in a carbon (XEP-0280): a copy of what another client of the
// account received, or sent (Direction::Out). Nothing where the copy was not
// made by the account's own server (CVE-2017-5589).
std::optional<Event> eventFromCarbon(const QDomElement &message, const Jid &account, const QDateTime &received);

// The event in a <presence/> about subscriptions (RFC 6121, section 3). A request
// has the members `nick` (XEP-0172) and `text` (<status/>) if its sender gave them.
std::optional<Event> eventFromPresence(const QDomElement &presence, const Jid &account, const QDateTime &received);

// One result of an archive query (XEP-0313).
struct ArchivedStanza {
    QString queryId;
    ArchivePosition position; // its own
    std::optional<Event> event; // nothing where it is of a kind that is not kept
    std::optional<CallSignal> call;
    QString ownId; // the id that we gave it, if the account sent it
    std::optional<Bounce> bounce; // a stanza of ours that came back
};

// Nothing where the message is no such result or does not come from the
// account's own archive. That the query was ours is for the caller to check.
std::optional<ArchivedStanza> archivedStanzaFrom(const QDomElement &message, const Jid &account,
                                                 const QDateTime &received);

// What a contact is doing (XEP-0085); it passes and is not kept.
struct ChatState {
    Jid contact; // bare
    QString state; // "active", "composing", "paused", "inactive", "gone"
};

// Nothing where it holds none or was kept back, as then it is no longer true.
std::optional<ChatState> chatStateFromMessage(const QDomElement &message);

// A message of ours that came back (RFC 6120, section 8.3). Its text is cut to
// maxBounceText; without a condition it is undefined-condition. Whether the
// message was ours, and who may return it, is for the caller to check.
inline constexpr qsizetype maxBounceText = 1024; // UTF-16 units

std::optional<Bounce> bounceFromMessage(const QDomElement &message, const Jid &account);

} // namespace WebJabber
