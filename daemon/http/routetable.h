// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "httpexchange.h"

#include <QHash>
#include <QStringList>

#include <functional>
#include <memory>

namespace WebJabber {

using Exchange = std::shared_ptr<HttpExchange>;
using Handler = std::function<void(const Exchange &)>;

// The routes of one audience, and how failures look to it.
class RouteTable
{
public:
    using Method = QHttpServerRequest::Method;
    using ProblemFace = std::function<HttpResponse(const Problem &)>;

    explicit RouteTable(ProblemFace face)
        : m_face(std::move(face))
    {
    }

    void add(Method method, const QString &path, const Handler &handler);

    bool contains(const QString &path) const { return m_routes.contains(path); }
    // The handler; empty where the path does not take the method. HEAD is
    // taken where GET is and nothing else: then GET changes nothing.
    Handler find(Method method, const QString &path) const;
    // For the Allow header.
    QByteArray allowedMethods(const QString &path) const;
    HttpResponse face(const Problem &problem) const { return m_face(problem); }

private:
    QHash<QString, QHash<Method, Handler>> m_routes;
    ProblemFace m_face;
};

} // namespace WebJabber
