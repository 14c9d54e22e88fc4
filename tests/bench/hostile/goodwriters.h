// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "goodreaders.h"

namespace WebJabber::Bench {

// The outcome of the good accounts' own requests.
struct Writings {
    qint64 accepted = 0; // messages "posted N", each with its own id
    qint64 refused = 0; // not accepted after several attempts
    qint64 retries = 0; // repeated attempts with the same id after a failure
    qint64 failedAcks = 0; // acknowledgements of events
    QList<double> waits; // milliseconds until a message was answered
};

// Some of the good accounts write to friend@localhost in turn, 10 messages per second in total. All of them acknowledge
// the events that they have read. Runs in its own thread.
class GoodWriters
{
public:
    // Acknowledges the events that `readers` has read with the same tokens.
    GoodWriters(quint16 port, const QList<QByteArray> &tokens, const GoodReaders &readers);
    ~GoodWriters();
    Q_DISABLE_COPY_MOVE(GoodWriters)

    void stop(); // returns when the last message has been answered
    Writings writings() const;

private:
    void run();
    void writeMessage(class SteadyClient &client, qint64 number);
    void acknowledge(class SteadyClient &client, qsizetype device);

    quint16 m_port;
    QList<QByteArray> m_tokens;
    const GoodReaders &m_readers;
    std::atomic<bool> m_stopped = false;
    mutable QMutex m_mutex;
    Writings m_writings;
    std::unique_ptr<QThread> m_thread;
};

} // namespace WebJabber::Bench
