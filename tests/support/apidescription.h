// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/httpclient.h"
#include "support/jsonschemas.h"

#include <optional>

namespace WebJabber::Test {

// Compares requests and responses with openapi.json. All functions return what is wrong, one mistake a line; empty if
// nothing is.
class ApiDescription
{
public:
    ApiDescription();

    // Requests to paths that are not described are not compared. A request that is answered with an error may be wrong;
    // its response may not.
    QString mistakes(const HttpCall &call, const HttpResponse &response);
    // The same for an event of a stream.
    QString mistakesInEvent(const QByteArray &event);

private:
    struct Operation {
        QString name; // "GET /v1/events"
        QJsonObject object;
    };
    std::optional<Operation> operationOf(const HttpCall &call) const;
    QStringList requestMistakes(const HttpCall &call, const Operation &operation);
    QStringList queryMistakes(const HttpCall &call, const Operation &operation);
    QStringList responseMistakes(const HttpCall &call, const HttpResponse &response, const Operation &operation);
    QString contentMistakes(const HttpResponse &response, const QJsonObject &described, const QString &name);
    QJsonObject resolved(const QJsonValue &value) const;

    QJsonObject m_document;
    JsonSchemas m_schemas;
};

} // namespace WebJabber::Test
