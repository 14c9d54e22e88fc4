// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "benchprocess.h"

#include <QMap>
#include <QTemporaryDir>

#include <algorithm>

namespace WebJabber::Bench {

enum class Wire { Plain, Tls };

// Memory is first measured with this many sessions signed in, as the first ones include the process's fixed costs.
inline int firstOf(int sessions)
{
    return std::min(10, sessions / 2);
}

struct LoadStatistics {
    qint64 online = 0;
    qint64 sent = 0; // messages to sessions
    qint64 owed = 0; // of these, not yet acknowledged
    qint64 distinct = 0; // messages from sessions, by id
    qint64 connectsPeak = 0; // per second, since the last drop
    qint64 loginsPeak = 0;
    qint64 posted = 0; // distinct bodies "posted N" of messages from sessions
    qint64 postedTwice = 0;
    qint64 latest = 0; // milliseconds, the maximum delay of a message behind the schedule
    QMap<QByteArray, qint64> hostileStanzas; // the hostile correspondent's stanzas, by kind
};

// The loadserver process, with its own certificate.
class LoadServerProcess
{
public:
    LoadServerProcess(Wire wire, int accounts, int iterations);

    quint16 port() const { return m_port; }
    Wire wire() const { return m_wire; }
    QString caFile() const { return m_caFile; } // empty without TLS
    qint64 pid() const { return m_process.pid(); }
    LoadStatistics statistics();
    // See loadserver --help. startSending() returns at once, finishSending() when the last message is sent.
    void startSending(int first, int accounts, double rate, std::chrono::seconds time);
    void finishSending();
    // Starts a hostile correspondent at the same time.
    void startHostileStanzas(int first, int accounts, double rate, std::chrono::seconds time);
    void drop(std::chrono::seconds time);

private:
    QStringList arguments(Wire wire, int accounts, int iterations);

    QTemporaryDir m_directory;
    Wire m_wire;
    QString m_caFile;
    BenchProcess m_process;
    quint16 m_port;
};

} // namespace WebJabber::Bench
