// SPDX-License-Identifier: GPL-3.0-or-later
#include "http/routetable.h"

#include <QUrl>

#include <algorithm>
#include <optional>

using namespace Qt::StringLiterals;

namespace WebJabber {

using Method = HttpMethod;

Handler RouteTable::Route::find(Method method) const
{
    if (method == Method::Head && m_answersHead)
        method = Method::Get;
    const auto found = std::ranges::find(m_handlers, method, &std::pair<Method, Handler>::first);
    return found == m_handlers.end() ? Handler() : found->second;
}

QByteArray RouteTable::Route::allowedMethods() const
{
    QByteArrayList names;
    for (const auto &[method, name] : httpMethodNames.entries()) {
        if (method == Method::Options || find(method))
            names.append(QByteArray(name.data(), name.size()));
    }
    return names.join(", ");
}

void RouteTable::add(Method method, const QString &path, const Handler &handler, Effect effect)
{
    auto route = std::ranges::find(m_routes, path, &Route::m_path);
    if (route == m_routes.end()) {
        m_routes.emplace_back();
        route = m_routes.end() - 1;
        route->m_path = path;
        route->m_segments = path.split(u'/');
    }
    route->m_handlers.emplace_back(method, handler);
    if (method == Method::Get)
        route->m_answersHead = effect == Effect::None;
}

// Returns the values of the {...} segments; nullopt if the path does not match.
static std::optional<QStringList> match(const QStringList &pattern, const QStringList &segments)
{
    if (pattern.size() != segments.size())
        return std::nullopt;
    QStringList parameters;
    for (qsizetype i = 0; i < pattern.size(); ++i) {
        const bool isParameter = pattern.at(i).startsWith(u'{');
        if (isParameter ? segments.at(i).isEmpty() : pattern.at(i) != segments.at(i))
            return std::nullopt;
        if (isParameter)
            parameters.append(QUrl::fromPercentEncoding(segments.at(i).toUtf8()));
    }
    return parameters;
}

RouteTable::Match RouteTable::find(const QString &path) const
{
    const QStringList segments = path.split(u'/');
    for (const Route &route : m_routes) {
        if (const auto parameters = match(route.m_segments, segments))
            return {&route, *parameters};
    }
    return {};
}

QStringList RouteTable::describe() const
{
    QStringList lines;
    for (const Route &route : m_routes) {
        for (const auto &[method, name] : httpMethodNames.entries()) {
            if (method != Method::Head && method != Method::Options && route.find(method))
                lines.append(name + u' ' + route.m_path);
        }
    }
    lines.sort();
    return lines;
}

} // namespace WebJabber
