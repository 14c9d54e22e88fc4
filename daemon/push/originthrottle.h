// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>
#include <QHash>
#include <QString>

#include <chrono>
#include <deque>
#include <optional>
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
    void enter(const QString &origin, const QString &id);
    // Returns the next turn, which the caller must end with leave(); nothing if none may start now.
    std::optional<Turn> next(const QDateTime &now);
    void leave(const QString &origin, Result result, const QDateTime &now);

    // When to call next() again, besides after each leave(); null: never.
    QDateTime nextProbe() const { return m_parked.empty() ? QDateTime() : m_parked.begin()->first; }
    bool isBroken(const QString &origin) const { return m_origins.value(origin).failures >= failuresToBreak; }
    int inFlight() const { return m_inFlight; }

private:
    struct Origin {
        std::deque<QString> waiting;
        int inFlight = 0;
        int failures = 0; // in a row
        bool isListed = false; // in m_ready or m_parked
        QDateTime nextProbe;
    };

    void list(const QString &name, Origin &origin);

    QHash<QString, Origin> m_origins;
    std::deque<QString> m_ready; // origins with a queued id that may start, in turn
    std::set<std::pair<QDateTime, QString>> m_parked; // broken origins with a queued id, by the time of their probe
    int m_inFlight = 0;
};

} // namespace WebJabber
