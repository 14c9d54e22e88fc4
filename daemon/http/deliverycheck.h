// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDeadlineTimer>
#include <QObject>
#include <QTimer>

#include <functional>

namespace WebJabber {

// Checks if the peer's TCP has acknowledged everything that was written to a socket; send() only means that the kernel
// took it. Uses its own descriptor and so works after the connection was closed. Behind a reverse proxy the peer is the
// proxy.
class DeliveryCheck final : public QObject
{
    Q_OBJECT

public:
    using Done = std::function<void(bool isDelivered)>;

    // Takes ownership of `descriptor`, which must be a TCP socket. `done` is called once, from the event loop; if there
    // is no acknowledgement, with false after one second. Inside `done`, destroy this object with deleteLater() only.
    DeliveryCheck(int descriptor, Done done);
    ~DeliveryCheck() override;

    enum class State { Pending, Delivered, Failed };
    State state() const;
    // Starts polling with a timer. `done` is called as soon as the result is known.
    void start();
    // Checks immediately instead of at the next interval. Call it when data arrived from the peer.
    void checkNow();

private:
    void finish(bool isDelivered);

    int m_descriptor;
    Done m_done;
    QDeadlineTimer m_end;
    QTimer m_timer;
};

} // namespace WebJabber
