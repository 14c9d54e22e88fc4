// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHostAddress>
#include <QSocketNotifier>
#include <QTcpServer>
#include <QTimer>

#include <memory>

namespace WebJabber {

class HttpConnection;

// Accepts TCP connections. It does so itself, as QTcpServer, which opens the
// port and hands connections to QtHttpServer, neither stops asking nor tells
// where there is no descriptor for what it is to accept.
//
// The last descriptors of the process are not for HTTP clients but for the
// database, the log and the operator: connections that would take one of them
// are marked. Where others have used up even those, connections are taken and
// closed with the help of one that is kept for this; where that fails as well,
// there is a pause.
class HttpListener : public QTcpServer
{
    Q_OBJECT

public:
    explicit HttpListener(QObject *parent = nullptr);
    ~HttpListener() override;

    // False where that fails: serverError() says why.
    bool start(const QHostAddress &address, quint16 port);
    void stop();

    // For QtHttpServer, which owns it from then on.
    void handOver(HttpConnection *connection);
    QTcpSocket *nextPendingConnection() override;

Q_SIGNALS:
    // A connected socket that does not block; whoever takes it closes it.
    // `isScarce`: it is one of the last descriptors.
    void accepted(int descriptor, const QHostAddress &address, bool isScarce);

private:
    void acceptSome();
    bool acceptOne();
    void rejectOne();
    void pause();

    // Of the same port: QTcpServer has a notifier for its own one, which it turns
    // on at will.
    int m_descriptor = -1;
    std::unique_ptr<QSocketNotifier> m_notifier;
    QTimer m_pause;
    int m_spare = -1;
    int m_scarceFrom; // descriptors from this number on are the last ones
};

} // namespace WebJabber
