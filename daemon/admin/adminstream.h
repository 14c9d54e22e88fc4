// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "admin/admincontext.h"

#include <QJsonObject>
#include <QTimer>

namespace WebJabber {

// Somebody who watches: an answer of Server-Sent Events that goes on until the
// client leaves. Destroys itself then.
class AdminStream : public QObject
{
    Q_OBJECT

public:
    AdminStream(AdminContext &context, const Exchange &exchange);
    ~AdminStream() override;

    // Ends the answer as an orderly one.
    void finish();

protected:
    void send(QLatin1StringView type, const QJsonObject &data);
    // More waits for the client than it should: what can wait must.
    bool isCongested() const;
    AdminContext &context() const { return m_context; }

private:
    AdminContext &m_context;
    Exchange m_exchange;
    QTimer m_heartbeat;
};

} // namespace WebJabber
