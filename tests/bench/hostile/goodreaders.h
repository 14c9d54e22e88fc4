// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "arrivals.h"

#include <QMutex>
#include <QThread>

#include <atomic>
#include <memory>
#include <vector>

namespace WebJabber::Bench {

// What the good accounts received on their event streams.
struct Readings {
    qint64 distinct = 0; // good messages, by number
    qint64 twice = 0;
    qint64 late = 0; // of these, received more than a second after they were written
    qint64 forged = 0; // messages that the hostile correspondent forged in a friend's name
    qint64 others = 0; // all other events: the hostile correspondent's, and those about own messages
    qint64 resets = 0; // events that report lost events
    qint64 closures = 0; // ended streams, which were reopened
    QList<double> waits; // milliseconds, the latency of each good message's first arrival
};

// Holds a stream of /v1/events open for each of these devices, in its own thread. A stream that ends is reopened at its
// cursor.
class GoodReaders
{
public:
    GoodReaders(quint16 port, const QList<QByteArray> &tokens);
    ~GoodReaders();
    Q_DISABLE_COPY_MOVE(GoodReaders)

    bool areOpen() const { return m_openCount == int(m_streams.size()); }
    // The readings so far. `waits` starts at index `firstWait`.
    Readings readings(qsizetype firstWait = 0) const;
    // The id of the newest event that the device received; 0 if there was none.
    qint64 cursor(qsizetype device) const;

private:
    struct Stream {
        int socket = -1;
        bool isOpen = false; // the response's header was read
        QByteArray received;
        QByteArray cursor;
    };

    void run();
    void open(std::size_t number);
    void read(std::size_t number);
    void closeAgain(std::size_t number);
    void note(Stream &stream, const QByteArray &event, Clock::time_point now);
    void noteMessage(const Arrival &arrival);

    quint16 m_port;
    QList<QByteArray> m_tokens;
    int m_epoll = -1;
    std::atomic<bool> m_stopped = false;
    std::atomic<int> m_openCount = 0;
    mutable QMutex m_mutex; // guards the following members, except the streams' sockets and buffers
    std::vector<Stream> m_streams;
    Readings m_readings;
    std::vector<bool> m_seen; // by number
    std::unique_ptr<QThread> m_thread;
};

} // namespace WebJabber::Bench
