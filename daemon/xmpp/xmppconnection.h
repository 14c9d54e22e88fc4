// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/event.h"
#include "shared/jid.h"
#include "shared/problem.h"
#include "xmpp/addressattempts.h"
#include "xmpp/connectioncredentials.h"
#include "xmpp/lazytimer.h"
#include "xmpp/loginlimiter.h"
#include "xmpp/readscheduler.h"
#include "xmpp/serverlocator.h"
#include "xmpp/stanzacounter.h"
#include "xmpp/streamreader.h"
#include "xmpp/xmppsettings.h"

#include <QObject>
#include <QXmppLogger.h>
#include <QXmppPresence.h>

#include <functional>
#include <memory>
#include <optional>

class QXmppClient;
class QXmppConfiguration;
class QXmppMessage;
struct QXmppError;

namespace WebJabber {

// One QXmppClient for one JID, read by a StreamReader. open() tries the server's addresses in turn and leads
// to exactly one call of handleEstablished() or handleEnded(). After handleEstablished() exactly one
// handleEnded() follows, unless close() was called. It never reconnects by itself.
class XmppConnection : public QObject, private StreamReader::Listener, private ConnectionCredentials::Listener
{
    Q_OBJECT

public:
    class Listener
    {
    public:
        virtual void handleEstablished(bool resumed) = 0;
        // The last stream is not resumed, but the server has received this many of its stanzas. Called
        // before handleEstablished().
        virtual void handleReceivedCount(quint32 stanzas) = 0;
        virtual void handleEnded(const Problem &problem) = 0;
        // See ConnectionCredentials::Listener. Called before handleEstablished().
        virtual void handleCredentials(const StoredCredentials &toStore) = 0;
        // What is sent and received, as on the wire. Called only while traced.
        virtual void handleTraced(Direction direction, const QString &xml) = 0;
        // See StreamReader::Listener.
        virtual void handleSkipped(const SkippedStanza &) { }

    protected:
        ~Listener() = default;
    };

    // Everything passed by reference must outlive the connection.
    XmppConnection(const Jid &account, const XmppSettings &settings, LoginLimiter &limiter,
                   ReadScheduler &readScheduler, ServerLocator &locator, Listener &listener, QObject *parent = nullptr);
    ~XmppConnection() override;

    // Fails, with the reason, if streams cannot be read safely with the installed QXmpp.
    static Result<void> checkLibrary();

    // The credentials for the sign-in. They may be changed at any time, with effect from the next open().
    ConnectionCredentials &credentials() { return m_credentials; }
    const ConnectionCredentials &credentials() const { return m_credentials; }

    // Must be called only while closed. `presence` is sent after the sign-in. The wait for a slot and the
    // sign-in may each take the login timeout.
    void open(const QXmppPresence &presence);
    // Acknowledges what the ack gate allows, closes the stream if it is open, and closes the connection.
    // After it the listener is not called, except perhaps for a last token.
    void close();
    // Acknowledges what the ack gate allows and cuts the connection. handleEnded() follows, with `why` as its
    // reason. Has no effect unless established.
    void cut(const QString &why);

    // Whether handleTraced() is called.
    void setTraced(bool isTraced);

    enum class SendOutcome {
        Acknowledged, // the server has received it
        Written, // there is no acknowledgement without stream management
        Unknown, // the server may have received it or not, and it is not sent again
    };
    // Sends a message. `done` is called once, possibly before this returns. On a resumed stream the message
    // is sent again if the server has not received it. Returns the number of the message on the stream
    // (XEP-0198); 0 without stream management.
    quint32 send(QXmppMessage &&message, std::function<void(SendOutcome)> done);
    // Fails with too-large if the message exceeds the maximum size that the server announced (XEP-0478).
    Result<void> checkSize(const QXmppMessage &message) const;
    // The size of a message on the stream, in bytes.
    static qint64 bytesOf(const QXmppMessage &message);
    // Must be called only while closed. The next open() does not resume the stream, and the outcome of
    // messages that QXmpp would send again becomes SendOutcome::Unknown then.
    void forgetStream() { m_mustForget = true; }
    // The error with which the server ended the last established stream; null if there was none.
    const Problem *streamError() const { return m_streamError.get(); }
    // Whether the server closed the last established connection without such an error.
    bool wasClosedWithoutError() const { return m_wasClosedWithoutError; }

    // Bounds the stanzas that QXmpp keeps until the server has acknowledged them.
    static constexpr quint32 maxUnacknowledgedAnswers = 1'000;

    // Whether the server receives what is written, and acknowledges it on a managed stream. While it does
    // not, responses to requests are dropped, as they would accumulate.
    bool canSendAnswers() const;

    const XmppSettings &settings() const { return m_settings; }
    QXmppClient &client() const { return *m_client; }
    StreamReader &reader() const { return *m_reader; }
    // host:port of the last try, human-readable.
    QString address() const;

private:
    enum class Phase { Closed, Queued, Locating, Trying, Established };

    // The state of a sign-in, from the lookup of the addresses to its end.
    struct SignIn {
        explicit SignIn(std::function<void()> giveUpAddress)
            : addressBound(std::move(giveUpAddress))
        {
        }

        QObject context; // of the lookup
        std::optional<AddressAttempts> attempts; // once the addresses are known
        LazyTimer addressBound;
        bool hasForgotten = false; // QXmpp's state was dropped once
    };

    void locate();
    bool hasNextAddress() const;
    void handleSignedIn();
    bool isAccount(const QXmppConfiguration &configuration) const;
    void tryNext();
    void connectToCurrent();
    void handleNewManagedStream() override;
    void handleConnected() override;
    void handleStreamOpened() override;
    void giveUpAddress();
    void handleReceivedCount(quint32 stanzas) override;
    void handleAcknowledged(quint32 stanzas) override;
    void handleRefusal(const Problem &problem) override;
    void handleFrame(const QByteArray &xml) override;
    void handleSkipped(const SkippedStanza &skipped) override;
    QFuture<void> prepareAnswer(QCryptographicHash::Algorithm hash, const ScramChallenge &challenge) override;
    void handleCredentials(const StoredCredentials &toStore) override;
    void handleRenewalDue() override;
    void handlePingTimeout();
    void noteProblem(const Problem &problem);
    void traceSent(QXmppLogger::MessageType type, const QString &text);
    void handleError(const QXmppError &error);
    void endTry();
    void end(const Problem &problem);
    void abortSocket();

    Jid m_account;
    const XmppSettings &m_settings;
    LoginLimiter &m_limiter;
    ServerLocator &m_locator;
    Listener &m_listener;
    LoginLimiter::Slot m_slot; // while signing in
    QXmppClient *m_client; // a child
    ConnectionCredentials m_credentials;
    std::unique_ptr<StreamReader> m_reader;
    std::unique_ptr<StanzaCounter> m_counter;
    LazyTimer m_deadline;
    QXmppPresence m_presence;
    Phase m_phase = Phase::Closed;
    quint64 m_generation = 0; // of open(); results of an older one are ignored
    std::unique_ptr<SignIn> m_signIn; // while locating and trying
    ServerAddress m_current;
    std::optional<Problem> m_problem; // the first one of the current try
    std::unique_ptr<Problem> m_streamError; // of the last established stream
    quint64 m_endQueued = 0; // the generation whose try is about to end
    int m_unacknowledged = 0; // messages that QXmpp would send again on its next managed stream
    bool m_wasClosedWithoutError = false; // the last established connection
    bool m_mustForget = false; // the next connect drops QXmpp's state, so that nothing is sent again
};

} // namespace WebJabber
