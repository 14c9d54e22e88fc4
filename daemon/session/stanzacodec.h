// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <event.h>

#include <QDomElement>

#include <optional>

namespace WebJabber {

// Between stanzas and the values the store keeps. Pure.

// The event a <message/> stands for; nothing where it holds no text for a
// person (RFC 6121, section 5.2): errors, chat states, receipts and the like.
// `received` is the time it came, which counts unless the stanza says that it
// was kept back (XEP-0203). A stanza id counts only if the account's own server
// gave it (XEP-0359, section 5).
std::optional<Event> eventFromMessage(const QDomElement &message, const Jid &account, const QDateTime &received);

} // namespace WebJabber
