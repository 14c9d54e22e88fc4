// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/parameters.h"

#include "http/jsonobject.h"
#include "shared/jid.h"

#include <QStringDecoder>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace WebJabber {

static std::unexpected<Problem> invalid(const QString &detail)
{
    return problem(ProblemCode::InvalidRequest, detail);
}

// Decodes application/x-www-form-urlencoded: '+' is a space. The result must be valid UTF-8.
static Result<QString> decode(QByteArray encoded)
{
    QStringDecoder utf8(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
    const QString text = utf8(QByteArray::fromPercentEncoding(encoded.replace('+', ' ')));
    if (utf8.hasError())
        return invalid(u"The parameters are not valid UTF-8."_s);
    return text;
}

Result<Parameters> Parameters::readAny(const HttpRequest &request)
{
    Parameters parameters;
    if (auto added = parameters.addForm(request.query, true); !added)
        return std::unexpected(added.error());
    if (request.body.isEmpty())
        return parameters;
    const QByteArray type =
        request.header(QHttpHeaders::WellKnownHeader::ContentType).split(';').first().trimmed().toLower();
    Result<void> added;
    if (type == "application/json")
        added = parameters.addJson(request.body);
    else if (type == "application/x-www-form-urlencoded")
        added = parameters.addForm(request.body, false);
    else
        added = problem(ProblemCode::UnsupportedMediaType,
                        u"Send the body as application/x-www-form-urlencoded or application/json."_s);
    if (!added)
        return std::unexpected(added.error());
    return parameters;
}

static Result<void> checkNumber(const Parameter &parameter, const QString &value)
{
    bool isNumber = false;
    const qint64 number = value.toLongLong(&isNumber);
    if (!isNumber || number < parameter.least || number > parameter.most)
        return invalid(u"“%1” must be a whole number from %2 to %3."_s.arg(parameter.name)
                           .arg(parameter.least)
                           .arg(parameter.most));
    return {};
}

static Result<void> check(const Parameter &parameter, const QString &value)
{
    switch (parameter.type) {
    case ParameterType::Text:
        return {};
    case ParameterType::Number:
        return checkNumber(parameter, value);
    case ParameterType::Flag:
        if (value != "true"_L1 && value != "false"_L1)
            return invalid(u"“%1” must be true or false."_s.arg(parameter.name));
        return {};
    case ParameterType::Word:
        if (!std::ranges::contains(parameter.words, value)) {
            const QStringList words(parameter.words.begin(), parameter.words.end());
            return invalid(u"“%1” must be one of: %2."_s.arg(parameter.name, words.join(u", "_s)));
        }
        return {};
    case ParameterType::Account:
        return value.isEmpty() ? Result<void>() : Jid::parseBare(value).transform([](const Jid &) { });
    }
    Q_UNREACHABLE_RETURN({});
}

Result<Parameters> Parameters::read(const HttpRequest &request, std::span<const Parameter> known)
{
    auto parameters = readAny(request);
    if (!parameters)
        return parameters;
    for (const QString &name : parameters->m_values.keys()) {
        if (!std::ranges::contains(known, name, &Parameter::name))
            return invalid(u"There is no parameter “%1” here."_s.arg(name.left(maxShownName)));
    }
    for (const Parameter &parameter : known) {
        const auto value = parameters->m_values.constFind(parameter.name);
        if (value == parameters->m_values.cend())
            continue;
        if (const auto checked = check(parameter, *value); !checked)
            return std::unexpected(checked.error());
    }
    return parameters;
}

Result<void> Parameters::addForm(const QByteArray &form, bool isQuery)
{
    for (const QByteArray &pair : form.split('&')) {
        if (pair.isEmpty())
            continue;
        const qsizetype equals = pair.indexOf('=');
        auto name = decode(equals < 0 ? pair : pair.first(equals));
        auto value = decode(equals < 0 ? QByteArray() : pair.sliced(equals + 1));
        if (!name || !value)
            return std::unexpected(!name ? name.error() : value.error());
        if (auto added = add(*name, *value, isQuery); !added)
            return added;
    }
    return {};
}

Result<void> Parameters::addJson(const QByteArray &json)
{
    const auto object = readJsonObject(json);
    if (!object)
        return std::unexpected(object.error());
    for (auto member = object->begin(); member != object->end(); ++member) {
        if (!member->isString())
            return invalid(u"“%1” must be a string."_s.arg(member.key().left(maxShownName)));
        if (auto added = add(member.key(), member->toString(), false); !added)
            return added;
    }
    return {};
}

Result<void> Parameters::add(const QString &name, const QString &value, bool isQuery)
{
    if (m_values.contains(name))
        return invalid(u"“%1” is given twice."_s.arg(name.left(maxShownName)));
    m_values.insert(name, value);
    if (isQuery)
        m_fromQuery.append(name);
    return {};
}

Result<QString> Parameters::required(QLatin1StringView name) const
{
    const QString value = m_values.value(name);
    if (value.isEmpty())
        return invalid(u"“%1” is missing."_s.arg(name));
    return value;
}

std::optional<QString> Parameters::optional(QLatin1StringView name) const
{
    const auto found = m_values.constFind(name);
    return found == m_values.cend() ? std::nullopt : std::optional(*found);
}

qint64 Parameters::number(QLatin1StringView name, qint64 fallback) const
{
    const auto found = m_values.constFind(name);
    return found == m_values.cend() ? fallback : found->toLongLong();
}

bool Parameters::isInQuery(QLatin1StringView name) const
{
    return m_fromQuery.contains(name);
}

} // namespace WebJabber
