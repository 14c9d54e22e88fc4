// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/iqresponder.h"

#include "xmpp/entitycapabilities.h"
#include "xmpp/xmppnamespaces.h"

#include <QDateTime>
#include <QXmlStreamWriter>

using namespace Qt::StringLiterals;

namespace WebJabber {

using Error = QXmppStanza::Error;

IqAnswer::IqAnswer(const QDomElement &request, Payload payload)
    : QXmppIq(Result)
    , m_payload(std::move(payload))
{
    setId(request.attribute(u"id"_s));
    setTo(request.attribute(u"from"_s));
}

IqAnswer::IqAnswer(const QDomElement &request, Error::Type type, Error::Condition condition)
    : IqAnswer(request)
{
    setType(QXmppIq::Error);
    setError({type, condition});
}

void IqAnswer::toXmlElementFromChild(QXmlStreamWriter *writer) const
{
    if (m_payload)
        m_payload(*writer);
}

static IqAnswer unavailable(const QDomElement &iq)
{
    return {iq, Error::Cancel, Error::ServiceUnavailable};
}

static void startQuery(QXmlStreamWriter &writer, const QString &name, QLatin1StringView xmlns, const QString &node = {})
{
    writer.writeStartElement(name);
    writer.writeDefaultNamespace(xmlns);
    if (!node.isEmpty())
        writer.writeAttribute("node"_L1, node);
}

static IqAnswer info(const QDomElement &iq, const QDomElement &query)
{
    const QString node = query.attribute(u"node"_s);
    if (!node.isEmpty() && node != capabilitiesNode() + u'#' + QString::fromLatin1(capabilitiesVersion()))
        return {iq, Error::Cancel, Error::ItemNotFound};
    return {iq, [node](QXmlStreamWriter &writer) {
                startQuery(writer, u"query"_s, discoInfoNamespace, node);
                writer.writeEmptyElement("identity"_L1);
                writer.writeAttribute("category"_L1, ownIdentity().category);
                writer.writeAttribute("type"_L1, ownIdentity().type);
                writer.writeAttribute("name"_L1, ownIdentity().name);
                for (const QLatin1StringView feature : ownFeatures()) {
                    writer.writeEmptyElement("feature"_L1);
                    writer.writeAttribute("var"_L1, feature);
                }
                writer.writeEndElement();
            }};
}

static IqAnswer items(const QDomElement &iq, const QDomElement &query)
{
    if (!query.attribute(u"node"_s).isEmpty())
        return {iq, Error::Cancel, Error::ItemNotFound};
    return {iq, [](QXmlStreamWriter &writer) {
                startQuery(writer, u"query"_s, discoItemsNamespace);
                writer.writeEndElement();
            }};
}

static IqAnswer version(const QDomElement &iq)
{
    return {iq, [](QXmlStreamWriter &writer) {
                startQuery(writer, u"query"_s, versionNamespace);
                writer.writeTextElement("name"_L1, ownIdentity().name);
                writer.writeTextElement("version"_L1, QLatin1StringView(WEBJABBER_VERSION));
                writer.writeEndElement();
            }};
}

// The user's UTC offset is unknown, so the offset is zero.
static IqAnswer time(const QDomElement &iq)
{
    return {iq, [now = QDateTime::currentDateTimeUtc()](QXmlStreamWriter &writer) {
                startQuery(writer, u"time"_s, timeNamespace);
                writer.writeTextElement("tzo"_L1, "+00:00"_L1);
                writer.writeTextElement("utc"_L1, now.toString(Qt::ISODate));
                writer.writeEndElement();
            }};
}

static IqAnswer last(const QDomElement &iq, const LastActivity &lastActivity)
{
    const auto idle = lastActivity(Jid::fromServer(iq.attribute(u"from"_s)));
    if (!idle)
        return {iq, Error::Auth, Error::Forbidden};
    return {iq, [seconds = idle->count()](QXmlStreamWriter &writer) {
                startQuery(writer, u"query"_s, lastActivityNamespace);
                writer.writeAttribute("seconds"_L1, QString::number(seconds));
                writer.writeEndElement();
            }};
}

static IqAnswer answerToQuery(const QDomElement &iq, const QDomElement &child, const LastActivity &lastActivity)
{
    const QString xmlns = child.namespaceURI();
    const bool isQuery = child.localName() == "query"_L1;
    if (isQuery && xmlns == discoInfoNamespace)
        return info(iq, child);
    if (isQuery && xmlns == discoItemsNamespace)
        return items(iq, child);
    if (isQuery && xmlns == versionNamespace)
        return version(iq);
    if (isQuery && xmlns == lastActivityNamespace)
        return last(iq, lastActivity);
    if (child.localName() == "time"_L1 && xmlns == timeNamespace)
        return time(iq);
    if (child.localName() == "ping"_L1 && xmlns == pingNamespace)
        return IqAnswer(iq);
    return unavailable(iq);
}

std::optional<IqAnswer> answerToRequest(const QDomElement &iq, const LastActivity &lastActivity)
{
    const QString type = iq.attribute(u"type"_s);
    if (type == "result"_L1 || type == "error"_L1 || iq.attribute(u"id"_s).isEmpty())
        return std::nullopt;
    const QDomElement child = iq.firstChildElement();
    const bool isGet = type == "get"_L1;
    if ((!isGet && type != "set"_L1) || child.isNull() || !child.nextSiblingElement().isNull())
        return IqAnswer(iq, Error::Modify, Error::BadRequest);
    return isGet ? answerToQuery(iq, child, lastActivity) : unavailable(iq);
}

} // namespace WebJabber
