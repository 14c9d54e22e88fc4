// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHostAddress>
#include <QSocketNotifier>
#include <QTcpServer>
#include <QTimer>

#include <memory>

namespace WebJabber {

// Accepts TCP connections.
//
// WORKAROUND (Qt 6.8): QTcpServer neither pauses nor reports an error if no descriptor is left for accept(). So
// QTcpServer only opens the port, and this class calls accept() itself; ends with a QTcpServer that does both.
//
// The last descriptors of the process are kept for the database, the log and the operator: connections that get one of
// them are marked as scarce. If those are used up as well, connections are accepted and closed using a spare
// descriptor. If that fails too, accepting pauses.
class HttpListener : public QTcpServer
{
    Q_OBJECT

public:
    explicit HttpListener(QObject *parent = nullptr);
    ~HttpListener() override;

    // False on failure; see serverError().
    bool start(const QHostAddress &address, quint16 port);
    void stop();

Q_SIGNALS:
    // `descriptor` is a connected non-blocking socket. The receiver must close it. `isScarce`: it is one of the last
    // descriptors.
    void accepted(int descriptor, const QHostAddress &address, bool isScarce);

private:
    void acceptSome();
    bool acceptOne();
    void rejectOne();
    void pause();

    // A duplicate of the listening socket, as QTcpServer has a notifier on its own descriptor.
    int m_descriptor = -1;
    std::unique_ptr<QSocketNotifier> m_notifier;
    QTimer m_pause;
    int m_spare = -1;
    int m_scarceFrom; // the last descriptors have this number or a higher one
};

} // namespace WebJabber
