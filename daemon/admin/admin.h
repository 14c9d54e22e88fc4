// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "admin/admincontext.h"
#include "admin/adminserver.h"

namespace WebJabber {

// The operator's API: everything below /admin/v1, on its socket.
class Admin : public QObject
{
    Q_OBJECT

public:
    // `auditFile` is made where it is not there.
    Admin(const AdminDependencies &rooms, const AdminContextHooks &hooks, const QString &auditFile,
          QObject *parent = nullptr);

    // Fails with a detail for the operator.
    Result<void> listen(const AdminSettings &settings) { return m_server.listen(settings); }
    // Takes no more clients and says goodbye to those who watch.
    void close();

    LogLevels &logLevels() { return m_levels; }
    // To be told of every push attempt.
    void countPush(const QString &kind, int status);

private:
    LogLevels m_levels;
    AdminServer m_server;
    AdminContext m_context;
};

} // namespace WebJabber
