// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/jid.h"

#include <QDomElement>
#include <QXmppIq.h>

#include <chrono>
#include <functional>
#include <optional>

namespace WebJabber {

// The answer to an <iq/> request: a result with or without a payload, or an error.
class IqAnswer final : public QXmppIq
{
public:
    using Payload = std::function<void(QXmlStreamWriter &writer)>;

    // A result that is addressed to the sender of the request.
    IqAnswer(const QDomElement &request, Payload payload = {});
    IqAnswer(const QDomElement &request, QXmppStanza::Error::Type type, QXmppStanza::Error::Condition condition);

    void toXmlElementFromChild(QXmlStreamWriter *writer) const override;

private:
    Payload m_payload;
};

// Returns how long ago the user was last active, or nullopt if the requesting entity is not allowed to
// see it (XEP-0012, section 6).
using LastActivity = std::function<std::optional<std::chrono::seconds>(const Jid &requester)>;

// Returns the response to a request of another entity. It is the same for all sessions except for the last
// activity. Returns nullopt for a result or an error, and for a request without an id, which cannot be
// answered (RFC 6120, sections 8.1.3 and 8.2.3). Pure.
std::optional<IqAnswer> answerToRequest(const QDomElement &iq, const LastActivity &lastActivity);

} // namespace WebJabber
