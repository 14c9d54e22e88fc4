// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/jsonbody.h"

#include "http/jsonobject.h"
#include "shared/xmltext.h"

#include <QJsonArray>
#include <QStringDecoder>

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

static Checked checkMembers(std::span<const BodyMember> members, const QJsonObject &object, const QString &prefix = {});

static Checked checkObject(const BodyMember &member, const QJsonValue &value)
{
    if (!value.isObject())
        return invalidRequest(u"“%1” must be an object."_s.arg(member.name));
    return checkMembers(member.members(), value.toObject(), member.name + u'.');
}

static Checked checkObjects(const BodyMember &member, const QJsonValue &value)
{
    if (!value.isArray())
        return invalidRequest(u"“%1” must be a list of objects."_s.arg(member.name));
    for (const QJsonValue &object : value.toArray()) {
        if (const auto checked = checkObject(member, object); !checked)
            return checked;
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
    case MemberType::Ref:
        return value.isNull() ? Checked() : checkText(member, value, false);
    case MemberType::Object:
        return checkObject(member, value);
    case MemberType::Objects:
        return checkObjects(member, value);
    case MemberType::Json:
        if (!value.isObject() && !value.isArray())
            return invalidRequest(u"“%1” must be an object or a list."_s.arg(member.name));
        return {};
    case MemberType::Bytes:
        return checkBytes(member, value);
    case MemberType::Ignored:
        return {};
    }
    Q_UNREACHABLE_RETURN({});
}

static Checked checkMembers(std::span<const BodyMember> members, const QJsonObject &object, const QString &prefix)
{
    for (const QString &name : object.keys()) {
        if (!std::ranges::contains(members, name, &BodyMember::name))
            return invalidRequest(u"There is no member “%1” here."_s.arg(prefix + name.left(maxShownName)));
    }
    for (const BodyMember &member : members) {
        if (const auto checked = checkMember(member, object.value(member.name)); !checked)
            return checked;
    }
    return {};
}

static std::unexpected<Problem> unsupported(const QString &detail)
{
    return problem(ProblemCode::UnsupportedMediaType, detail);
}

// Returns the part of Content-Type before the parameters, in lower case.
static QByteArray mediaType(const HttpRequest &request)
{
    const QByteArray type = request.header(QHttpHeaders::WellKnownHeader::ContentType);
    return type.split(';').first().trimmed().toLower();
}

Result<JsonBody> JsonBody::read(const HttpRequest &request, std::span<const BodyMember> members)
{
    if (mediaType(request) != "application/json")
        return unsupported(u"Send the body as application/json."_s);
    const auto object = readJsonObject(request.body);
    if (!object)
        return std::unexpected(object.error());
    return checkMembers(members, *object).transform([&object] { return JsonBody(*object); });
}

bool JsonBody::isText(const HttpRequest &request)
{
    return mediaType(request) == "text/plain";
}

Result<JsonBody> JsonBody::readText(const HttpRequest &request, std::span<const BodyMember> members,
                                    std::span<const Parameter> query)
{
    const QByteArray type = request.header(QHttpHeaders::WellKnownHeader::ContentType).toLower();
    if (const qsizetype charset = type.indexOf("charset="); charset >= 0 && !type.sliced(charset).contains("utf-8"))
        return unsupported(u"Send the text in UTF-8."_s);
    QStringDecoder utf8(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
    QJsonObject object{{u"body"_s, QString(utf8(request.body))}};
    if (utf8.hasError())
        return invalidRequest(u"The text is not valid UTF-8."_s);
    HttpRequest withoutBody = request;
    withoutBody.body.clear();
    const auto parameters = Parameters::read(withoutBody, query);
    if (!parameters)
        return std::unexpected(parameters.error());
    for (auto parameter = parameters->all().begin(); parameter != parameters->all().end(); ++parameter)
        object.insert(parameter.key(), parameter.value());
    return checkMembers(members, object).transform([&object] { return JsonBody(object); });
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
