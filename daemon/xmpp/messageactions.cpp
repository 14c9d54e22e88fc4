// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/messageactions.h"

#include "xmpp/xmppnamespaces.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace WebJabber {

static constexpr qsizetype maxReasonLength = 2'000;

QJsonObject aboutJson(const QString &id)
{
    return {{u"ref"_s, id}, {u"id"_s, id}, {u"seq"_s, QJsonValue()}};
}

static QJsonObject membersAbout(const QString &id)
{
    return {{u"about"_s, aboutJson(id)}, {u"verified"_s, false}};
}

// A contact must not claim that a moderator retracted a message. Outside rooms <moderated/> (XEP-0425) is
// ignored, and `by` is the author.
static std::optional<MessageAction> retraction(const MessagePayloads &payloads)
{
    const QDomElement applied = payloads.first(Payload::OldRetraction);
    QDomElement retract = payloads.first(Payload::Retraction);
    QString id = retract.attribute(u"id"_s);
    if (const auto old = childElement(applied, "retract"_L1, oldRetractionNamespace); id.isEmpty() && !old.isNull()) {
        retract = old;
        id = applied.attribute(u"id"_s);
    }
    if (id.isEmpty())
        return {};
    QJsonObject members = membersAbout(id);
    members.insert("by"_L1, QJsonValue());
    const QString reason = childElement(retract, "reason"_L1, retractionNamespace).text();
    members.insert("reason"_L1, reason.isEmpty() ? QJsonValue() : QJsonValue(bounded(reason, maxReasonLength)));
    return MessageAction{EventType::Retraction, members};
}

static std::optional<MessageAction> reaction(const MessagePayloads &payloads)
{
    const QDomElement reactions = payloads.first(Payload::Reactions);
    const QString id = reactions.attribute(u"id"_s);
    if (id.isEmpty())
        return {};
    QJsonArray emojis;
    for (auto one = reactions.firstChildElement(); !one.isNull() && emojis.size() < maxEmojis;
         one = one.nextSiblingElement()) {
        const QString emoji = one.text().trimmed();
        const bool isOne = one.localName() == "reaction"_L1 && one.namespaceURI() == reactionsNamespace;
        if (isOne && !emoji.isEmpty() && emoji.size() <= maxEmojiLength && !emojis.contains(emoji))
            emojis.append(emoji);
    }
    QJsonObject members = membersAbout(id);
    members.insert("emojis"_L1, emojis);
    return MessageAction{EventType::Reaction, members};
}

static std::optional<MessageAction> correction(const MessagePayloads &payloads)
{
    const QString id = payloads.first(Payload::Correction).attribute(u"id"_s);
    return id.isEmpty() ? std::nullopt : std::optional(MessageAction{EventType::Correction, membersAbout(id)});
}

std::optional<MessageAction> messageAction(const MessagePayloads &payloads)
{
    if (auto action = retraction(payloads))
        return action;
    if (auto action = reaction(payloads))
        return action;
    return correction(payloads);
}

} // namespace WebJabber
