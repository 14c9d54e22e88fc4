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

// Shares the event loop among sessions whose servers send more than can be read at once. Each session reads
// for a slice of time, then waits for its turn. Each round of the event loop has one turn, so that everything
// else is served between two turns, however many servers flood their sessions. Waiting domains get equal
// shares of time, not of turns, as some stanzas take much longer than a slice.
class ReadScheduler : public QObject
{
    Q_OBJECT

public:
    // How much of the thread's processor time a session may use before the others have their turn. Only a
    // single stanza can take longer.
    static constexpr std::chrono::milliseconds slice{2};

    using QObject::QObject;

    // Processor time of this thread. Time that other programs use is not charged to any session.
    static std::chrono::nanoseconds processorTime();

    // Calls `read` when its turn comes, never from within this call. The request is dropped if `context` is destroyed.
    void enqueue(const QString &domain, const QObject *context, std::function<void()> read);

protected:
    void timerEvent(QTimerEvent *event) override;

private:
    // The time spent for a domain. The time of each domain advances only with its own turns. The domain that
    // is furthest behind is next.
    using SpentTime = std::chrono::nanoseconds;

    struct Waiting {
        QPointer<const QObject> context;
        std::function<void()> read;
    };
    struct Domain {
        std::deque<Waiting> waiting;
        SpentTime spent{};
    };

    void runNext();
    void insertDomain(const QString &name, Domain &domain);

    QHash<QString, Domain> m_domains; // with a turn since the queue was empty
    std::multimap<SpentTime, QString> m_order; // of the domains with waiting sessions
    SpentTime m_now{}; // of the domain whose turn it is, or was last
    QString m_running; // the domain whose turn it is
    QBasicTimer m_timer; // runs while a session waits
};

} // namespace WebJabber
