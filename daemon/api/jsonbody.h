// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "http/httpmessage.h"
#include "shared/nametable.h"

#include <QJsonObject>
#include <QStringList>

#include <initializer_list>
#include <optional>

namespace WebJabber {

// Reads the JSON object in a request's body strictly: every mistake fails with invalid-request, naming the member.
// Members are read one by one; check() returns the first failure.
class JsonBody
{
public:
    // Fails with unsupported-media-type, or with invalid-request if the body is not a JSON object or has a member that
    // is not in `known`.
    static Result<JsonBody> read(const HttpRequest &request, std::initializer_list<QLatin1StringView> known);

    // Must be non-empty, at most `maxLength` UTF-16 units, and contain only characters that XMPP allows.
    QString requiredText(QLatin1StringView name, qsizetype maxLength);
    // Empty if missing.
    QString text(QLatin1StringView name, qsizetype maxLength);
    // One of `words`. If it is missing, returns `fallback`; without a fallback that is an error.
    QString oneOf(QLatin1StringView name, const QStringList &words, const std::optional<QString> &fallback = {});
    // The same, for the names of an enumeration. Returns the table's first value on an error.
    template<typename E, std::size_t count>
    E oneOf(QLatin1StringView name, const NameTable<E, count> &names)
    {
        return names.find(oneOf(name, names.names())).value_or(names.entries().front().first);
    }
    QStringList texts(QLatin1StringView name, qsizetype maxCount, qsizetype maxLength);
    // Empty if missing. Members that are not in `known` are an error.
    QJsonObject object(QLatin1StringView name, std::initializer_list<QLatin1StringView> known);
    // An integer >= 0, also as a string of digits.
    qint64 requiredNumber(QLatin1StringView name);
    bool has(QLatin1StringView name) const { return m_object.contains(name); }

    Result<void> check() const;
    void fail(const Problem &problem);

private:
    explicit JsonBody(QJsonObject object)
        : m_object(std::move(object))
    {
    }
    void invalid(const QString &detail);
    bool isFine(QLatin1StringView name, const QJsonValue &value, qsizetype maxLength);

    QJsonObject m_object;
    std::optional<Problem> m_problem;
};

} // namespace WebJabber
