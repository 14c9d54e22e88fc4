// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/v1/messagebody.h"

#include "api/messagelimits.h"
#include "shared/xmltext.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <array>

using namespace Qt::StringLiterals;

namespace WebJabber {

static constexpr qsizetype maxThreadLength = 256;
static constexpr qsizetype maxIdLength = 64;
static constexpr qsizetype maxRefLength = 1'024;
static constexpr qsizetype maxHintLength = 1'024; // of a spoiler
static constexpr qsizetype maxTypeLength = 1'024; // of `json`
// In UTF-16 units; one emoji may consist of many code points.
static constexpr qsizetype maxEmojiLength = 64;
static constexpr qsizetype maxEmojis = 20;
static constexpr qsizetype maxMentions = 50;
static constexpr qsizetype maxJsonBytes = 16 * 1024;

static std::unexpected<Problem> invalidMessage(const QString &detail)
{
    return problem(ProblemCode::InvalidRequest, detail);
}

static std::unexpected<Problem> tooMany(QLatin1StringView name, qsizetype most)
{
    return problem(ProblemCode::TooLarge, u"“%1” may have at most %2 of them."_s.arg(name).arg(most));
}

// A message that has no id has the ref null in its event.
static Result<QString> refFrom(const QJsonValue &ref)
{
    if (ref.isNull())
        return problem(ProblemCode::NotSupported, u"A message without an id cannot be referred to."_s);
    return ref.toString();
}

static Result<QJsonValue> reactionFrom(const QJsonValue &react)
{
    const auto ref = refFrom(react["ref"_L1]);
    if (!ref)
        return std::unexpected(ref.error());
    QJsonArray emojis;
    for (const QJsonValue &value : react["emojis"_L1].toArray()) {
        const QString emoji = value.toString().trimmed();
        if (emoji.isEmpty())
            return invalidMessage(u"“react.emojis” must not contain an empty string."_s);
        if (!emojis.contains(emoji))
            emojis.append(emoji);
    }
    if (emojis.size() > maxEmojis)
        return tooMany("react.emojis"_L1, maxEmojis);
    return QJsonObject{{u"ref"_s, *ref}, {u"emojis"_s, emojis}};
}

static Result<QJsonValue> jsonFrom(const QJsonValue &json)
{
    const QJsonValue data = json["data"_L1];
    const QByteArray text = (data.isArray() ? QJsonDocument(data.toArray()) : QJsonDocument(data.toObject()))
                                .toJson(QJsonDocument::Compact);
    if (text.size() > maxJsonBytes)
        return problem(ProblemCode::TooLarge, u"“json.data” may have at most %1 bytes."_s.arg(maxJsonBytes));
    if (!isXmlText(QString::fromUtf8(text)))
        return invalidMessage(u"“json.data” holds a character that XMPP cannot carry."_s);
    return json;
}

static Result<QJsonValue> mentionsFrom(const QJsonArray &mentions, const QString &body)
{
    if (mentions.size() > maxMentions)
        return tooMany("mentions"_L1, maxMentions);
    if (body.isEmpty())
        return invalidMessage(u"“mentions” goes with “body” only."_s);
    const qsizetype length = body.toUcs4().size();
    QJsonArray checked;
    for (const QJsonValue &value : mentions) {
        QJsonObject mention = value.toObject();
        const auto jid = Jid::parse(mention.value("jid"_L1).toString());
        if (!jid)
            return std::unexpected(jid.error());
        mention.insert("jid"_L1, jid->toString());
        const QJsonValue begin = mention.value("begin"_L1);
        const QJsonValue end = mention.value("end"_L1);
        const bool isWhole = begin.isUndefined() && end.isUndefined();
        if (!isWhole
            && !(begin.toInteger(-1) >= 0 && end.toInteger(-1) > begin.toInteger() && end.toInteger() <= length))
            return invalidMessage(u"“mentions.begin” and “mentions.end” must be a part of the body in code points."_s);
        checked.append(mention);
    }
    return checked;
}

static Result<QJsonValue> contentMember(const JsonBody &request, QLatin1StringView name)
{
    const QJsonValue value = request.value(name);
    if (name == "react"_L1)
        return reactionFrom(value);
    if (name == "json"_L1)
        return jsonFrom(value);
    if (name == "mentions"_L1)
        return mentionsFrom(value.toArray(), request.text("body"_L1));
    if (name == "spoiler"_L1)
        return value;
    return refFrom(value).transform([name](const QString &ref) -> QJsonValue {
        return name == "reply_to"_L1 ? QJsonValue(QJsonObject{{u"ref"_s, ref}}) : QJsonValue(ref);
    });
}

// A message has one act: a content, a reaction or a retraction.
static Result<void> checkActs(const JsonBody &request)
{
    const bool hasContent = !request.text("body"_L1).isEmpty() || request.has("json"_L1);
    const int acts = int(hasContent) + int(request.has("react"_L1)) + int(request.has("retract"_L1));
    if (acts == 0)
        return invalidMessage(u"“body” is missing or empty; “json”, “react” or “retract” may take its place."_s);
    if (acts > 1)
        return invalidMessage(u"A message has either “body” or “json”, or “react”, or “retract”."_s);
    for (const QLatin1StringView name : {"body"_L1, "reply_to"_L1, "replaces"_L1, "spoiler"_L1, "mentions"_L1}) {
        if (!hasContent && request.has(name))
            return invalidMessage(u"“%1” does not go with “react” or “retract”."_s.arg(name));
    }
    return {};
}

Result<Outgoing> messageFrom(const JsonBody &request)
{
    if (const auto checked = checkActs(request); !checked)
        return std::unexpected(checked.error());
    QJsonObject content;
    for (const QLatin1StringView name :
         {"replaces"_L1, "retract"_L1, "react"_L1, "reply_to"_L1, "spoiler"_L1, "json"_L1, "mentions"_L1}) {
        if (!request.has(name))
            continue;
        const auto member = contentMember(request, name);
        if (!member)
            return std::unexpected(member.error());
        content.insert(name, *member);
    }
    Outgoing message;
    message.body = request.text("body"_L1);
    if (!content.isEmpty())
        message.content = QJsonDocument(content).toJson(QJsonDocument::Compact);
    return message;
}

static std::span<const BodyMember> reactionMembers()
{
    static constexpr std::array members{
        BodyMember{.name = "ref"_L1, .type = MemberType::Ref, .isRequired = true, .maxLength = maxRefLength},
        // At most maxEmojis different ones.
        BodyMember{.name = "emojis"_L1, .type = MemberType::Texts, .isRequired = true, .maxLength = maxEmojiLength},
    };
    return members;
}

static std::span<const BodyMember> jsonMembers()
{
    static constexpr std::array members{
        BodyMember{.name = "type"_L1, .isRequired = true, .maxLength = maxTypeLength},
        BodyMember{.name = "data"_L1, .type = MemberType::Json, .isRequired = true},
    };
    return members;
}

static std::span<const BodyMember> mentionMembers()
{
    static constexpr std::array members{
        BodyMember{.name = "jid"_L1, .type = MemberType::Jid, .isRequired = true, .maxLength = Jid::maxLength},
        BodyMember{.name = "begin"_L1, .type = MemberType::Number},
        BodyMember{.name = "end"_L1, .type = MemberType::Number},
    };
    return members;
}

std::span<const BodyMember> messageMembers()
{
    static constexpr std::array types{"chat"_L1, "normal"_L1};
    static constexpr std::array members{
        BodyMember{.name = "to"_L1, .isRequired = true, .maxLength = Jid::maxLength},
        BodyMember{.name = "body"_L1}, // its length is in bytes: checkTextLength()
        BodyMember{.name = "type"_L1, .type = MemberType::Word, .words = types},
        BodyMember{.name = "thread"_L1, .maxLength = maxThreadLength},
        BodyMember{.name = "id"_L1, .type = MemberType::Identifier, .maxLength = maxIdLength},
        BodyMember{.name = "replaces"_L1, .type = MemberType::Ref, .maxLength = maxRefLength},
        BodyMember{.name = "retract"_L1, .type = MemberType::Ref, .maxLength = maxRefLength},
        BodyMember{.name = "react"_L1, .type = MemberType::Object, .members = &reactionMembers},
        BodyMember{.name = "reply_to"_L1, .type = MemberType::Ref, .maxLength = maxRefLength},
        BodyMember{.name = "spoiler"_L1, .maxLength = maxHintLength},
        BodyMember{.name = "json"_L1, .type = MemberType::Object, .members = &jsonMembers},
        BodyMember{.name = "mentions"_L1, .type = MemberType::Objects, .members = &mentionMembers},
    };
    return members;
}

} // namespace WebJabber
