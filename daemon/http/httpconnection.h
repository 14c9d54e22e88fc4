// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "http/bytestream.h"
#include "http/deliverycheck.h"
#include "http/httpsettings.h"
#include "http/requestparser.h"

#include <QBasicTimer>
#include <QDeadlineTimer>
#include <QHostAddress>
#include <QObject>

#include <functional>
#include <memory>

namespace WebJabber {

class HttpConnection;

// Receives the requests of connections.
class RequestReceiver
{
public:
    // `connection` passes on no other request until finishAnswer() or close() was called.
    virtual void handleRequest(HttpConnection &connection, RequestParser::Request request) = 0;
    // Returns the complete answer for a request that the connection refused.
    virtual QByteArray answerTo(const HttpConnection &connection, const Refusal &refusal) = 0;

protected:
    ~RequestReceiver() = default;
};

// One HTTP/1.1 connection. It splits the input into requests, checks them and passes them on one at a time, after the
// previous one was answered. A refused request is never executed: the connection answers it, ignores all further input
// and closes.
//
// WORKAROUND (Qt 6.8): QtHttpServer reads with a lenient grammar and without limits, so it does not read from clients;
// ends with a QtHttpServer that is strict and has limits.
//
// Every phase has a time limit, except waiting for the handler's answer. The connection detects immediately if the peer
// closes it, even if only its sending half.
class HttpConnection final : public QObject
{
    Q_OBJECT

public:
    // Shared by all connections of a server. Must outlive them.
    struct Context {
        const HttpSettings &settings;
        RequestReceiver &receiver;
    };
    HttpConnection(std::unique_ptr<ByteStream> stream, const QHostAddress &peer, const Context &context,
                   QObject *parent);
    ~HttpConnection() override;

    const QHostAddress &peerAddress() const { return m_peer; }

    // About the request that is being answered:
    bool isHttp10() const { return m_isHttp10; }
    bool keepsAlive() const { return m_keepsAlive; }
    void endAfterAnswer() { m_keepsAlive = false; }

    // Adds bytes to the answer. They are collected until the next call of one of the three functions below.
    void write(QByteArrayView bytes);

    // Starts a streamed answer, which lasts until finishAnswer().
    void beginStream();
    // Sends the part of the answer that has been written so far.
    void sendWritten();
    // Ends the answer. `written` is called once: with true when the peer's TCP has acknowledged all of it, with false
    // if the peer closed before that or did not acknowledge it within one second. The next request on the connection
    // waits for this.
    using Written = std::function<void(bool)>;
    void finishAnswer(Written written = {});
    // Whether `written` of finishAnswer() is still to be called.
    bool awaitsDelivery() const { return bool(m_written); }

    // Sends `answer` and closes. Only before the first request.
    void reject(const QByteArray &answer);
    // True if the peer has closed the connection or its sending half.
    bool isClosedByPeer() const { return m_isClosedByPeer || m_phase == Phase::Closed; }
    bool isClosed() const { return m_phase == Phase::Closed; }

    // Bytes that the peer has not taken yet.
    qint64 bytesToWrite() const { return m_output.size() + m_stream->backlog(); }
    // Closes the connection immediately.
    void close();

Q_SIGNALS:
    // The peer closed before it was answered. The answer can still be sent.
    void peerClosed();
    // The peer has taken a part of what was sent.
    void backlogSent();
    // The peer has taken nothing for ConnectionTimes::write. The connection closes.
    void stalled();
    // Emitted once, at the end.
    void closed();

protected:
    void timerEvent(QTimerEvent *event) override;

private:
    enum class Phase {
        Idle, // between requests
        Receiving, // a part of a request has arrived
        Handling, // passed on
        Streaming, // the answer has begun
        Sending, // the answer waits to be taken or acknowledged
        Closing, // nothing more is served
        Closed,
    };

    void readMore();
    void advance();
    void dispatchRequest();
    void refuse(const Refusal &refusal);
    void enterIdle();
    void beginClosing();
    void handlePeerClosed();
    void discard();
    void handleProgress();
    void limitReadAhead();
    void handleDeadline();
    void finishWritten(bool isWritten);
    bool isConfirmed();
    void confirm(bool isDelivered);
    bool isDelivered() const;

    void setDeadline(std::chrono::milliseconds time);
    void clearDeadline() { m_deadline = QDeadlineTimer(QDeadlineTimer::Forever); }

    std::unique_ptr<ByteStream> m_stream;
    const QHostAddress m_peer;
    const Context &m_context;
    RequestParser m_parser;
    bool m_isHttp10 = false;
    bool m_keepsAlive = true;
    QByteArray m_output; // of the answer, not sent yet
    Phase m_phase = Phase::Idle;
    bool m_isAdvancing = false;
    bool m_isClosedByPeer = false;
    Written m_written;
    std::unique_ptr<DeliveryCheck> m_check; // set only while m_written waits for the peer
    qsizetype m_discarded = 0; // bytes, in phase Leaving
    QDeadlineTimer m_deadline{QDeadlineTimer::Forever};
    QDeadlineTimer m_timerEnd; // when m_timer fires
    QBasicTimer m_timer;
};

} // namespace WebJabber
