// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "bytestream.h"
#include "httpdate.h"
#include "httpsettings.h"
#include "requestparser.h"

#include <QBasicTimer>
#include <QDeadlineTimer>

#include <functional>
#include <memory>

namespace WebJabber {

class HttpConnection;

// Who is at the other end.
struct ConnectionPeer {
    QHostAddress address; // null: this machine, by a UNIX socket
    bool isLocal() const { return address.isNull(); }
};

// Whom a connection brings its requests to.
class RequestReceiver
{
public:
    // The connection waits for one answer: HttpConnection::answer() or
    // beginStream(). It is not gone before it said so.
    virtual void receive(HttpConnection &connection, HttpRequest request) = 0;
    // What a client is told whose request is refused.
    virtual HttpResponse answerTo(const HttpConnection &connection, const Refusal &refusal) = 0;

protected:
    ~RequestReceiver() = default;
};

// One connection of HTTP/1.1: cuts what comes into requests, hands them on one
// by one, and sends the answers in their order. What it does not hand on is
// never executed: after a refusal it looks at nothing more, and closes.
//
// There is no server of Qt's in between, as Qt's HTTP server reads with a
// grammar of its own and without limits: two readers of the same bytes are what
// request smuggling lives on.
//
// Every state has a limit of time but one: an answer may take as long as it
// likes to come. A peer that closed, also its sending half only, is noticed at
// once. Destroys itself when it is over.
class HttpConnection final : public QObject
{
    Q_OBJECT

public:
    // What all connections of a server share; it must outlive them.
    struct Context {
        const HttpSettings &settings;
        RequestReceiver &receiver;
        HttpDate date = {};
    };
    HttpConnection(std::unique_ptr<ByteStream> stream, const ConnectionPeer &peer, Context &context,
                   QObject *parent = nullptr);
    ~HttpConnection() override;

    const ConnectionPeer &peer() const { return m_peer; }

    // Answers the request that was handed out last. `written` is called once:
    // with true when the kernel has the whole answer, with false when the peer
    // was gone before. Without a request to answer it does nothing.
    using Written = std::function<void(bool)>;
    void answer(const HttpResponse &response, Written written = {});
    // The same with a body that goes on until endStream(): first the head, then
    // pieces, which must not be empty.
    void beginStream(const HttpResponse &head);
    void writeToStream(const QByteArray &piece);
    void endStream();

    // Says this instead of serving anything, and closes. Before any request.
    void turnAway(const HttpResponse &response);
    // What the peer has not taken yet, in bytes.
    qsizetype backlog() const { return m_stream->backlog(); }
    // The peer is gone, or sends no more.
    bool isLeft() const { return m_isLeft || m_phase == Phase::Closed; }
    // Ends it at once.
    void close();

Q_SIGNALS:
    // The peer left while it was owed an answer. The answer may still be given.
    void left();
    // The peer took some of the backlog.
    void taken();
    // The peer takes nothing of what it asked for; the connection is about to end.
    void stalled();
    void closed();

protected:
    void timerEvent(QTimerEvent *event) override;

private:
    enum class Phase {
        Idle, // between requests
        Receiving, // a part of one is here
        Handling, // one is handed out
        Streaming, // its answer has begun
        Sending, // its answer waits to be taken
        Leaving, // no more is served
        Closed,
    };

    void readMore();
    void advance();
    void handOut();
    void refuse(const Refusal &refusal);
    void becomeIdle();
    void afterAnswer();
    void leave();
    void peerLeft();
    void discard();
    void afterTaken();
    void holdBack();
    void runOut();
    void finishWritten(bool isWritten);
    QByteArray head(const HttpResponse &response, QByteArrayView framing) const;

    void setDeadline(std::chrono::milliseconds time);
    void clearDeadline() { m_deadline = QDeadlineTimer(QDeadlineTimer::Forever); }

    std::unique_ptr<ByteStream> m_stream;
    ConnectionPeer m_peer;
    Context &m_context;
    RequestParser m_parser;
    Phase m_phase = Phase::Idle;
    bool m_isAdvancing = false;
    bool m_isLeft = false;
    // Of the request that is handed out:
    bool m_isHead = false;
    bool m_isHttp10 = false;
    bool m_keepsAlive = true;
    Written m_written;
    qsizetype m_discarded = 0; // bytes, while leaving
    QDeadlineTimer m_deadline{QDeadlineTimer::Forever};
    QDeadlineTimer m_timerEnd; // when m_timer comes
    QBasicTimer m_timer;
};

} // namespace WebJabber
