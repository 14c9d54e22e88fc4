// SPDX-License-Identifier: GPL-3.0-or-later
#include "admin/admin.h"

#include "admin/logroutes.h"
#include "admin/pushadminroutes.h"
#include "admin/queueroutes.h"
#include "admin/sessionadminroutes.h"
#include "admin/statusroutes.h"
#include "http/problemanswer.h"

namespace WebJabber {

Admin::Admin(const AdminDependencies &dependencies, const AdminContextHooks &hooks, const QString &auditFile,
             QObject *parent)
    : QObject(parent)
    , m_context(dependencies, hooks, auditFile, m_server, m_levels)
{
    RouteTable table(&problemAnswer);
    for (const auto routes : {statusRoutes(), sessionAdminRoutes(), queueRoutes(), pushAdminRoutes(), logRoutes()})
        m_context.addTo(table, routes);
    m_server.addTable(std::move(table));
}

void Admin::close()
{
    m_server.stopListening();
    m_context.endStreams();
}

void Admin::countPush(const QString &kind, int status)
{
    m_context.statistics.countPush(kind, status);
    Q_EMIT m_context.pushesChanged();
}

} // namespace WebJabber
