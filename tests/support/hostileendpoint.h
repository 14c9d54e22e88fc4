// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QTcpServer>
#include <QUrl>

namespace WebJabber::Test {

// A push endpoint on 127.0.0.1 that does what a real one does not do on command.
class HostileEndpoint : public QObject
{
    Q_OBJECT

public:
    enum class Mode {
        Down, // nothing listens
        Silent, // accepts the request and never responds
        Endless, // responds with 200 and an endless body
        EndlessHead, // responds with endless header lines
        Trickle, // responds with 200 and a byte of the body from time to time
        HangsUp, // closes the connection instead of responding
        Garbage, // responds with bytes that are not HTTP
        Answer, // responds with the text of setAnswer()
    };

    explicit HostileEndpoint(Mode mode = Mode::Answer);

    QUrl url(const QString &path = QStringLiteral("/x")) const;
    void setMode(Mode mode);
    // The response's header without the empty line, and the body.
    void setAnswer(const QByteArray &head, const QByteArray &body = {});

    int connections() const { return m_connections; }
    // The bodies of the requests so far.
    const QList<QByteArray> &bodies() const { return m_bodies; }
    // Their headers, in lower case.
    const QList<QByteArray> &heads() const { return m_heads; }
    void clear();

private:
    void take(QTcpSocket *socket);
    void read(QTcpSocket *socket);
    void answer(QTcpSocket *socket);

    Mode m_mode = Mode::Answer;
    QByteArray m_answer;
    quint16 m_port = 0;
    int m_connections = 0;
    QList<QByteArray> m_bodies;
    QList<QByteArray> m_heads;
    QTcpServer m_server;
};

} // namespace WebJabber::Test
