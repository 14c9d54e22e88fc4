// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "benchprocess.h"

#include <QMap>
#include <QTemporaryDir>

#include <algorithm>

namespace WebJabber::Bench {

enum class Wire { Plain, Tls };

// So many sessions come before memory is first looked at, as they bring with
// them what a process has once.
inline int firstOf(int sessions)
{
    return std::min(10, sessions / 2);
}

struct LoadStatistics {
    qint64 online = 0;
    qint64 sent = 0; // messages to sessions
    qint64 owed = 0; // of them not yet acknowledged
    qint64 distinct = 0; // messages of sessions, by their ids
    qint64 connectsPeak = 0; // a second, since the last drop
    qint64 loginsPeak = 0;
    qint64 posted = 0; // different bodies "posted N" of sessions' messages
    qint64 postedTwice = 0;
    qint64 latest = 0; // milliseconds that a message left late at most
    QMap<QByteArray, qint64> annoyances; // the hostile correspondent's stanzas, by kind
};

// The loadserver, with a certificate of its own.
class LoadServerProcess
{
public:
    LoadServerProcess(Wire wire, int accounts, int iterations);

    quint16 port() const { return m_port; }
    Wire wire() const { return m_wire; }
    QString caFile() const { return m_caFile; } // empty without TLS
    qint64 pid() const { return m_process.pid(); }
    LoadStatistics statistics();
    // See loadserver --help. startSending() returns at once, and
    // finishSending() when the last one is sent.
    void startSending(int first, int accounts, double rate, std::chrono::seconds time);
    void finishSending();
    // Of a hostile correspondent, beside them.
    void startAnnoying(int first, int accounts, double rate, std::chrono::seconds time);
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
