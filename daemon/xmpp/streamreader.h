// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/problem.h"
#include "xmpp/leftout.h"
#include "xmpp/negotiation.h"
#include "xmpp/scramchallenge.h"
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

class ReadTurns;

// Reads a client's socket instead of QXmpp and delivers complete stanzas. It
// refuses what would do harm (not well-formed, no XMPP 1.0, no TLS if it is
// required, a SASL challenge over the bound). What would only end the stream does
// not reach QXmpp: a stanza over a bound is passed over and counted as received,
// one that comes before the session is established waits until it is.
//
// It can stop reading: what the server sends then stays in the sockets'
// buffers. QXmpp, which counts on hearing something in time, is kept content.
class StreamReader : public QObject
{
    Q_OBJECT

public:
    class Listener
    {
    public:
        // The server has begun to count stanzas (XEP-0198) anew; QXmpp hears of
        // it after this, unless the socket is aborted meanwhile.
        virtual void handleNewManagedStream() = 0;
        // The stream was not resumed, but the server has taken so many stanzas
        // of it; comes before handleNewManagedStream().
        virtual void handleTaken(quint32 stanzas) { Q_UNUSED(stanzas) }
        // The server has acknowledged so many stanzas of the stream (XEP-0198).
        virtual void handleAcknowledged(quint32 stanzas) { Q_UNUSED(stanzas) }
        // The stream was refused and its socket aborted. Once per stream, before
        // the socket's own disconnected().
        virtual void handleRefusal(const Problem &problem) = 0;
        // The socket is connected; nothing was sent yet.
        virtual void handleConnected() = 0;
        // The server's stream header was read.
        virtual void handleStreamOpened() = 0;
        // A whole stanza, or the stream's own tag, as it was read; while traced.
        virtual void handleFrame(const QByteArray &xml) = 0;
        // A stanza was passed over on the established session. QXmpp counts it as
        // received after this; if it is not well-formed, a refusal follows.
        virtual void handleLeftOut(const LeftOut &leftOut) = 0;
        // Derives what QXmpp will need to answer the challenge, which it is given
        // when the future has finished.
        virtual QFuture<void> prepareAnswer(QCryptographicHash::Algorithm hash, const ScramChallenge &challenge) = 0;

    protected:
        ~Listener() = default;
    };

    struct Limits {
        qsizetype maxStanzaBytes;
        qsizetype maxAnswerBytes; // for answers of one's own server to one's own requests
        bool requireTls;
    };

    // What is to become of a request for an acknowledgement (XEP-0198), which
    // QXmpp answers at once for everything it was handed.
    enum class AckAnswer {
        Now,
        Later, // at a resume() for which the answer is Now
        PauseUntilThen, // the same, and nothing is handed on before
    };
    using AckGate = std::function<AckAnswer()>;

    // While it does not read; QXmpp must be told to be more patient than this.
    static constexpr std::chrono::milliseconds aliveInterval{500};

    // Whether the installed QXmpp has what a reader needs.
    static Result<void> check(QXmppClient *client);
    // Fails as check() does. The reader must not outlive the client, nor the
    // listener the reader.
    // `turns`, which must outlive the reader, bounds how long it reads at a time;
    // without them it reads all that there is.
    static Result<std::unique_ptr<StreamReader>> attach(QXmppClient *client, Limits limits, Listener &listener,
                                                        ReadTurns *turns = nullptr);

    // Asked at every request for an acknowledgement.
    void setAckGate(AckGate gate) { m_ackGate = std::move(gate); }
    // Has what was handed on acknowledged unasked, if that may be now.
    void acknowledge();
    // The longest stanza that the server says it takes from who is signed in
    // (XEP-0478), on this connection; 0: it says nothing.
    qint64 maxSentBytes() const { return m_maxSentBytes; }

    // Until resume(), or the end of the connection.
    void pause();
    // Asks the gate about a request that was held, and reads on. Nothing
    // happens where there is neither.
    void resume();
    bool isPaused() const { return m_paused; }

    // Whether handleFrame() is to be called.
    void setTraced(bool isTraced) { m_isTraced = isTraced; }

protected:
    void timerEvent(QTimerEvent *event) override;

private:
    StreamReader(QXmppOutgoingClient *stream, StreamHooks hooks, Limits limits, Listener &listener, ReadTurns *turns);

    void startOver();
    void read();
    void waitForTurn();
    void readInTurn();
    bool readFor(std::optional<std::chrono::nanoseconds> time);
    bool hasMore() const;
    void drain();
    bool takeBytes();
    void waitForQuiet();
    void refuseBroken(const Problem &problem, QByteArrayView beginning);
    bool isEstablished() const;
    bool isOwnAnswer(QByteArrayView beginning) const;
    Result<void> handle(const StanzaFramer::Frame &frame);
    Result<void> handleStreamOpen(QByteArrayView xml);
    Result<void> handleStanza(QByteArrayView xml);
    Result<void> handleExcess(const StanzaFramer::Frame &frame);
    void handleLeftOut(const StanzaFramer::Frame &frame);
    void handleWhitespace();
    Result<void> negotiate(const QDomElement &element, QByteArrayView xml);
    void deliverHeld();
    void deliver(const QDomElement &element);
    void deliverUncounted(const QDomElement &stanza);
    void noteDropped(const QDomElement &element);
    bool prepareAnswer(const QDomElement &element);
    void handOn(const QDomElement &stanza);
    bool holdsBack(const QDomElement &stanza);
    Result<void> checkFeatures(const QDomElement &features) const;
    void refuse(const Problem &problem);

    QXmppOutgoingClient *m_stream;
    QSslSocket *m_socket; // the stream's
    StreamHooks m_hooks;
    Limits m_limits;
    Listener &m_listener;
    ReadTurns *m_turns; // null: there are none
    QDeadlineTimer m_greedy{0}; // until it expires the session reads only in its turn
    bool m_waitsForTurn = false;
    bool m_waitsEstablished = false; // whether the session was when it began to wait
    bool m_isDraining = false; // the established session's rest, after its connection has ended
    StanzaFramer m_framer;
    QByteArray m_wrapper; // the start tag around each stanza, for the namespaces the stream declares
    quint64 m_generation = 0; // grows with every start over
    std::unique_ptr<Negotiation> m_negotiation; // until nothing of it is left to deliver
    bool m_hasDropped = false; // an element of this stream, which was logged
    bool m_deaf = false; // after a refusal, until the next stream
    AckGate m_ackGate;
    qint64 m_maxSentBytes = 0;
    bool m_owesAck = false; // a request is held
    bool m_paused = false;
    bool m_isTraced = false;
    bool m_isPreparing = false; // the answer to a challenge; nothing is read meanwhile
    std::optional<QCryptographicHash::Algorithm> m_scramHash; // of the mechanism that QXmpp chooses
    QBasicTimer m_aliveTimer; // while paused
    QBasicTimer m_quiet; // since it read or wrote
};

} // namespace WebJabber
