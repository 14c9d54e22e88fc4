// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/bodymember.h"
#include "api/parameters.h"
#include "http/httpmessage.h"
#include "shared/jid.h"
#include "shared/nametable.h"

#include <QJsonObject>
#include <QStringList>

#include <optional>
#include <span>

namespace WebJabber {

// The JSON object in a request's body. It is checked strictly when it is read, so the functions that return a member
// do not fail: a member that is missing is empty.
class JsonBody
{
public:
    JsonBody() = default;

    // Fails with unsupported-media-type, or with invalid-request or invalid-jid for the first mistake, in the order of
    // `members`; the detail names the member. A member that is not in `members` is a mistake.
    static Result<JsonBody> read(const HttpRequest &request, std::span<const BodyMember> members);

    static bool isText(const HttpRequest &request); // as text/plain
    // The same for text/plain: the text is the member `body`, and the parameters of the query are the others.
    static Result<JsonBody> readText(const HttpRequest &request, std::span<const BodyMember> members,
                                     std::span<const Parameter> query);

    bool has(QLatin1StringView name) const { return m_object.contains(name); }
    QJsonValue value(QLatin1StringView name) const { return m_object.value(name); }
    QString text(QLatin1StringView name) const { return m_object.value(name).toString(); }
    Jid jid(QLatin1StringView name) const;
    // Nothing if it is missing.
    template<typename E, std::size_t count>
    std::optional<E> word(QLatin1StringView name, const NameTable<E, count> &names) const
    {
        return names.find(text(name));
    }
    QStringList texts(QLatin1StringView name) const { return m_object.value(name).toVariant().toStringList(); }
    qint64 number(QLatin1StringView name) const;
    QByteArray bytes(QLatin1StringView name, QLatin1StringView part) const;

private:
    explicit JsonBody(QJsonObject object)
        : m_object(std::move(object))
    {
    }

    QJsonObject m_object;
};

} // namespace WebJabber
