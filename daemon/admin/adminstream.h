// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "admin/admincontext.h"

#include <QJsonObject>
#include <QTimer>

namespace WebJabber {

// A Server-Sent Events answer of the admin API. It lasts until the client leaves, then destroys itself.
class AdminStream : public QObject
{
    Q_OBJECT

public:
    AdminStream(AdminContext &context, const Exchange &exchange);
    ~AdminStream() override;

    // Ends the stream cleanly.
    void finish();

protected:
    void send(QLatin1StringView type, const QJsonObject &data);
    // True if the client is slow. Data that can wait or be dropped must not be sent then.
    bool isCongested() const;
    AdminContext &context() const { return m_context; }

private:
    AdminContext &m_context;
    Exchange m_exchange;
    QTimer m_heartbeat;
};

} // namespace WebJabber
