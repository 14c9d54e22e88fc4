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

// Who may call a push server now: at most four at a time for one origin, 64 in
// all, each in its turn. A server that failed ten times in a row is left alone
// but for one call each 30 s, until one goes well. No sockets, no clock of its
// own.
class OriginThrottle
{
public:
    static constexpr int perOrigin = 4;
    static constexpr int inAll = 64;
    static constexpr int failuresToBreak = 10;
    static constexpr std::chrono::milliseconds probeInterval = std::chrono::seconds(30);

    enum class Result {
        Good, // the server answered
        Bad, // it did not, or not as a server in good health
        None, // it was not asked after all
    };

    struct Turn {
        QString id;
        QString origin;
    };

    // Puts somebody into the queue of an origin.
    void enter(const QString &origin, const QString &id);
    // Whose turn it is; whoever gets it must leave(). Nothing where nobody may.
    std::optional<Turn> next(const QDateTime &now);
    void leave(const QString &origin, Result result, const QDateTime &now);

    // When next() is to be asked again, beside each leave(); null: never.
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
    std::deque<QString> m_ready; // origins with somebody waiting who may start, in turn
    std::set<std::pair<QDateTime, QString>> m_parked; // broken ones with somebody waiting
    int m_inFlight = 0;
};

} // namespace WebJabber
