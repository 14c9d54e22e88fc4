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

// A stream that goes on until this object is destroyed or the daemon ends it.
class ServerStream : public QObject
{
    Q_OBJECT

public:
    // Owns the reply.
    ServerStream(QNetworkReply *reply, QObject *parent);
    ~ServerStream() override;

Q_SIGNALS:
    void received(const WebJabber::ServerEvent &event);
    // Nothing follows. `status` is that of HTTP; 0: there was no answer.
    void ended(int status);

private:
    QNetworkReply *m_reply;
    SseParser m_parser;
};

// The daemon's admin API, seen from the console. Once opened it goes on trying
// until closed: a daemon that is restarted is found again.
class AdminClient : public QObject
{
    Q_OBJECT

public:
    enum class State { Closed, Connecting, Connected };
    // Why it is not connected.
    enum class Trouble {
        None,
        NoSocket, // there is no such file
        NobodyListens, // the file is there, but no daemon
        Forbidden,
        TooMany, // other clients
        WrongVersion, // another major version of the API; it does not try again
        Lost, // it was there a moment ago
    };
    Q_ENUM(State)
    Q_ENUM(Trouble)

    explicit AdminClient(QObject *parent = nullptr);

    void open(const QString &socket);
    void close();
    State state() const { return m_state; }
    Trouble trouble() const { return m_trouble; }
    const QString &socket() const { return m_socket; }

    // `done` is called once, unless `context` is destroyed before. Paths are
    // below /admin/v1.
    using Answer = std::function<void(const Result<QJsonObject> &)>;
    void get(const QString &path, QObject *context, Answer done);
    void send(const QByteArray &method, const QString &path, const QJsonObject &body, QObject *context, Answer done);
    // A child of `parent`.
    ServerStream *stream(const QString &path, QObject *parent);

    // "sessions", "romeo@localhost": a path with its last part encoded.
    static QString pathFor(const QString &folder, const QString &name);

Q_SIGNALS:
    // Also when only the trouble changed.
    void stateChanged();
    // What the daemon tells of changes; from it also comes the first `status`.
    void received(const WebJabber::ServerEvent &event);

private:
    QNetworkReply *start(const QByteArray &method, const QString &path, const QByteArray &body);
    void tryNow();
    void take(const ServerEvent &event);
    void handleEnded(int status);
    void enter(State state, Trouble trouble);

    QNetworkAccessManager m_network;
    QString m_socket;
    State m_state = State::Closed;
    Trouble m_trouble = Trouble::None;
    ServerStream *m_events = nullptr; // a child
    QTimer m_retry;
};

} // namespace WebJabber
