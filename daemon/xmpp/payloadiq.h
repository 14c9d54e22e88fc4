// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/jid.h"

#include <QUuid>
#include <QXmlStreamWriter>
#include <QXmppIq.h>

#include <functional>
#include <utility>

namespace WebJabber {

// A request whose content a function writes.
class PayloadIq : public QXmppIq
{
public:
    using Payload = std::function<void(QXmlStreamWriter &)>;

    // A null `to` stands for the account itself (RFC 6120, section 10.3.3).
    PayloadIq(Type type, const Jid &to, Payload payload)
        : QXmppIq(type)
        , m_payload(std::move(payload))
    {
        setId(QUuid::createUuid().toString(QUuid::WithoutBraces));
        setTo(to.toString());
    }

    void toXmlElementFromChild(QXmlStreamWriter *writer) const override { m_payload(*writer); }

private:
    Payload m_payload;
};

} // namespace WebJabber
