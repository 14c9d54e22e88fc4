// SPDX-License-Identifier: GPL-3.0-or-later
#include "routetable.h"

#include <array>

using namespace Qt::StringLiterals;

namespace WebJabber {

using Method = QHttpServerRequest::Method;

static constexpr std::array methodNames{
    std::pair(Method::Get, "GET"_L1), std::pair(Method::Head, "HEAD"_L1),     std::pair(Method::Post, "POST"_L1),
    std::pair(Method::Put, "PUT"_L1), std::pair(Method::Delete, "DELETE"_L1), std::pair(Method::Options, "OPTIONS"_L1),
};

void RouteTable::add(Method method, const QString &path, const Handler &handler)
{
    m_routes[path].insert(method, handler);
}

Handler RouteTable::find(Method method, const QString &path) const
{
    const auto route = m_routes.constFind(path);
    if (route == m_routes.cend())
        return {};
    if (method == Method::Head && route->size() == 1)
        return route->value(Method::Get);
    return route->value(method);
}

QByteArray RouteTable::allowedMethods(const QString &path) const
{
    QByteArrayList names;
    for (const auto &[method, name] : methodNames) {
        if (method == Method::Options || find(method, path))
            names.append(QByteArray(name.data(), name.size()));
    }
    return names.join(", ");
}

} // namespace WebJabber
