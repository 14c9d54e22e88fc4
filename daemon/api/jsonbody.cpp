// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/jsonbody.h"

#include "http/jsonobject.h"
#include "shared/xmltext.h"

#include <QJsonArray>

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace WebJabber {

using Checked = Result<void>;

static std::unexpected<Problem> invalidRequest(const QString &detail)
{
    return problem(ProblemCode::InvalidRequest, detail);
}

static QString joined(std::span<const QLatin1StringView> words, const QString &separator)
{
    return QStringList(words.begin(), words.end()).join(separator);
}

static Checked checkString(const BodyMember &member, const QJsonValue &value)
{
    if (!value.isString())
        return invalidRequest(u"“%1” must be a string."_s.arg(member.name));
    if (value.toString().size() > member.maxLength)
        return invalidRequest(u"“%1” may have at most %2 characters."_s.arg(member.name).arg(member.maxLength));
    if (!isXmlText(value.toString()))
        return invalidRequest(u"“%1” holds a control character, which XMPP cannot carry."_s.arg(member.name));
    return {};
}

static Checked checkText(const BodyMember &member, const QJsonValue &value, bool mayBeEmpty)
{
    if (!value.isUndefined()) {
        if (const auto checked = checkString(member, value); !checked)
            return checked;
    }
    if (!mayBeEmpty && value.toString().isEmpty())
        return invalidRequest(u"“%1” is missing or empty."_s.arg(member.name));
    return {};
}

static Checked checkJid(const BodyMember &member, const QJsonValue &value)
{
    if (const auto checked = checkText(member, value, !member.isRequired); !checked)
        return checked;
    return Jid::parse(value.toString()).transform([](const Jid &) { });
}

static Checked checkIdentifier(const BodyMember &member, const QJsonValue &value)
{
    if (const auto checked = checkText(member, value, false); !checked)
        return checked;
    const auto isAllowed = [](QChar c) {
        return (c >= u'A' && c <= u'Z') || (c >= u'a' && c <= u'z') || (c >= u'0' && c <= u'9') || u"._-"_s.contains(c);
    };
    if (!std::ranges::all_of(value.toString(), isAllowed))
        return invalidRequest(u"“%1” must be 1 to %2 of A-Z a-z 0-9 . _ -"_s.arg(member.name).arg(member.maxLength));
    return {};
}

static Checked checkWord(const BodyMember &member, const QJsonValue &value)
{
    if (!std::ranges::contains(member.words, value.toString()))
        return invalidRequest(u"“%1” must be one of: %2."_s.arg(member.name, joined(member.words, u", "_s)));
    return {};
}

static Checked checkTexts(const BodyMember &member, const QJsonValue &value)
{
    const QJsonArray texts = value.toArray();
    if (!value.isArray() || texts.size() > member.maxCount)
        return invalidRequest(u"“%1” must be a list of at most %2 strings."_s.arg(member.name).arg(member.maxCount));
    for (const QJsonValue &text : texts) {
        if (const auto checked = checkString(member, text); !checked)
            return checked;
    }
    return {};
}

static Checked checkWords(const BodyMember &member, const QJsonValue &value)
{
    if (const auto checked = checkTexts(member, value); !checked)
        return checked;
    const QJsonArray words = value.toArray();
    const auto isKnown = [&member](const QJsonValue &word) {
        return std::ranges::contains(member.words, word.toString());
    };
    if (words.isEmpty() || !std::ranges::all_of(words, isKnown))
        return invalidRequest(
            u"“%1” must be a list of one or more of “%2”."_s.arg(member.name, joined(member.words, u"”, “"_s)));
    return {};
}

// Negative if it is no number of at least 0.
static qint64 numberOf(const QJsonValue &value)
{
    constexpr double largest = 9007199254740991; // 2^53 - 1
    bool isNumber = false;
    if (value.isString()) {
        const qint64 number = value.toString().toLongLong(&isNumber);
        return isNumber ? number : -1;
    }
    if (!value.isDouble() || std::abs(value.toDouble()) > largest || std::trunc(value.toDouble()) != value.toDouble())
        return -1;
    return qint64(value.toDouble());
}

static Checked checkNumber(const BodyMember &member, const QJsonValue &value)
{
    if (numberOf(value) < 0)
        return invalidRequest(u"“%1” must be a whole number of at least 0."_s.arg(member.name));
    return {};
}

static auto decoded(const QJsonValue &value)
{
    return QByteArray::fromBase64Encoding(value.toString().toLatin1(),
                                          QByteArray::Base64UrlEncoding | QByteArray::AbortOnBase64DecodingErrors);
}

static Checked checkBytes(const BodyMember &member, const QJsonValue &value)
{
    if (!value.isObject())
        return invalidRequest(u"“%1” must be an object."_s.arg(member.name));
    const QJsonObject object = value.toObject();
    for (const QString &part : object.keys()) {
        if (!std::ranges::contains(member.words, part))
            return invalidRequest(u"There is no member “%1.%2” here."_s.arg(member.name, part.left(maxShownName)));
    }
    for (const QLatin1StringView part : member.words) {
        const auto bytes = decoded(object.value(part));
        if (!object.isEmpty() && (!bytes || bytes.decoded.isEmpty()))
            return invalidRequest(u"“%1.%2” must be bytes in base64url."_s.arg(member.name, part));
    }
    return {};
}

static Checked checkMember(const BodyMember &member, const QJsonValue &value)
{
    if (value.isUndefined() && !member.isRequired)
        return {};
    switch (member.type) {
    case MemberType::Text:
        return checkText(member, value, !member.isRequired);
    case MemberType::Jid:
        return checkJid(member, value);
    case MemberType::Identifier:
        return checkIdentifier(member, value);
    case MemberType::Word:
        return checkWord(member, value);
    case MemberType::Texts:
        return checkTexts(member, value);
    case MemberType::Words:
        return checkWords(member, value);
    case MemberType::Number:
        return checkNumber(member, value);
    case MemberType::Bytes:
        return checkBytes(member, value);
    case MemberType::Ignored:
        return {};
    }
    Q_UNREACHABLE_RETURN({});
}

Result<JsonBody> JsonBody::read(const HttpRequest &request, std::span<const BodyMember> members)
{
    const QByteArray type = request.header(QHttpHeaders::WellKnownHeader::ContentType);
    if (type.split(';').first().trimmed().toLower() != "application/json")
        return problem(ProblemCode::UnsupportedMediaType, u"Send the body as application/json."_s);
    const auto object = readJsonObject(request.body);
    if (!object)
        return std::unexpected(object.error());
    for (const QString &name : object->keys()) {
        if (!std::ranges::contains(members, name, &BodyMember::name))
            return invalidRequest(u"There is no member “%1” here."_s.arg(name.left(maxShownName)));
    }
    for (const BodyMember &member : members) {
        if (const auto checked = checkMember(member, object->value(member.name)); !checked)
            return std::unexpected(checked.error());
    }
    return JsonBody(*object);
}

Jid JsonBody::jid(QLatin1StringView name) const
{
    return Jid::parse(text(name)).value_or(Jid());
}

qint64 JsonBody::number(QLatin1StringView name) const
{
    return numberOf(m_object.value(name));
}

QByteArray JsonBody::bytes(QLatin1StringView name, QLatin1StringView part) const
{
    return decoded(m_object.value(name).toObject().value(part)).decoded;
}

} // namespace WebJabber
