// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/messageacts.h"

#include "xmpp/xmppnamespaces.h"

#include <QXmppElement.h>
#include <QXmppMessageReaction.h>

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QUrl>

using namespace Qt::StringLiterals;

namespace WebJabber {

// What clients show that do not know XEP-0424.
static constexpr auto retractionText = "This person attempted to retract a previous message, but it's unsupported by "
                                       "your client."_L1;

static QXmppElement element(const QString &name, QLatin1StringView ns)
{
    QXmppElement element;
    element.setTagName(name);
    element.setAttribute(u"xmlns"_s, ns);
    return element;
}

static void append(QXmppMessage &stanza, const QXmppElement &element)
{
    stanza.setExtensions(stanza.extensions() << element);
}

MessageAct messageAct(const Outgoing &message)
{
    const QJsonObject content = outgoingContent(message);
    if (content.contains("replaces"_L1))
        return MessageAct::Correction;
    if (content.contains("retract"_L1))
        return MessageAct::Retraction;
    return content.contains("react"_L1) ? MessageAct::Reaction : MessageAct::Content;
}

static void addReaction(QXmppMessage &stanza, const QJsonValue &react)
{
    QXmppMessageReaction reaction;
    reaction.setMessageId(react["ref"_L1].toString());
    reaction.setEmojis(react["emojis"_L1].toVariant().toStringList());
    stanza.setReaction(reaction);
    stanza.addHint(QXmppMessage::Store);
}

static void addRetraction(QXmppMessage &stanza, const QString &id)
{
    QXmppElement retract = element(u"retract"_s, retractionNamespace);
    retract.setAttribute(u"id"_s, id);
    append(stanza, retract);
    stanza.setBody(retractionText);
    stanza.setFallbackMarkers({QXmppFallback(retractionNamespace, {})});
    stanza.addHint(QXmppMessage::Store);
}

// Puts the quote before the text. Returns its length in code points.
static qsizetype addReply(QXmppMessage &stanza, const QJsonValue &reply)
{
    stanza.setReply(QXmpp::Reply{reply["from"_L1].toString(), reply["ref"_L1].toString()});
    const QString quote = reply["quote"_L1].toString();
    if (quote.isEmpty())
        return 0;
    const QString fallback = u"> "_s + QString(quote).replace(u'\n', u"\n> "_s) + u'\n';
    const qsizetype length = fallback.toUcs4().size();
    stanza.setBody(fallback + stanza.body());
    const QXmppFallback::Range range{0, uint32_t(length)};
    stanza.setFallbackMarkers({QXmppFallback(replyNamespace, {{QXmppFallback::Body, range}})});
    return length;
}

static void addMentions(QXmppMessage &stanza, const QJsonArray &mentions, qsizetype shift)
{
    for (const QJsonValue &mention : mentions) {
        QXmppElement reference = element(u"reference"_s, referenceNamespace);
        reference.setAttribute(u"type"_s, u"mention"_s);
        const QByteArray jid = QUrl::toPercentEncoding(mention["jid"_L1].toString(), "@/");
        reference.setAttribute(u"uri"_s, u"xmpp:"_s + QString::fromLatin1(jid)); // RFC 5122
        for (const QLatin1StringView name : {"begin"_L1, "end"_L1}) {
            if (mention.toObject().contains(name))
                reference.setAttribute(name, QString::number(mention[name].toInteger() + shift));
        }
        append(stanza, reference);
    }
}

static void addJson(QXmppMessage &stanza, const QJsonValue &json)
{
    const QJsonValue data = json["data"_L1];
    const QJsonDocument document = data.isArray() ? QJsonDocument(data.toArray()) : QJsonDocument(data.toObject());
    QXmppElement text = element(u"json"_s, jsonNamespace);
    text.setValue(QString::fromUtf8(document.toJson(QJsonDocument::Compact)));
    QXmppElement payload = element(u"payload"_s, jsonMessageNamespace);
    payload.setAttribute(u"datatype"_s, json["type"_L1].toString());
    payload.appendChild(text);
    append(stanza, payload);
}

void addContent(QXmppMessage &stanza, const Outgoing &message)
{
    const QJsonObject content = outgoingContent(message);
    if (content.contains("react"_L1))
        return addReaction(stanza, content.value("react"_L1));
    if (content.contains("retract"_L1))
        return addRetraction(stanza, content.value("retract"_L1).toString());
    stanza.setReplaceId(content.value("replaces"_L1).toString());
    const qsizetype shift = content.contains("reply_to"_L1) ? addReply(stanza, content.value("reply_to"_L1)) : 0;
    if (content.contains("spoiler"_L1)) {
        stanza.setIsSpoiler(true);
        stanza.setSpoilerHint(content.value("spoiler"_L1).toString());
    }
    addMentions(stanza, content.value("mentions"_L1).toArray(), shift);
    if (content.contains("json"_L1))
        addJson(stanza, content.value("json"_L1));
}

} // namespace WebJabber
