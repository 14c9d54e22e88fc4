// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QList>
#include <QMutex>
#include <QThread>

#include <chrono>

class QTcpSocket;

namespace WebJabber::Bench {

using Clock = std::chrono::steady_clock;

struct WireRequest {
    QByteArray path;
    QByteArray body;
    Clock::time_point time; // when it had arrived completely
};

// A push endpoint on 127.0.0.1 in its own thread that records the arrival time of each request.
class WireClock
{
public:
    WireClock();
    ~WireClock();
    Q_DISABLE_COPY_MOVE(WireClock)

    quint16 port() const { return m_port; }
    // The requests since the last call.
    QList<WireRequest> take();

private:
    void listen();
    void answer(QTcpSocket &socket, QByteArray &buffer);

    quint16 m_port = 0;
    QMutex m_mutex;
    QList<WireRequest> m_requests;
    QThread m_thread;
    QObject *m_context; // lives in the thread
};

} // namespace WebJabber::Bench
