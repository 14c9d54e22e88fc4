// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "httpexchange.h"

#include <QStringList>

#include <functional>
#include <memory>
#include <vector>

namespace WebJabber {

using Exchange = std::shared_ptr<HttpExchange>;
using Handler = std::function<void(const Exchange &)>;

// The routes of one audience, and how failures look to it.
class RouteTable
{
public:
    using Method = HttpMethod;
    using ProblemFace = std::function<HttpResponse(const Problem &)>;

    // One path and what it takes.
    class Route
    {
    public:
        // The handler; empty where the method is not taken. HEAD is taken where
        // GET is and nothing else: then GET changes nothing.
        Handler find(Method method) const;
        QByteArray allowedMethods() const; // for the Allow header
        const QString &path() const { return m_path; }

    private:
        friend class RouteTable;
        QString m_path; // "/v1/contacts/{jid}"
        QStringList m_segments;
        std::vector<std::pair<Method, Handler>> m_handlers;
    };

    struct Match {
        const Route *route = nullptr; // null: none has this path
        QStringList parameters; // what stands for the path's {...}, decoded
    };

    // Its face also answers for the paths below `root` that no table has.
    explicit RouteTable(ProblemFace face, const QString &root = QStringLiteral("/"))
        : m_face(std::move(face))
        , m_root(root)
    {
    }

    // A segment `{name}` of the path stands for any text without a slash (one
    // that is percent-encoded counts as text).
    void add(Method method, const QString &path, const Handler &handler);

    // `path` is percent-encoded, as it was sent.
    Match find(const QString &path) const;
    // "GET /v1/contacts/{jid}" of each; what the API's description must name.
    QStringList describe() const;
    HttpResponse face(const Problem &problem) const { return m_face(problem); }
    QString root() const { return m_root; }

private:
    std::vector<Route> m_routes;
    ProblemFace m_face;
    QString m_root;
};

} // namespace WebJabber
