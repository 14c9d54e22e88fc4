// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/clientapi.h"
#include "api/eventhub.h"

#include <QTimer>

namespace WebJabber {

// One client that reads its account's events as Server-Sent Events. Reads from the store only as fast as the client
// does, so slow clients cost no memory. Drops a client that takes nothing for too long; it can resume with its last id.
// Destroys itself when the client is gone.
class EventStream final : public QObject, public EventListener
{
    Q_OBJECT

public:
    EventStream(ClientApi &api, const Exchange &exchange, const Device &device, qint64 cursor);
    ~EventStream() override;

    // Ends the stream cleanly.
    void finish();

    void appended(const Event &event) override;
    void transientEvent(const QByteArray &type, const QJsonObject &data) override;
    void deviceRemoved(const QString &deviceId) override;

private:
    void readMore();
    bool isCongested() const;

    ClientApi &m_api;
    Exchange m_exchange;
    Device m_device;
    qint64 m_cursor;
    bool m_isReading = false; // a page is being read from the store
    bool m_isBehind = true; // the store may contain more events than were written
    QTimer m_heartbeat;
    QTimer m_stall;
};

} // namespace WebJabber
