// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QPointer>
#include <QTimer>

#include <deque>
#include <functional>

namespace WebJabber {

// Spreads reconnects over time: lets at most so many start per second, in the
// order they were asked for.
class ConnectPacer : public QObject
{
    Q_OBJECT

public:
    explicit ConnectPacer(int perSecond, QObject *parent = nullptr);

    // Calls `start` when it is its turn, never from within this call. It is
    // forgotten when `context` is destroyed.
    void enqueue(const QObject *context, std::function<void()> start);

private:
    struct Waiting {
        QPointer<const QObject> context;
        std::function<void()> start;
    };

    void startNext();

    std::deque<Waiting> m_waiting;
    QTimer m_timer;
};

} // namespace WebJabber
