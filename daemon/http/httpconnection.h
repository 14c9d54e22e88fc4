// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "http/bytestream.h"
#include "http/deliverycheck.h"
#include "http/httpsettings.h"
#include "http/requestparser.h"

#include <QBasicTimer>
#include <QDeadlineTimer>
#include <QTcpSocket>

#include <functional>
#include <memory>

namespace WebJabber {

class HttpConnection;

// Whom a connection brings its requests to.
class RequestReceiver
{
public:
    // What a client is told whose request is refused.
    virtual QByteArray answerTo(const HttpConnection &connection, const Refusal &refusal) = 0;

protected:
    ~RequestReceiver() = default;
};

// One connection of HTTP/1.1: stands between a client and QtHttpServer, for which
// it is the socket. It cuts what comes into requests and lets QtHttpServer read
// them one by one, each in one form and when the one before is answered; for
// QtHttpServer reads with a grammar of its own and without limits, and two readers
// of the same bytes are what request smuggling lives on. What it refuses is never
// executed: after that it looks at nothing more, and closes.
//
// Every state has a limit of time but one: an answer may take as long as it
// likes to come. A peer that closed, also its sending half only, is noticed at
// once. disconnected() comes once, when it is over; QtHttpServer destroys it then.
//
// As a QTcpSocket it has no descriptor. It is connected until it is over, and
// abort(), close() and disconnectFromHost() all end it at once.
class HttpConnection final : public QTcpSocket
{
    Q_OBJECT

public:
    // What all connections of a server share; it must outlive them.
    struct Context {
        const HttpSettings &settings;
        RequestReceiver &receiver;
        HttpConnection *reading = nullptr; // whose request QtHttpServer reads at this moment
    };
    HttpConnection(std::unique_ptr<ByteStream> stream, const QHostAddress &peer, Context &context,
                   QObject *parent = nullptr);
    ~HttpConnection() override;

    // Of the request that is being answered:
    bool isHttp10() const { return m_request.isHttp10; }
    bool keepsAlive() const { return m_request.keepsAlive; }
    void endAfterAnswer() { m_request.keepsAlive = false; }

    // The answer has begun and goes on until finishAnswer().
    void beginStream();
    // Sends what is written of it so far.
    void sendWritten();
    // The whole answer is written. `written` is called once: with true when the
    // peer's TCP has acknowledged it, with false when the peer was gone before, or
    // was silent for a second. The next request on the connection waits for that.
    using Written = std::function<void(bool)>;
    void finishAnswer(Written written = {});

    // Says this instead of serving anything, and closes. Before any request.
    void turnAway(const QByteArray &answer);
    // The peer is gone, or sends no more.
    bool isLeft() const { return m_isLeft || m_phase == Phase::Closed; }

    qint64 bytesAvailable() const override;
    // What the peer has not taken yet.
    qint64 bytesToWrite() const override { return m_output.size() + m_stream->backlog(); }
    void close() override;
    void disconnectFromHost() override { close(); }

Q_SIGNALS:
    // The peer left while it was owed an answer. The answer may still be given.
    void left();

protected:
    qint64 readData(char *data, qint64 most) override;
    qint64 writeData(const char *data, qint64 size) override;
    void timerEvent(QTimerEvent *event) override;

private:
    enum class Phase {
        Idle, // between requests
        Receiving, // a part of one is here
        Handling, // one is handed out
        Streaming, // its answer has begun
        Sending, // its answer waits to be taken, or acknowledged
        Leaving, // no more is served
        Closed,
    };

    void readMore();
    void advance();
    void handOut();
    void refuse(const Refusal &refusal);
    void becomeIdle();
    void leave();
    void peerLeft();
    void discard();
    void afterTaken();
    void holdBack();
    void runOut();
    void finishWritten(bool isWritten);
    bool isConfirmed();
    void confirm(bool isDelivered);
    bool isDelivered() const;

    void setDeadline(std::chrono::milliseconds time);
    void clearDeadline() { m_deadline = QDeadlineTimer(QDeadlineTimer::Forever); }

    std::unique_ptr<ByteStream> m_stream;
    Context &m_context;
    RequestParser m_parser;
    RequestParser::Request m_request;
    qsizetype m_read = 0; // of the request's bytes
    QByteArray m_output; // of the answer, not sent yet
    Phase m_phase = Phase::Idle;
    bool m_isAdvancing = false;
    bool m_isLeft = false;
    Written m_written;
    std::unique_ptr<DeliveryCheck> m_check; // null unless m_written waits for the peer only
    qsizetype m_discarded = 0; // bytes, while leaving
    QDeadlineTimer m_deadline{QDeadlineTimer::Forever};
    QDeadlineTimer m_timerEnd; // when m_timer comes
    QBasicTimer m_timer;
};

} // namespace WebJabber
