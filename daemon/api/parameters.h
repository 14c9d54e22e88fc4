// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "http/httpmessage.h"

#include <QMap>
#include <QString>

#include <optional>
#include <span>

namespace WebJabber {

enum class ParameterType {
    Text,
    Number, // an integer from `least` to `most`
    Flag, // true or false
    Word, // one of `words`
    Account, // a bare JID, or empty
};

// One parameter that a route takes. The values are static.
struct Parameter {
    QLatin1StringView name;
    ParameterType type = ParameterType::Text;
    qint64 least = 0;
    qint64 most = 0;
    std::span<const QLatin1StringView> words = {};
};

// The parameters of a request: from the query and, on POST, from a form or a JSON object of strings in the body.
class Parameters
{
public:
    // Fails with invalid-request, naming the parameter, if one is unknown, repeated, not text, not valid UTF-8 or not
    // of its type (invalid-jid for an account). Fails with unsupported-media-type for other bodies.
    static Result<Parameters> read(const HttpRequest &request, std::span<const Parameter> known);
    // The same without the check for unknown names and types.
    static Result<Parameters> readAny(const HttpRequest &request);

    // Fails with invalid-request if missing or empty.
    Result<QString> required(QLatin1StringView name) const;
    std::optional<QString> optional(QLatin1StringView name) const;
    qint64 number(QLatin1StringView name, qint64 fallback) const;
    bool isInQuery(QLatin1StringView name) const;
    const QMap<QString, QString> &all() const { return m_values; }

private:
    Result<void> addForm(const QByteArray &form, bool isQuery);
    Result<void> addJson(const QByteArray &json);
    Result<void> add(const QString &name, const QString &value, bool isQuery);

    QMap<QString, QString> m_values;
    QStringList m_fromQuery;
};

} // namespace WebJabber
