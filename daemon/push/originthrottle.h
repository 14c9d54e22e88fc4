// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/keyedsemaphore.h"

#include <QDateTime>
#include <QString>

#include <chrono>
#include <set>

namespace WebJabber {

// Limits the concurrent calls of push servers: at most four for one origin and 64 in all, each in its turn. After ten
// failures in a row an origin gets only one call every 30 s, until one succeeds (circuit breaker). It uses no sockets
// and no clock of its own.
class OriginThrottle
{
public:
    static constexpr int perOrigin = 4;
    static constexpr int inAll = 64;
    static constexpr int failuresToBreak = 10;
    static constexpr std::chrono::milliseconds probeInterval = std::chrono::seconds(30);

    enum class Result {
        Good, // the server responded
        Bad, // no response, or one that indicates a failure of the server
        None, // no request was sent
    };

    struct Turn {
        QString id;
        QString origin;
    };

    // Adds `id` to the queue of an origin.
    void enqueue(const QString &origin, const QString &id);
    // Returns the next turn, which the caller must end with release(); nothing if none may start now.
    std::optional<Turn> next(const QDateTime &now);
    void release(const QString &origin, Result result, const QDateTime &now);

    // When to call next() again, besides after each release(); null: never.
    QDateTime nextProbe() const { return m_probes.empty() ? QDateTime() : m_probes.begin()->first; }
    bool isBroken(const QString &origin) const { return m_circuits.value(origin).failures >= failuresToBreak; }
    int inFlight() const { return m_calls.taken(); }

private:
    struct Circuit {
        int failures = 0; // in a row
        QDateTime nextProbe;
    };

    void planProbe(const QString &origin);

    KeyedSemaphore<QString, QString> m_calls{perOrigin, inAll}; // queued ids, by origin
    QHash<QString, Circuit> m_circuits; // of the origins whose last call failed
    std::set<std::pair<QDateTime, QString>> m_probes; // of broken origins with a queued id and no call
};

} // namespace WebJabber
