// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "admin/adminstream.h"

#include <QSet>

namespace WebJabber {

// Tells what has changed in all that the other routes show. Each change is told
// as the state it led to, so that a client that is slow misses steps but no
// outcome, and costs no more memory than the names of what changed.
//
// `hello` {api}; `status` as GET /status; `session` and `queue` {a row};
// `removed` {jid}; `pushes` {}: ask for them again.
class ChangeStream final : public AdminStream
{
    Q_OBJECT

public:
    ChangeStream(AdminContext &context, const Exchange &exchange);

private:
    void note(const Jid &account);
    void notePushes();
    void schedule();
    void flush();
    void tell(const QList<Jid> &accounts, const QList<QueueInfo> &queues);
    void tellStatus();

    QSet<Jid> m_changed;
    bool m_havePushesChanged = false;
    bool m_isAsking = false; // the store, about what has changed
    QTimer m_flush;
    QTimer m_statusTimer;
};

} // namespace WebJabber
