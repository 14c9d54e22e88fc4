// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/apidescription.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QUrlQuery>

using namespace Qt::StringLiterals;

namespace WebJabber::Test {

static QJsonObject readDocument()
{
    QFile file(QStringLiteral(WEBJABBER_SOURCE_DIR "/resources/openapi.json"));
    return file.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(file.readAll()).object() : QJsonObject();
}

ApiDescription::ApiDescription()
    : m_document(readDocument())
    , m_schemas(m_document.value("components"_L1).toObject())
{
}

// Follows a reference like "#/components/responses/Refused".
QJsonObject ApiDescription::resolved(const QJsonValue &value) const
{
    const QString reference = value["$ref"_L1].toString();
    if (reference.isEmpty())
        return value.toObject();
    QJsonValue target = m_document;
    for (const QString &step : reference.split(u'/').sliced(1))
        target = target[step];
    return target.toObject();
}

static bool matches(const QString &pattern, const QString &path)
{
    const QStringList expected = pattern.split(u'/');
    const QStringList segments = path.split(u'/');
    if (expected.size() != segments.size())
        return false;
    for (qsizetype i = 0; i < expected.size(); ++i) {
        if (expected.at(i).startsWith(u'{') ? segments.at(i).isEmpty() : expected.at(i) != segments.at(i))
            return false;
    }
    return true;
}

// A path without parameters comes first, as in the daemon.
std::optional<ApiDescription::Operation> ApiDescription::operationOf(const HttpCall &call) const
{
    const QJsonObject paths = m_document.value("paths"_L1).toObject();
    const QString sent = call.url.path(QUrl::FullyEncoded);
    const QString method = call.method == "HEAD" ? u"get"_s : QString::fromLatin1(call.method).toLower();
    for (auto path = paths.begin(); path != paths.end(); ++path) {
        const QJsonValue operation = (*path)[method];
        if (matches(path.key(), sent) && operation.isObject())
            return Operation{QString::fromLatin1(call.method) + u' ' + path.key(), operation.toObject()};
    }
    return std::nullopt;
}

static QJsonValue parsed(const QByteArray &text)
{
    const QJsonDocument document = QJsonDocument::fromJson(text);
    return document.isArray() ? QJsonValue(document.array())
        : document.isObject() ? QJsonValue(document.object())
                              : QJsonValue(QJsonValue::Undefined);
}

static QByteArray headerOf(const HttpCall &call, QByteArrayView name)
{
    for (const auto &[known, value] : call.headers) {
        if (known.compare(name, Qt::CaseInsensitive) == 0)
            return value;
    }
    return {};
}

// A parameter's text as the JSON that its schema describes.
static QJsonValue typed(const QString &text, const QJsonObject &schema)
{
    const QString type = schema.value("type"_L1).toString();
    bool isNumber = false;
    const qint64 number = text.toLongLong(&isNumber);
    if (type == "integer"_L1 && isNumber)
        return number;
    if (type == "boolean"_L1 && (text == "true"_L1 || text == "false"_L1))
        return text == "true"_L1;
    return text;
}

QStringList ApiDescription::queryMistakes(const HttpCall &call, const Operation &operation)
{
    QStringList mistakes;
    const QJsonArray parameters = operation.object.value("parameters"_L1).toArray();
    for (const auto &[name, value] : QUrlQuery(call.url).queryItems(QUrl::FullyDecoded)) {
        bool isKnown = false;
        for (const QJsonValue &item : parameters) {
            const QJsonObject parameter = resolved(item);
            if (parameter.value("in"_L1) != "query"_L1 || parameter.value("name"_L1) != name)
                continue;
            isKnown = true;
            const QJsonObject schema = parameter.value("schema"_L1).toObject();
            mistakes += m_schemas.mistakes(operation.name + u" ?"_s + name, schema, typed(value, schema),
                                           u"request: query parameter "_s + name);
        }
        if (!isKnown)
            mistakes += u"request: the query parameter %1 is not described"_s.arg(name);
    }
    mistakes.removeAll(QString());
    return mistakes;
}

QStringList ApiDescription::requestMistakes(const HttpCall &call, const Operation &operation)
{
    QStringList mistakes = queryMistakes(call, operation);
    const QJsonValue security = operation.object.contains("security"_L1) ? operation.object.value("security"_L1)
                                                                         : m_document.value("security"_L1);
    if (!security.toArray().isEmpty() && headerOf(call, "Authorization").isEmpty())
        mistakes += u"request: a token is described, and none was needed"_s;
    const QJsonValue body = operation.object.value("requestBody"_L1);
    if (body.isObject()) {
        const bool isText = headerOf(call, "Content-Type").startsWith("text/plain");
        const QString type = isText ? u"text/plain"_s : u"application/json"_s;
        const QJsonValue sent = isText ? QJsonValue(QString::fromUtf8(call.body)) : parsed(call.body);
        const QString wrong = m_schemas.mistakes(
            operation.name + u' ' + type, body["content"_L1][type]["schema"_L1].toObject(), sent, u"request: "_s);
        if (!wrong.isEmpty())
            mistakes += wrong;
    }
    return mistakes;
}

QString ApiDescription::contentMistakes(const HttpResponse &response, const QJsonObject &described, const QString &name)
{
    const QJsonObject content = described.value("content"_L1).toObject();
    if (content.isEmpty())
        return response.body.isEmpty() ? QString() : u"response: no body is described, and there is one"_s;
    const QString type = QString::fromLatin1(response.header("Content-Type"_L1)).section(u';', 0, 0);
    if (!content.contains(type))
        return u"response: Content-Type is %1, expected %2"_s.arg(type, content.keys().join(u", "_s));
    if (type == "text/event-stream"_L1)
        return {};
    const QJsonValue body = parsed(response.body);
    if (body.isUndefined())
        return u"response: the body is not JSON"_s;
    return m_schemas.mistakes(name, content.value(type)["schema"_L1].toObject(), body, u"response: "_s);
}

QStringList ApiDescription::responseMistakes(const HttpCall &call, const HttpResponse &response,
                                             const Operation &operation)
{
    const QJsonObject responses = operation.object.value("responses"_L1).toObject();
    const QString status = QString::number(response.status);
    const bool isListed = responses.contains(status);
    const QJsonObject described = resolved(responses.value(isListed ? status : u"default"_s));
    if (!isListed && !described.value("description"_L1).toString().contains(u"| %1 |"_s.arg(status)))
        return {u"response: the status %1 is not described"_s.arg(status)};
    QStringList mistakes;
    const QJsonObject headers = described.value("headers"_L1).toObject();
    for (auto header = headers.begin(); isListed && header != headers.end(); ++header) {
        if (!response.headers.contains(header.key()))
            mistakes += u"response: the header field %1 is missing"_s.arg(header.key());
    }
    if (call.method != "HEAD")
        mistakes += contentMistakes(response, described, operation.name + u' ' + (isListed ? status : u"default"_s));
    mistakes.removeAll(QString());
    return mistakes;
}

QString ApiDescription::mistakes(const HttpCall &call, const HttpResponse &response)
{
    const auto operation = operationOf(call);
    if (!operation)
        return {};
    QStringList mistakes;
    if (response.status < 400)
        mistakes += requestMistakes(call, *operation);
    mistakes += responseMistakes(call, response, *operation);
    return mistakes.join(u'\n');
}

QString ApiDescription::mistakesInEvent(const QByteArray &event)
{
    QByteArray type;
    QByteArray data;
    for (const QByteArray &line : event.split('\n')) {
        if (line.startsWith("event: "))
            type = line.sliced(7);
        else if (line.startsWith("data: "))
            data = line.sliced(6);
    }
    if (type.isEmpty() && data.isEmpty()) // a comment
        return {};
    const QString name = QString::fromUtf8(type);
    const QJsonValue events = m_document["components"_L1]["schemas"_L1]["StreamEvents"_L1]["properties"_L1];
    if (!events.toObject().contains(name))
        return u"event: the type %1 is not described in StreamEvents"_s.arg(name);
    return m_schemas.mistakes(u"event "_s + name, events[name].toObject(), parsed(data),
                              u"data of event %1: "_s.arg(name));
}

} // namespace WebJabber::Test
