// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "http/httpexchange.h"

#include <QStringList>

#include <functional>
#include <memory>
#include <vector>

namespace WebJabber {

using Exchange = std::shared_ptr<HttpExchange>;
using Handler = std::function<void(const Exchange &)>;

// The routes of one API and its error format.
class RouteTable
{
public:
    using Method = HttpMethod;
    using ProblemFormat = std::function<HttpResponse(const Problem &)>;

    // One path with its methods.
    class Route
    {
    public:
        // Returns the handler; empty if the method is not allowed. GET's handler also serves HEAD (RFC 9110, section
        // 9.3.2), unless it was added as Effect::Change.
        Handler find(Method method) const;
        QByteArray allowedMethods() const; // for the Allow header
        const QString &path() const { return m_path; }

    private:
        friend class RouteTable;
        QString m_path; // "/v1/contacts/{jid}"
        QStringList m_segments;
        std::vector<std::pair<Method, Handler>> m_handlers;
        bool m_answersHead = false;
    };

    // The effect of a GET. HEAD must not change anything (RFC 9110, section 9.2.1), so it is refused with 405 if GET
    // does.
    enum class Effect { None, Change };

    struct Match {
        const Route *route = nullptr; // null: no route has this path
        QStringList parameters; // the values of the path's {...} segments, decoded
    };

    // `format` formats errors, also for paths below `root` that no table has.
    explicit RouteTable(ProblemFormat format, const QString &root = QStringLiteral("/"))
        : m_format(std::move(format))
        , m_root(root)
    {
    }

    // A segment `{name}` of the path matches any text without a slash; a percent-encoded slash is part of the text.
    void add(Method method, const QString &path, const Handler &handler, Effect effect = Effect::None);

    // `path` is percent-encoded, as sent.
    Match find(const QString &path) const;
    // Returns "GET /v1/contacts/{jid}" and so on: what the OpenAPI description must list.
    QStringList describe() const;
    HttpResponse formatProblem(const Problem &problem) const { return m_format(problem); }
    QString root() const { return m_root; }

private:
    std::vector<Route> m_routes;
    ProblemFormat m_format;
    QString m_root;
};

} // namespace WebJabber
