// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "http/httpmessage.h"
#include "shared/nametable.h"

#include <QJsonObject>
#include <QStringList>

#include <initializer_list>
#include <optional>

namespace WebJabber {

// The JSON object in a request's body, read strictly: each mistake fails with
// invalid-request naming the member. Members are asked for one by one; the
// first failure is kept and told by check().
class JsonBody
{
public:
    // Fails with unsupported-media-type or invalid-request: not JSON, not an
    // object, or a member that is none of these.
    static Result<JsonBody> read(const HttpRequest &request, std::initializer_list<QLatin1StringView> known);

    // Not empty, at most `maxLength` UTF-16 units, no character that XMPP cannot carry.
    QString requiredText(QLatin1StringView name, qsizetype maxLength);
    // Empty where it is missing.
    QString text(QLatin1StringView name, qsizetype maxLength);
    // One of these; `fallback` where it is missing, which without one is a mistake.
    QString oneOf(QLatin1StringView name, const QStringList &words, const std::optional<QString> &fallback = {});
    // The value with the name that the member holds. A mistake gives the table's first value.
    template<typename E, std::size_t count>
    E oneOf(QLatin1StringView name, const NameTable<E, count> &names)
    {
        return names.find(oneOf(name, names.names())).value_or(names.entries().front().first);
    }
    QStringList texts(QLatin1StringView name, qsizetype maxCount, qsizetype maxLength);
    // Empty where it is missing. A member that is none of these is a mistake.
    QJsonObject object(QLatin1StringView name, std::initializer_list<QLatin1StringView> known);
    // A whole number of at least 0, also as text of digits.
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
