// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDeadlineTimer>
#include <QObject>
#include <QTimer>

#include <functional>

namespace WebJabber {

// Finds out whether the peer's TCP acknowledged all that was handed to a socket: send() only says that the kernel took
// it. It has a descriptor of its own, so it still knows after the connection was closed. Behind a proxy the peer is the
// proxy.
class DeliveryCheck final : public QObject
{
    Q_OBJECT

public:
    using Done = std::function<void(bool isDelivered)>;

    // `descriptor` is one of a TCP socket, which is closed with this object. `done` is called once, from the event
    // loop: with false after a second. It may destroy this object with deleteLater() only.
    DeliveryCheck(int descriptor, Done done);
    ~DeliveryCheck() override;

    enum class State { Pending, Delivered, Failed };
    State state() const;
    // From now on `done` is called as soon as it is known, without keeping the event loop busy.
    void start();
    // Looks now, not at the next interval: something came from the peer.
    void look();

private:
    void finish(bool isDelivered);

    int m_descriptor;
    Done m_done;
    QDeadlineTimer m_end;
    QTimer m_timer;
};

} // namespace WebJabber
