// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QBasicTimer>
#include <QHash>
#include <QObject>
#include <QPointer>
#include <QString>

#include <chrono>
#include <deque>
#include <functional>
#include <map>

namespace WebJabber {

// Shares the event loop among sessions whose servers send more than can be read
// at once. Each reads for a slice of time, then waits for its turn. There is one
// turn in each round of the event loop, so that everybody else is served between
// two of them, however many servers flood their sessions. Domains that wait get
// equal shares of time, not of turns: some stanzas take much longer than a slice.
class ReadTurns : public QObject
{
    Q_OBJECT

public:
    // How much of the thread's processor time a session may read for before others
    // have their turn. Only a stanza that takes longer by itself goes beyond it.
    static constexpr std::chrono::milliseconds slice{2};

    using QObject::QObject;

    // Processor time of this thread: time in which other programs had the processor
    // is no session's fault.
    static std::chrono::nanoseconds processorTime();

    // Calls `read` when it is its turn, never from within this call. It is
    // forgotten when `context` is destroyed.
    void enqueue(const QString &domain, const QObject *context, std::function<void()> read);

protected:
    void timerEvent(QTimerEvent *event) override;

private:
    // Time that was spent for a domain, of which each moves on only with its own
    // turns. The one that is furthest behind is next.
    using SpentTime = std::chrono::nanoseconds;

    struct Waiting {
        QPointer<const QObject> context;
        std::function<void()> read;
    };
    struct Domain {
        std::deque<Waiting> waiting;
        SpentTime spent{};
    };

    void takeTurn();
    void line(const QString &name, Domain &domain);

    QHash<QString, Domain> m_domains; // that had turns since nobody waited
    std::multimap<SpentTime, QString> m_line; // of the domains in which somebody waits
    SpentTime m_now{}; // of the domain that is, or was, at its turn
    QString m_running; // the domain at its turn
    QBasicTimer m_timer; // while somebody waits
};

} // namespace WebJabber
