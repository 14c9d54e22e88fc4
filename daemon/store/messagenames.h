// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/event.h"

#include <QStringList>

#include <optional>

namespace WebJabber {

// How events refer to earlier messages of their conversation. Pure functions for every kind of store.
//
// Only one-to-one conversations are supported. Their authors are bare JIDs, which servers guarantee. A nickname in a
// room says nothing about the author, because others may take it over.

// The author of an event and its conversation.
struct MessageOrigin {
    Jid conversation; // null: references are not supported here
    Jid author;
};
MessageOrigin messageOrigin(const Event &event);

// Returns the ids by which later events may refer to this one: its id and its origin-id (XEP-0359). Empty if it is no
// message.
QStringList messageIds(const Event &event);

// An earlier message, as an event refers to it.
struct MessageName {
    QString id; // empty: there is no reference
    Jid author; // whose message it is if several authors used the id
};
struct NamedMessages {
    MessageName about; // changed, reacted to, received or read; the author of a change is that of the event
    MessageName repliedTo;
};
NamedMessages namedMessages(const Event &event);

// A message that was found by its name.
struct KnownMessage {
    qint64 seq = 0; // 0: the queue does not hold it any more
    bool isByAuthor = false; // it is by MessageName::author
};
// Sets `about.seq`, `reply_to.seq` and `verified`. Nothing means that the message is unknown.
void setKnownMessages(Event &event, const std::optional<KnownMessage> &about,
                      const std::optional<KnownMessage> &repliedTo);

// Returns the event without what its author wrote: `retracted` is the time of the retraction.
Event retractedForm(Event event, const QDateTime &time);

} // namespace WebJabber
