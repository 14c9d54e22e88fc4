// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/stanzacounter.h"

#include <QXmppClient.h>
#include <QXmppLogger.h>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace WebJabber {

static bool isStanza(const QString &xml)
{
    static constexpr std::array names{"<message"_L1, "<iq"_L1, "<presence"_L1};
    return std::ranges::any_of(names, [&xml](QLatin1StringView name) {
        return xml.startsWith(name) && xml.size() > name.size() && !xml.at(name.size()).isLetterOrNumber();
    });
}

// WORKAROUND (QXmpp 1.10): only the log of QXmpp's socket reports each stanza when it is written. Ends with a
// QXmpp that evaluates <failed h=''/>.
StanzaCounter::StanzaCounter(const QXmppClient &client)
{
    for (const QXmppLoggable *loggable : client.findChildren<QXmppLoggable *>()) {
        if (QLatin1StringView(loggable->metaObject()->className()) != "QXmpp::Private::XmppSocket"_L1)
            continue;
        m_written = QObject::connect(loggable, &QXmppLoggable::logMessage, &client,
                                     [this](QXmppLogger::MessageType type, const QString &text) {
                                         if (m_isCounting && type == QXmppLogger::SentMessage && isStanza(text))
                                             ++m_number;
                                     });
    }
}

StanzaCounter::~StanzaCounter()
{
    QObject::disconnect(m_written);
}

void StanzaCounter::restartCount()
{
    m_number = m_acknowledged = 0;
    m_isManaged = m_isCounting = true;
}

void StanzaCounter::forget()
{
    m_isManaged = m_isCounting = false;
}

} // namespace WebJabber
