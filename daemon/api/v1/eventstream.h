// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/clientapi.h"
#include "api/eventhub.h"

#include <QTimer>

namespace WebJabber {

// One client that reads its account's events as Server-Sent Events. It reads
// from the store only what the client takes, so a slow one costs no memory;
// one that takes nothing for long is dropped and may resume with its last id.
// Destroys itself when the client is gone.
class EventStream final : public QObject, public EventListener
{
    Q_OBJECT

public:
    EventStream(ClientApi &api, const Exchange &exchange, const Device &device, qint64 cursor);
    ~EventStream() override;

    // Ends the answer as an orderly one.
    void finish();

    void appended(const Event &event) override;
    void passed(const QByteArray &type, const QJsonObject &data) override;
    void deviceRemoved(const QString &deviceId) override;

private:
    void readMore();
    void write(const Event &event);
    void writeEvent(const QByteArray &id, const QByteArray &type, const QJsonObject &data);
    bool isCongested() const;

    ClientApi &m_api;
    Exchange m_exchange;
    Device m_device;
    qint64 m_cursor;
    bool m_isReading = false; // a page is on its way from the store
    bool m_isBehind = true; // the store may hold more than was written
    QTimer m_heartbeat;
    QTimer m_stall;
};

} // namespace WebJabber
