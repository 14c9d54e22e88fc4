// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "admin/adminstream.h"

#include <QSet>

namespace WebJabber {

// Streams all changes of what the other routes show. It sends the resulting state, not the change, so a slow client
// misses intermediate states but no result. Memory is limited to the names of changed accounts.
//
// Events: `hello` {api}; `status` as GET /status; `session` and `queue` {a row}; `removed` {jid}; `pushes` {}: reload
// them.
class ChangeStream final : public AdminStream
{
    Q_OBJECT

public:
    ChangeStream(AdminContext &context, const Exchange &exchange);

private:
    void markChanged(const Jid &account);
    void markPushesChanged();
    void schedule();
    void flush();
    void sendRows(const QList<Jid> &accounts, const QList<QueueInfo> &queues);
    void sendStatus();

    QSet<Jid> m_changed;
    bool m_havePushesChanged = false;
    bool m_isQuerying = false; // a store query for the changed accounts is running
    QTimer m_flush;
    QTimer m_statusTimer;
};

} // namespace WebJabber
