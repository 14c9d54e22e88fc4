// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "console/sseparser.h"
#include "shared/problem.h"

#include <QNetworkAccessManager>
#include <QObject>
#include <QTimer>

#include <functional>

class QNetworkReply;

namespace WebJabber {

// A stream of Server-Sent Events. It ends when the daemon ends it or this object is destroyed.
class ServerStream : public QObject
{
    Q_OBJECT

public:
    // Takes ownership of the reply.
    ServerStream(QNetworkReply *reply, QObject *parent);
    ~ServerStream() override;

Q_SIGNALS:
    void received(const WebJabber::ServerEvent &event);
    // No other signal follows. `status` is the HTTP status; 0 if there was no response.
    void ended(int status);

private:
    QNetworkReply *m_reply;
    SseParser m_parser;
};

// Client of the daemon's admin API. Once opened it reconnects until it is closed, so it survives a restart of the
// daemon.
class AdminClient : public QObject
{
    Q_OBJECT

public:
    enum class State { Closed, Connecting, Connected };
    // Why it is not connected.
    enum class ConnectError {
        None,
        NoSocket, // the file does not exist
        NotListening, // the file exists, but no daemon accepts connections
        Forbidden,
        TooManyClients, // too many other clients are connected
        WrongVersion, // the API has another major version; the client does not try again
        Lost, // the connection was lost
    };
    Q_ENUM(State)
    Q_ENUM(ConnectError)

    explicit AdminClient(QObject *parent = nullptr);

    void open(const QString &socket);
    void close();
    State state() const { return m_state; }
    ConnectError connectError() const { return m_connectError; }
    const QString &socket() const { return m_socket; }

    // Called once, unless `context` is destroyed first. Paths are relative to /admin/v1.
    using Answer = std::function<void(const Result<QJsonObject> &)>;
    void get(const QString &path, QObject *context, Answer done);
    void send(const QByteArray &method, const QString &path, const QJsonObject &body, QObject *context, Answer done);
    // The stream is a child of `parent`.
    ServerStream *stream(const QString &path, QObject *parent);

    // "sessions", "romeo@localhost": returns a path whose last part is percent-encoded.
    static QString pathFor(const QString &folder, const QString &name);

Q_SIGNALS:
    // Emitted also if only the trouble changed.
    void stateChanged();
    // Changes that the daemon reports. The first `status` arrives here too.
    void received(const WebJabber::ServerEvent &event);

private:
    QNetworkReply *start(const QByteArray &method, const QString &path, const QByteArray &body);
    void tryConnect();
    void handleEvent(const ServerEvent &event);
    void handleEnded(int status);
    void setState(State state, ConnectError connectError);

    QNetworkAccessManager m_network;
    QString m_socket;
    State m_state = State::Closed;
    ConnectError m_connectError = ConnectError::None;
    ServerStream *m_events = nullptr; // a child
    QTimer m_retry;
};

} // namespace WebJabber
