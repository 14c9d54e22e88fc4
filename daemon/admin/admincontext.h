// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "admin/auditlog.h"
#include "admin/loglevels.h"
#include "admin/processinfo.h"
#include "admin/pushcontrol.h"
#include "admin/statistics.h"
#include "http/routetable.h"
#include "store/storeinspector.h"

#include <QDeadlineTimer>
#include <QSet>
#include <QStringList>

#include <functional>

namespace WebJabber {

class AdminServer;
class AdminStream;
class HttpServer;
class SessionRegistry;
class Store;

// The rooms an operator looks into; all outlive the API.
struct AdminDependencies {
    SessionRegistry &sessions;
    Store &store;
    StoreInspector &inspector;
    PushControl &pushes;
    const HttpServer &http;
};

// What the configuration's side lends.
struct AdminContextHooks {
    QString version;
    QStringList warnings; // of the configuration: what is allowed but risky
    // Reads the configuration again; answers its mistakes, none where it is in force.
    std::function<QStringList()> reload;
};

// What all routes of /admin/v1 share.
class AdminContext : public QObject
{
    Q_OBJECT

public:
    AdminContext(const AdminDependencies &rooms, AdminContextHooks hooks, const QString &auditFile, AdminServer &server,
                 LogLevels &levels, QObject *parent = nullptr);

    ~AdminContext() override;

    using TargetHandler = std::function<void(const Exchange &, const QString &target)>;
    // A handler for what must be in the audit log. The target is the path's
    // parameter, or empty. Where the log cannot be written nothing is done.
    Handler audited(const QString &action, TargetHandler handler);
    bool audit(const Exchange &exchange, const QString &action, const QString &target);
    // A handler for a path with a {jid}; others get invalid-jid.
    static Handler forJid(const std::function<void(const Exchange &, const Jid &)> &handler);
    Handler auditedForJid(const QString &action, std::function<void(const Exchange &, const Jid &)> handler);

    void add(AdminStream *stream) { m_streams.insert(stream); }
    void remove(AdminStream *stream);
    // The stream wants to see the stanzas of this account, or with a null JID of all.
    void trace(AdminStream *stream, const Jid &account);
    void endStreams();

    // A second old at most: telling what is open takes time where that is much.
    const ProcessInfo &process() const;

    SessionRegistry &sessions;
    Store &store;
    StoreInspector &inspector;
    PushControl &pushes;
    const HttpServer &http;
    const AdminContextHooks hooks;
    const QDateTime started;
    AdminServer &server;
    LogLevels &levels;
    Statistics statistics;

Q_SIGNALS:
    // A subscription, or how it fares, has changed.
    void pushesChanged();

private:
    void updateTraceScope();

    AuditLog m_audit;
    QSet<AdminStream *> m_streams;
    QHash<AdminStream *, Jid> m_traces;
    mutable ProcessInfo m_process;
    mutable QDeadlineTimer m_processExpiry;
};

} // namespace WebJabber
