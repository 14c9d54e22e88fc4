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

// The routes of one audience, and how failures look to it.
class RouteTable
{
public:
    using Method = QHttpServerRequest::Method;
    using ProblemFormat = std::function<HttpResponse(const Problem &)>;

    // One path and what it takes.
    class Route
    {
    public:
        // The handler; empty if the method is not taken. GET's also answers HEAD
        // (RFC 9110, section 9.3.2), unless it was added as Effect::Change.
        Handler find(Method method) const;
        QByteArray allowedMethods() const; // for the Allow header
        const QString &path() const { return m_path; }

    private:
        friend class RouteTable;
        QString m_path; // "/v1/contacts/{jid}"
        QStringList m_segments;
        std::vector<std::pair<Method, Handler>> m_handlers;
        bool m_takesHead = false;
    };

    // What a GET does: HEAD must change nothing (RFC 9110, section 9.2.1), so it is refused with 405 if GET does.
    enum class Effect { None, Change };

    struct Match {
        const Route *route = nullptr; // null: none has this path
        QStringList parameters; // what stands for the path's {...}, decoded
    };

    // Its face also answers for the paths below `root` that no table has.
    explicit RouteTable(ProblemFormat face, const QString &root = QStringLiteral("/"))
        : m_format(std::move(face))
        , m_root(root)
    {
    }

    // A segment `{name}` of the path stands for any text without a slash (one
    // that is percent-encoded counts as text).
    void add(Method method, const QString &path, const Handler &handler, Effect effect = Effect::None);

    // `path` is percent-encoded, as it was sent.
    Match find(const QString &path) const;
    // "GET /v1/contacts/{jid}" of each; what the API's description must name.
    QStringList describe() const;
    HttpResponse face(const Problem &problem) const { return m_format(problem); }
    QString root() const { return m_root; }

private:
    std::vector<Route> m_routes;
    ProblemFormat m_format;
    QString m_root;
};

} // namespace WebJabber
