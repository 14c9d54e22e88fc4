// SPDX-License-Identifier: GPL-3.0-or-later
#include "messageintake.h"

#include "stanzacodec.h"

using namespace Qt::StringLiterals;

namespace WebJabber {

bool MessageIntake::handleStanza(const QDomElement &stanza)
{
    if (stanza.localName() != "message"_L1)
        return false;
    if (const auto event = eventFromMessage(stanza, m_account, QDateTime::currentDateTimeUtc()))
        Q_EMIT received(*event);
    return true;
}

} // namespace WebJabber
