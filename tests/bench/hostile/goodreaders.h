// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "arrivals.h"

#include <QMutex>
#include <QThread>

#include <atomic>
#include <memory>
#include <vector>

namespace WebJabber::Bench {

// What the good accounts were told of over their event streams.
struct Readings {
    qint64 distinct = 0; // good messages, by their numbers
    qint64 twice = 0;
    qint64 late = 0; // of them, more than a second after they were written
    qint64 forged = 0; // messages that the hostile correspondent made up in a friend's name
    qint64 others = 0; // all other events: the hostile correspondent's, and what is told of own ones
    qint64 resets = 0; // events that say that some are gone
    qint64 closures = 0; // of streams, which were opened anew
    QList<double> waits; // milliseconds, of each good message's first coming
};

// Holds a stream of /v1/events open for each of these devices, in a thread of
// its own. A stream that ends is opened again from where it was.
class GoodReaders
{
public:
    GoodReaders(quint16 port, const QList<QByteArray> &tokens);
    ~GoodReaders();
    Q_DISABLE_COPY_MOVE(GoodReaders)

    bool areOpen() const { return m_openCount == int(m_streams.size()); }
    // What came so far; of the waits those from this one on.
    Readings readings(qsizetype firstWait = 0) const;
    // Of the newest event that the device was told of; 0: there was none.
    qint64 cursor(qsizetype device) const;

private:
    struct Stream {
        int socket = -1;
        bool isOpen = false; // the head of the answer was read
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
    mutable QMutex m_mutex; // for what follows, but for the streams' sockets and bytes
    std::vector<Stream> m_streams;
    Readings m_readings;
    std::vector<bool> m_seen; // by number
    std::unique_ptr<QThread> m_thread;
};

} // namespace WebJabber::Bench
