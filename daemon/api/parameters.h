// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "http/httpmessage.h"

#include <QMap>
#include <QString>

#include <initializer_list>
#include <optional>

namespace WebJabber {

// The parameters of a legacy API request: from the query and, on POST, from a form or a JSON object of strings in the
// body.
class Parameters
{
public:
    // Fails with invalid-request, naming the parameter, if one is unknown, repeated, not text or not valid UTF-8. Fails
    // with unsupported-media-type for other bodies.
    static Result<Parameters> read(const HttpRequest &request, std::initializer_list<QLatin1StringView> known);
    // The same without the check for unknown names.
    static Result<Parameters> readAny(const HttpRequest &request);

    // Fails with invalid-request if missing or empty.
    Result<QString> required(QLatin1StringView name) const;
    std::optional<QString> optional(QLatin1StringView name) const;
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
