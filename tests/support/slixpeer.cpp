// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/slixpeer.h"

#include "support/childprocess.h"
#include "support/xmppserver.h"

#include <QJsonDocument>
#include <QTest>

#include <ranges>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace WebJabber::Test {

static constexpr auto slixDeadline = 30s;
static constexpr auto errorNamespace = "urn:ietf:params:xml:ns:xmpp-stanzas"_L1;

SlixPeer::SlixPeer()
{
    connect(&m_process, &QProcess::readyReadStandardOutput, this, &SlixPeer::read);
    m_process.setProcessChannelMode(QProcess::SeparateChannels);
    endWithParent(m_process);
    m_process.start(u"/usr/bin/python3"_s, {QStringLiteral(WEBJABBER_SOURCE_DIR "/tests/support/slixpeer.py")});
}

SlixPeer::~SlixPeer()
{
    m_process.disconnect(this);
    m_process.kill();
    m_process.waitForFinished();
}

void SlixPeer::sendCommand(const QJsonObject &command)
{
    m_process.write(QJsonDocument(command).toJson(QJsonDocument::Compact) + '\n');
}

void SlixPeer::read()
{
    while (m_process.canReadLine())
        take(QJsonDocument::fromJson(m_process.readLine()).object());
}

void SlixPeer::take(const QJsonObject &event)
{
    const QString what = event.value("event"_L1).toString();
    if (what == "stanza"_L1) {
        QDomDocument stanza;
        const QString xml = event.value("xml"_L1).toString();
        const QDomDocument::ParseOptions options{QDomDocument::ParseOption::UseNamespaceProcessing,
                                                 QDomDocument::ParseOption::PreserveSpacingOnlyNodes};
        if (const auto parsed = stanza.setContent(QAnyStringView(xml), options); !parsed)
            qWarning("%s: %s", qPrintable(parsed.errorMessage), qPrintable(xml));
        m_stanzas.append(stanza);
    } else if (what == "online"_L1) {
        m_jid = event.value("jid"_L1).toString();
        m_isOnline = true;
    } else if (what == "offline"_L1) {
        m_isOnline = false;
    } else if (what == "failed"_L1) {
        m_error = event.value("why"_L1).toString();
    }
}

bool SlixPeer::signIn(const QString &user, const QString &password, const XmppServer &server, const Way &way)
{
    m_error.clear();
    sendCommand({{u"do"_s, u"connect"_s},
                 {u"jid"_s, user + u"@localhost/slixmpp"_s},
                 {u"password"_s, password},
                 {u"host"_s, way.host},
                 {u"port"_s, server.port()},
                 {u"direct_tls"_s, way.directTls},
                 {u"ca"_s, server.caFile()}});
    if (!QTest::qWaitFor([this] { return m_isOnline || !m_error.isEmpty(); }, slixDeadline))
        m_error = u"no answer in 30 s. "_s + QString::fromUtf8(m_process.readAllStandardError());
    return m_isOnline;
}

bool SlixPeer::signOut()
{
    sendCommand({{u"do"_s, u"disconnect"_s}});
    return QTest::qWaitFor([this] { return !m_isOnline; }, slixDeadline);
}

void SlixPeer::sendRaw(const QString &xml)
{
    if (!xml.isEmpty())
        sendCommand({{u"do"_s, u"raw"_s}, {u"xml"_s, xml}});
}

void SlixPeer::sendMessage(const QString &to, const QString &body, const QString &id)
{
    sendRaw(u"<message to='%1' type='chat' id='%2'><body>%3</body></message>"_s.arg(to, id, body.toHtmlEscaped()));
}

QDomElement SlixPeer::waitFor(const std::function<bool(const QDomElement &)> &condition, qsizetype from)
{
    QDomElement found;
    (void)QTest::qWaitFor(
        [&] {
            for (; found.isNull() && from < m_stanzas.size(); ++from) {
                if (condition(m_stanzas.at(from).documentElement()))
                    found = m_stanzas.at(from).documentElement();
            }
            return !found.isNull();
        },
        slixDeadline);
    return found;
}

QDomElement SlixPeer::waitForBody(const QString &body, qsizetype from)
{
    return waitFor(
        [&body](const QDomElement &stanza) {
            return stanza.localName() == "message"_L1
                && stanzaChild(stanza, "body"_L1, "jabber:client"_L1).text() == body;
        },
        from);
}

QString SlixPeer::waitForResource(const QString &bareJid)
{
    QString found;
    (void)QTest::qWaitFor(
        [&] {
            for (const QDomDocument &document : m_stanzas | std::views::reverse) {
                const QDomElement stanza = document.documentElement();
                const QString from = stanza.attribute(u"from"_s);
                if (stanza.localName() == "presence"_L1 && from.startsWith(bareJid + u'/')) {
                    found = stanza.hasAttribute(u"type"_s) ? QString() : from;
                    break;
                }
            }
            return !found.isEmpty();
        },
        slixDeadline);
    return found;
}

QDomElement stanzaChild(const QDomElement &parent, QLatin1StringView name, QLatin1StringView ns)
{
    for (auto element = parent.firstChildElement(); !element.isNull(); element = element.nextSiblingElement()) {
        if (element.localName() == name && element.namespaceURI() == ns)
            return element;
    }
    return {};
}

QString describeStanza(const QDomElement &stanza)
{
    if (stanza.attribute(u"type"_s) == "error"_L1) {
        const QDomElement error = stanzaChild(stanza, "error"_L1, "jabber:client"_L1);
        for (auto element = error.firstChildElement(); !element.isNull(); element = element.nextSiblingElement()) {
            if (element.namespaceURI() == errorNamespace && element.localName() != "text"_L1)
                return u"error "_s + element.localName();
        }
        return u"error"_s;
    }
    if (const auto receipt = stanzaChild(stanza, "received"_L1, "urn:xmpp:receipts"_L1); !receipt.isNull())
        return u"receipt "_s + receipt.attribute(u"id"_s);
    return stanza.attribute(u"type"_s, stanza.localName());
}

} // namespace WebJabber::Test
