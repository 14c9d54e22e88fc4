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

    // A result for whoever sent the request.
    IqAnswer(const QDomElement &request, Payload payload = {});
    IqAnswer(const QDomElement &request, QXmppStanza::Error::Type type, QXmppStanza::Error::Condition condition);

    void toXmlElementFromChild(QXmlStreamWriter *writer) const override;

private:
    Payload m_payload;
};

// How long ago the user was last active, for an entity that asks; nothing if it
// may not know (XEP-0012, section 6).
using LastActivity = std::function<std::optional<std::chrono::seconds>(const Jid &asker)>;

// The answer to a request of another entity, the same for all sessions but for
// the last activity. Nothing for a result or an error, and for a request without
// an id, which cannot be answered (RFC 6120, sections 8.1.3 and 8.2.3). Pure.
std::optional<IqAnswer> answerToRequest(const QDomElement &iq, const LastActivity &lastActivity);

} // namespace WebJabber
