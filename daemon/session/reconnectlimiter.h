// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QObject>
#include <QPointer>
#include <QString>
#include <QTimer>

#include <deque>
#include <functional>

namespace WebJabber {

// Spreads reconnects over time: at most `perSecond` start per second. Domains take turns, and the order within a
// domain is kept, so that a domain whose thousand sessions reconnect again and again does not delay the others.
class ReconnectLimiter : public QObject
{
    Q_OBJECT

public:
    explicit ReconnectLimiter(int perSecond, QObject *parent = nullptr);

    // Calls `start` in its turn, never from within this call. Drops it if `context` is destroyed before.
    void enqueue(const QString &domain, const QObject *context, std::function<void()> start);

private:
    struct Waiting {
        QPointer<const QObject> context;
        std::function<void()> start;
    };

    std::function<void()> takeNext();
    void startNext();

    QHash<QString, std::deque<Waiting>> m_waiting; // by domain; none is empty
    std::deque<QString> m_turns; // the domains in m_waiting, the next one first
    QTimer m_timer;
};

} // namespace WebJabber
