// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "admin/admincontext.h"
#include "admin/adminserver.h"

namespace WebJabber {

// The operator's API: everything below /admin/v1, on the admin socket.
class Admin : public QObject
{
    Q_OBJECT

public:
    // Creates `auditFile` if it does not exist.
    Admin(const AdminDependencies &dependencies, const AdminContextHooks &hooks, const QString &auditFile,
          QObject *parent = nullptr);

    // Fails with a message for the operator.
    Result<void> listen(const AdminSettings &settings) { return m_server.listen(settings); }
    // Stops accepting clients and ends all streams cleanly.
    void close();

    LogLevels &logLevels() { return m_levels; }
    // Call it for every push attempt.
    void countPush(const QString &kind, int status);

private:
    LogLevels m_levels;
    AdminServer m_server;
    AdminContext m_context;
};

} // namespace WebJabber
