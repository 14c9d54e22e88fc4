// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QTcpServer>
#include <QUrl>

namespace WebJabber::Test {

// A push endpoint on 127.0.0.1 that does what no real one will do on command.
class HostileEndpoint : public QObject
{
    Q_OBJECT

public:
    enum class Mode {
        Down, // nobody listens
        Silent, // takes the request and never answers
        Endless, // answers 200 and a body without end
        EndlessHead, // answers with header lines without end
        Trickle, // answers 200 and a byte of the body now and then
        HangsUp, // closes the connection instead of an answer
        Garbage, // answers what is no HTTP
        Answer, // answers with the text of setAnswer()
    };

    explicit HostileEndpoint(Mode mode = Mode::Answer);

    QUrl url(const QString &path = QStringLiteral("/x")) const;
    void setMode(Mode mode);
    // The head of the answer without its end, and the body.
    void setAnswer(const QByteArray &head, const QByteArray &body = {});

    int connections() const { return m_connections; }
    // The bodies of the requests so far.
    const QList<QByteArray> &bodies() const { return m_bodies; }
    // Their heads, in lower case.
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
