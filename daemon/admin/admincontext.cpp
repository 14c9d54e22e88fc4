// SPDX-License-Identifier: GPL-3.0-or-later
#include "admin/admincontext.h"

#include "admin/adminserver.h"
#include "admin/adminstream.h"
#include "http/problemanswer.h"
#include "session/sessionregistry.h"

using namespace std::chrono_literals;

namespace WebJabber {

static constexpr auto processInfoAge = 1s;

AdminContext::AdminContext(const AdminDependencies &dependencies, AdminContextHooks adminHooks,
                           const QString &auditFile, AdminServer &adminServer, LogLevels &logLevels, QObject *parent)
    : QObject(parent)
    , sessions(dependencies.sessions)
    , store(dependencies.store)
    , inspector(dependencies.inspector)
    , pushes(dependencies.pushes)
    , http(dependencies.http)
    , hooks(std::move(adminHooks))
    , started(QDateTime::currentDateTimeUtc())
    , server(adminServer)
    , levels(logLevels)
    , statistics(dependencies.store, dependencies.sessions)
    , m_audit(auditFile)
{
}

AdminContext::~AdminContext()
{
    // The streams remove themselves from this object, so it must still be complete.
    qDeleteAll(QSet<AdminStream *>(m_streams));
}

const ProcessInfo &AdminContext::process() const
{
    if (m_processExpiry.hasExpired()) {
        m_process = ProcessInfo::now();
        m_processExpiry.setRemainingTime(processInfoAge);
    }
    return m_process;
}

bool AdminContext::audit(const Exchange &exchange, const QString &action, const QString &target)
{
    const auto written = m_audit.write(server.peerOf(*exchange), action, target);
    if (!written)
        exchange->answer(problemAnswer(written.error()));
    return written.has_value();
}

void AdminContext::addTo(RouteTable &table, std::span<const AdminRoute> routes)
{
    for (const AdminRoute &route : routes)
        table.add(route.method, route.path,
                  [this, &route](const Exchange &exchange) { dispatch(route, {exchange, route.audit}); });
}

void AdminContext::dispatch(const AdminRoute &route, AdminRequest request)
{
    const Exchange &exchange = request.exchange;
    QString target;
    if (route.target == AdminTarget::Id) {
        target = request.id = exchange->pathParameters().first();
    } else if (route.target == AdminTarget::Account) {
        const auto jid = Jid::parseBare(exchange->pathParameters().first());
        if (!jid)
            return exchange->answer(problemAnswer(jid.error()));
        request.account = *jid;
        target = jid->toString();
    }
    if (!route.audit.isEmpty() && route.target != AdminTarget::InRequest && !audit(exchange, request.action, target))
        return;
    if (!route.query.empty()) {
        auto query = Parameters::read(exchange->request(), route.query);
        if (!query)
            return exchange->answer(problemAnswer(query.error()));
        request.query = std::move(*query);
    }
    route.handler(*this, request);
}

void AdminContext::remove(AdminStream *stream)
{
    m_streams.remove(stream);
    if (m_traces.remove(stream))
        updateTraceScope();
}

void AdminContext::trace(AdminStream *stream, const Jid &account)
{
    m_traces.insert(stream, account);
    updateTraceScope();
}

void AdminContext::updateTraceScope()
{
    SessionRegistry::TraceScope scope;
    for (const Jid &account : std::as_const(m_traces)) {
        if (account.isNull())
            scope.all = true;
        else
            scope.accounts.insert(account);
    }
    sessions.setTraceScope(scope);
}

void AdminContext::endStreams()
{
    for (AdminStream *stream : QSet<AdminStream *>(m_streams))
        stream->finish();
}

} // namespace WebJabber
