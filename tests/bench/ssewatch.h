// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "arrivals.h"

#include <QMutex>
#include <QThread>

#include <atomic>
#include <memory>
#include <vector>

namespace WebJabber::Bench {

// Holds a stream of /v1/events open for each of these devices, in its own thread, and records the events.
class SseWatch
{
public:
    // Returns when all streams are open. Ends the bench if one is rejected.
    SseWatch(quint16 port, const QList<QByteArray> &tokens);
    ~SseWatch();
    Q_DISABLE_COPY_MOVE(SseWatch)

    // Waits until this many different messages with this number or a higher one have arrived, or the time is up.
    // Returns their arrivals. A stream repeats what its device has not acknowledged, so older messages arrive too.
    QList<Arrival> waitFor(qint64 first, qint64 count, std::chrono::seconds timeout);

private:
    struct Stream {
        int socket = -1;
        bool isOpen = false;
        QByteArray received;
    };

    void run();
    void read(Stream &stream);
    QList<Arrival> arrivalsFrom(qint64 first);

    std::vector<Stream> m_streams;
    std::atomic<bool> m_stopped = false;
    std::atomic<int> m_open = 0;
    QMutex m_mutex;
    QList<Arrival> m_arrivals;
    std::unique_ptr<QThread> m_thread;
};

} // namespace WebJabber::Bench
