// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "admin/adminroute.h"
#include "admin/auditlog.h"
#include "admin/loglevels.h"
#include "admin/processinfo.h"
#include "admin/statistics.h"
#include "store/sqlinspector.h"

#include <QDeadlineTimer>
#include <QSet>
#include <QStringList>

#include <functional>

namespace WebJabber {

class AdminServer;
class AdminStream;
class HttpServer;
class PushDispatcher;
class SessionRegistry;
class Store;

// The modules that the admin API inspects. All must outlive it.
struct AdminDependencies {
    SessionRegistry &sessions;
    Store &store;
    SqlInspector &inspector;
    PushDispatcher &pushes;
    const HttpServer &http;
};

// What the admin API needs from the application.
struct AdminContextHooks {
    QString version;
    QStringList warnings; // settings that are allowed but risky
    // Reloads the configuration and returns its errors. If there are none, the new settings are in effect.
    std::function<QStringList()> reload;
};

// Shared by all routes of /admin/v1.
class AdminContext : public QObject
{
    Q_OBJECT

public:
    AdminContext(const AdminDependencies &dependencies, AdminContextHooks hooks, const QString &auditFile,
                 AdminServer &server, LogLevels &levels, QObject *parent = nullptr);

    ~AdminContext() override;

    // Adds the routes, which must be static. The target is checked first, then the action is recorded, then the query
    // is checked. This object must outlive the table.
    void addTo(RouteTable &table, std::span<const AdminRoute> routes);
    // Records an action. If that fails, answers the exchange and returns false.
    bool audit(const Exchange &exchange, const QString &action, const QString &target);

    void add(AdminStream *stream) { m_streams.insert(stream); }
    void remove(AdminStream *stream);
    // Makes `stream` receive the stanzas of this account; with a null JID, those of all accounts.
    void trace(AdminStream *stream, const Jid &account);
    void endStreams();

    // At most one second old, because counting open descriptors can be slow.
    const ProcessInfo &process() const;

    SessionRegistry &sessions;
    Store &store;
    SqlInspector &inspector;
    PushDispatcher &pushes;
    const HttpServer &http;
    const AdminContextHooks hooks;
    const QDateTime started;
    AdminServer &server;
    LogLevels &levels;
    Statistics statistics;

Q_SIGNALS:
    // A subscription or its state has changed.
    void pushesChanged();

private:
    void dispatch(const AdminRoute &route, AdminRequest request);
    void updateTraceScope();

    AuditLog m_audit;
    QSet<AdminStream *> m_streams;
    QHash<AdminStream *, Jid> m_traces;
    mutable ProcessInfo m_process;
    mutable QDeadlineTimer m_processExpiry;
};

} // namespace WebJabber
