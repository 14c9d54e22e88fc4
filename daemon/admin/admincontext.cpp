// SPDX-License-Identifier: GPL-3.0-or-later
#include "admin/admincontext.h"

#include "admin/adminserver.h"
#include "admin/adminstream.h"
#include "http/problemanswer.h"
#include "session/sessionregistry.h"

using namespace std::chrono_literals;

namespace WebJabber {

static constexpr auto processInfoAge = 1s;

AdminContext::AdminContext(const AdminDependencies &rooms, AdminContextHooks adminHooks, const QString &auditFile,
                           AdminServer &adminServer, LogLevels &logLevels, QObject *parent)
    : QObject(parent)
    , sessions(rooms.sessions)
    , store(rooms.store)
    , inspector(rooms.inspector)
    , pushes(rooms.pushes)
    , http(rooms.http)
    , hooks(std::move(adminHooks))
    , started(QDateTime::currentDateTimeUtc())
    , server(adminServer)
    , levels(logLevels)
    , statistics(rooms.store, rooms.sessions)
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

Handler AdminContext::audited(const QString &action, TargetHandler handler)
{
    return [this, action, handler = std::move(handler)](const Exchange &exchange) {
        const QString target = exchange->pathParameters().value(0);
        if (audit(exchange, action, target))
            handler(exchange, target);
    };
}

Handler AdminContext::forJid(const std::function<void(const Exchange &, const Jid &)> &handler)
{
    return [handler](const Exchange &exchange) {
        const auto jid = Jid::parseBare(exchange->pathParameters().first());
        if (jid)
            handler(exchange, *jid);
        else
            exchange->answer(problemAnswer(jid.error()));
    };
}

Handler AdminContext::auditedForJid(const QString &action, std::function<void(const Exchange &, const Jid &)> handler)
{
    return forJid([this, action, handler = std::move(handler)](const Exchange &exchange, const Jid &jid) {
        if (audit(exchange, action, jid.toString()))
            handler(exchange, jid);
    });
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
