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

// Spreads reconnects over time: lets at most so many start per second. Domains
// take turns, and within a domain the order is kept, so that one whose thousand
// sessions come back again and again does not delay those of others.
class ReconnectLimiter : public QObject
{
    Q_OBJECT

public:
    explicit ReconnectLimiter(int perSecond, QObject *parent = nullptr);

    // Calls `start` when it is its turn, never from within this call. It is
    // forgotten when `context` is destroyed.
    void enqueue(const QString &domain, const QObject *context, std::function<void()> start);

private:
    struct Waiting {
        QPointer<const QObject> context;
        std::function<void()> start;
    };

    std::function<void()> takeNext();
    void startNext();

    QHash<QString, std::deque<Waiting>> m_waiting; // by domain; none is empty
    std::deque<QString> m_turns; // of the domains in m_waiting, the next one first
    QTimer m_timer;
};

} // namespace WebJabber
