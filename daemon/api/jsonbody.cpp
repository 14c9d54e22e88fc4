// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/jsonbody.h"

#include "http/jsonobject.h"
#include "shared/xmltext.h"

#include <QJsonArray>

#include <algorithm>
#include <cmath>

using namespace Qt::StringLiterals;

namespace WebJabber {

static std::unexpected<Problem> invalidRequest(const QString &detail)
{
    return problem(ProblemCode::InvalidRequest, detail);
}

Result<JsonBody> JsonBody::read(const HttpRequest &request, std::initializer_list<QLatin1StringView> known)
{
    const QByteArray type = request.header(QHttpHeaders::WellKnownHeader::ContentType);
    if (type.split(';').first().trimmed().toLower() != "application/json")
        return problem(ProblemCode::UnsupportedMediaType, u"Send the body as application/json."_s);
    const auto object = readJsonObject(request.body);
    if (!object)
        return std::unexpected(object.error());
    for (const QString &name : object->keys()) {
        if (std::ranges::find(known, name) == known.end())
            return invalidRequest(u"There is no member “%1” here."_s.arg(name.left(maxShownName)));
    }
    return JsonBody(*object);
}

Result<void> JsonBody::check() const
{
    if (m_problem)
        return std::unexpected(*m_problem);
    return {};
}

void JsonBody::fail(const Problem &problem)
{
    if (!m_problem)
        m_problem = problem;
}

void JsonBody::invalid(const QString &detail)
{
    fail({ProblemCode::InvalidRequest, detail, {}, {}});
}

bool JsonBody::isFine(QLatin1StringView name, const QJsonValue &value, qsizetype maxLength)
{
    if (!value.isString())
        invalid(u"“%1” must be a string."_s.arg(name));
    else if (value.toString().size() > maxLength)
        invalid(u"“%1” may have at most %2 characters."_s.arg(name).arg(maxLength));
    else if (!isXmlText(value.toString()))
        invalid(u"“%1” holds a control character, which XMPP cannot carry."_s.arg(name));
    else
        return true;
    return false;
}

QString JsonBody::text(QLatin1StringView name, qsizetype maxLength)
{
    const auto member = m_object.constFind(name);
    if (member == m_object.constEnd() || !isFine(name, *member, maxLength))
        return {};
    return member->toString();
}

QString JsonBody::requiredText(QLatin1StringView name, qsizetype maxLength)
{
    const QString value = text(name, maxLength);
    if (value.isEmpty())
        invalid(u"“%1” is missing or empty."_s.arg(name));
    return value;
}

QString JsonBody::oneOf(QLatin1StringView name, const QStringList &words, const std::optional<QString> &fallback)
{
    const auto member = m_object.constFind(name);
    if (member == m_object.constEnd() && fallback)
        return *fallback;
    const QString value = member == m_object.constEnd() ? QString() : member->toString();
    if (!words.contains(value))
        invalid(u"“%1” must be one of: %2."_s.arg(name, words.join(u", "_s)));
    return value;
}

QStringList JsonBody::texts(QLatin1StringView name, qsizetype maxCount, qsizetype maxLength)
{
    const auto member = m_object.constFind(name);
    if (member == m_object.constEnd())
        return {};
    if (!member->isArray() || member->toArray().size() > maxCount) {
        invalid(u"“%1” must be a list of at most %2 strings."_s.arg(name).arg(maxCount));
        return {};
    }
    QStringList values;
    for (const QJsonValue &value : member->toArray()) {
        if (!isFine(name, value, maxLength))
            return {};
        values.append(value.toString());
    }
    return values;
}

QJsonObject JsonBody::object(QLatin1StringView name, std::initializer_list<QLatin1StringView> known)
{
    const QJsonValue value = m_object.value(name);
    if (value.isUndefined())
        return {};
    if (!value.isObject()) {
        invalid(u"“%1” must be an object."_s.arg(name));
        return {};
    }
    for (const QString &member : value.toObject().keys()) {
        if (std::ranges::find(known, member) == known.end())
            invalid(u"There is no member “%1.%2” here."_s.arg(name, member.left(maxShownName)));
    }
    return value.toObject();
}

qint64 JsonBody::requiredNumber(QLatin1StringView name)
{
    constexpr double largest = 9007199254740991; // 2^53 - 1
    const QJsonValue value = m_object.value(name);
    bool isNumber = false;
    qint64 number = -1;
    if (value.isString()) {
        number = value.toString().toLongLong(&isNumber);
    } else if (value.isDouble() && std::abs(value.toDouble()) <= largest
               && std::trunc(value.toDouble()) == value.toDouble()) {
        isNumber = true;
        number = qint64(value.toDouble());
    }
    if (!isNumber || number < 0)
        invalid(u"“%1” must be a whole number of at least 0."_s.arg(name));
    return number;
}

} // namespace WebJabber
