// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/clientapi.h"
#include "api/eventhub.h"

#include <QTimer>

#include <chrono>

namespace WebJabber {

// A GET /v1/events that waits for an event. Destroys itself after the answer or when the client is gone.
class LongPoll final : public QObject, public EventListener
{
    Q_OBJECT

public:
    LongPoll(ClientApi &api, const Exchange &exchange, const Device &device, qint64 cursor, qsizetype limit,
             std::chrono::seconds wait);
    ~LongPoll() override;

    // Answers with the current events; there may be none.
    void finish();

    void appended(const Event &event) override;
    void transientEvent(const QByteArray &, const QJsonObject &) override { }
    void deviceRemoved(const QString &deviceId) override;

private:
    ClientApi &m_api;
    Exchange m_exchange;
    Device m_device;
    qint64 m_cursor;
    qsizetype m_limit;
    QTimer m_timer;
    bool m_isFinishing = false;
};

} // namespace WebJabber
