// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/problem.h"
#include "xmpp/negotiation.h"
#include "xmpp/scramchallenge.h"
#include "xmpp/skippedstanza.h"
#include "xmpp/stanzaframer.h"
#include "xmpp/streamhooks.h"

#include <QBasicTimer>
#include <QDeadlineTimer>
#include <QDomElement>
#include <QFuture>
#include <QObject>

#include <chrono>
#include <functional>
#include <memory>
#include <optional>

class QSslSocket;
class QXmppClient;
class QXmppOutgoingClient;

namespace WebJabber {

class ReadScheduler;

// Reads a client's socket instead of QXmpp and delivers complete stanzas. Rejects streams that could do harm:
// not well-formed, not XMPP 1.0, without TLS if it is required, or with a SASL challenge over the bound.
// Elements that would only end the stream are not passed to QXmpp: a stanza over a bound is skipped and
// counted as received, and a stanza that arrives before the session is established is held until it is.
//
// Reading can be paused. What the server sends then stays in the buffers of the sockets, and QXmpp receives
// keep-alives, so that it does not time out.
class StreamReader : public QObject
{
    Q_OBJECT

public:
    class Listener
    {
    public:
        // The server has restarted its count of stanzas (XEP-0198). QXmpp receives the element after this
        // call, unless the socket is aborted in it.
        virtual void handleNewManagedStream() = 0;
        // The stream was not resumed, but the server has received this many stanzas of it. Called before
        // handleNewManagedStream().
        virtual void handleReceivedCount(quint32 stanzas) { Q_UNUSED(stanzas) }
        // The server has acknowledged this many stanzas of the stream (XEP-0198).
        virtual void handleAcknowledged(quint32 stanzas) { Q_UNUSED(stanzas) }
        // The stream was rejected, and its socket is aborted. Called once per stream, before the
        // disconnected() of the socket.
        virtual void handleRefusal(const Problem &problem) = 0;
        // The socket is connected; nothing was sent yet.
        virtual void handleConnected() = 0;
        // The server's stream header was read.
        virtual void handleStreamOpened() = 0;
        // A complete stanza, or the stream's own tag, as received. Called only while traced.
        virtual void handleFrame(const QByteArray &xml) = 0;
        // A stanza of the established session was skipped. QXmpp counts it as received after this call. If
        // the stanza is not well-formed, handleRefusal() follows.
        virtual void handleSkipped(const SkippedStanza &skipped) = 0;
        // Derives the key that QXmpp needs to answer the challenge. QXmpp receives the challenge
        // when the future has finished.
        virtual QFuture<void> prepareAnswer(QCryptographicHash::Algorithm hash, const ScramChallenge &challenge) = 0;

    protected:
        ~Listener() = default;
    };

    struct Limits {
        qsizetype maxStanzaBytes;
        qsizetype maxAnswerBytes; // for responses of the account's own server
        bool requireTls;
    };

    // How to treat a request for an acknowledgement (XEP-0198). QXmpp answers one at once, for
    // everything that it has received.
    enum class AckDecision {
        Now,
        Later, // at the first resume() for which the gate returns Now
        LaterAndPause, // the same, and nothing is delivered before
    };
    using AckPolicy = std::function<AckDecision()>;

    // The interval of the keep-alives for QXmpp while paused. QXmpp's timeout must be longer.
    static constexpr std::chrono::milliseconds aliveInterval{500};

    // Fails if the installed QXmpp lacks what a reader needs.
    static Result<void> check(QXmppClient *client);
    // Fails as check() does. The client, the listener and `readScheduler` must outlive the reader. `readScheduler`
    // bounds how long it reads at a time; without it the reader reads everything available.
    static Result<std::unique_ptr<StreamReader>> attach(QXmppClient *client, Limits limits, Listener &listener,
                                                        ReadScheduler *readScheduler = nullptr);

    // The gate is called at each request for an acknowledgement.
    void setAckPolicy(AckPolicy policy) { m_ackPolicy = std::move(policy); }
    // Sends an unsolicited <a/> (XEP-0198) for everything delivered, if the ack gate allows it.
    void acknowledge();
    // The maximum size in bytes of a stanza that the server accepts from an authenticated client on this
    // connection (XEP-0478); 0: not announced.
    qint64 maxSentBytes() const { return m_maxSentBytes; }

    // Stops reading until resume(), or until the connection ends.
    void pause();
    // Calls the ack gate for a request that is held, and continues to read. Has no effect if no request is
    // held and reading is not paused.
    void resume();
    bool isPaused() const { return m_isPaused; }

    // Whether handleFrame() is called.
    void setTraced(bool isTraced) { m_isTraced = isTraced; }

protected:
    void timerEvent(QTimerEvent *event) override;

private:
    StreamReader(QXmppOutgoingClient *stream, StreamHooks hooks, Limits limits, Listener &listener,
                 ReadScheduler *readScheduler);

    void resetStream();
    bool mayRead();
    void read();
    void finishReading(bool isWithinStanza, bool isSliceOver);
    void waitForTurn();
    bool hasMore() const;
    void drain();
    bool takeBytes();
    void startQuietTimer();
    void refuseBroken(const Problem &problem, QByteArrayView beginning);
    bool isEstablished() const;
    bool isOwnAnswer(QByteArrayView beginning) const;
    Result<void> handle(const StanzaFramer::Frame &frame);
    Result<void> handleStreamOpen(QByteArrayView xml);
    Result<void> handleExcess(const StanzaFramer::Frame &frame);
    void handleSkipped(const StanzaFramer::Frame &frame);
    void handleWhitespace();
    void noteDropped(const QDomElement &element);
    void refuse(const Problem &problem);

    // An established session.
    Result<void> deliver(QByteArrayView xml);
    Result<void> handleNonza(const QDomElement &element);
    void handleAckRequest();
    void answerAckRequest();

    // The sign-in.
    Result<void> negotiate(QByteArrayView xml);
    Result<void> handOnChecked(const QDomElement &element);
    void passToQXmpp(const QDomElement &element);
    bool prepareAnswer(const QDomElement &element);
    void deliverHeld();
    Result<void> deliverUncounted(QByteArrayView xml);

    QXmppOutgoingClient *m_stream;
    QSslSocket *m_socket; // the stream's
    StreamHooks m_hooks;
    Limits m_limits;
    Listener &m_listener;
    ReadScheduler *m_readScheduler; // null: reading is not bounded
    QDeadlineTimer m_readsInTurnUntil{0}; // until it expires, the session reads only in its turn
    bool m_isScheduled = false;
    bool m_isInTurn = false; // its turn has come, for the next read()
    bool m_waitsEstablished = false; // whether the session was established when it began to wait
    bool m_isDraining = false; // reads the rest of an established session after its connection has ended
    StanzaFramer m_framer;
    QByteArray m_wrapper; // the start tag around each stanza, with the stream's namespace declarations
    quint64 m_generation = 0; // incremented by resetStream()
    std::unique_ptr<Negotiation> m_negotiation; // during the sign-in, until all held stanzas are delivered
    bool m_hasDropped = false; // whether a dropped element of this stream was logged
    bool m_isRejected = false; // after a refusal, until the next stream
    AckPolicy m_ackPolicy;
    qint64 m_maxSentBytes = 0;
    bool m_isAckPending = false; // a request for an acknowledgement is held
    bool m_isPaused = false;
    bool m_isTraced = false;
    bool m_isPreparing = false; // the key for a challenge is being derived; nothing is read meanwhile
    QBasicTimer m_aliveTimer; // runs while paused
    QBasicTimer m_quietTimer; // runs after a read or a write
};

} // namespace WebJabber
