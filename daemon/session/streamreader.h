// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "stanzaframer.h"
#include "streamhooks.h"

#include <problem.h>

#include <QBasicTimer>
#include <QDomElement>
#include <QObject>

#include <chrono>
#include <functional>
#include <memory>

class QSslSocket;
class QXmppClient;

namespace WebJabber {

// The ear of a client: reads its socket in QXmpp's place, hands on whole
// stanzas only, and refuses what would do harm (too large, not well-formed,
// no XMPP 1.0, no TLS where it is required, a SASL challenge over the bound).
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
        // The stream was refused and its socket aborted. Once per stream, before
        // the socket's own disconnected().
        virtual void handleRefusal(const Problem &problem) = 0;
        // A whole stanza, or the stream's own tag, as it was read; while traced.
        virtual void handleFrame(const QByteArray &xml) = 0;

    protected:
        ~Listener() = default;
    };

    struct Limits {
        qsizetype maxStanzaBytes;
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
    static Result<std::unique_ptr<StreamReader>> attach(QXmppClient *client, Limits limits, Listener &listener);

    // Asked at every request for an acknowledgement.
    void setAckGate(AckGate gate) { m_ackGate = std::move(gate); }
    // Has what was handed on acknowledged unasked, if that may be now.
    void acknowledge();

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
    StreamReader(QSslSocket *socket, StreamHooks hooks, Limits limits, Listener &listener);

    void startOver();
    void read();
    void waitForQuiet();
    Result<void> handle(const StanzaFramer::Frame &frame);
    Result<void> handleStreamOpen(QByteArrayView xml);
    Result<void> handleStanza(QByteArrayView xml);
    void handOn(const QDomElement &stanza);
    bool holdsBack(const QDomElement &stanza);
    Result<void> checkFeatures(const QDomElement &features) const;
    void refuse(const Problem &problem);

    QSslSocket *m_socket;
    StreamHooks m_hooks;
    Limits m_limits;
    Listener &m_listener;
    StanzaFramer m_framer;
    QByteArray m_wrapper; // the start tag around each stanza, for the namespaces the stream declares
    quint64 m_generation = 0; // grows with every start over
    bool m_deaf = false; // after a refusal, until the next stream
    AckGate m_ackGate;
    bool m_owesAck = false; // a request is held
    bool m_paused = false;
    bool m_isTraced = false;
    QBasicTimer m_aliveTimer; // while paused
    QBasicTimer m_quiet; // since it read or wrote
};

} // namespace WebJabber
