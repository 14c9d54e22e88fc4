// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/event.h"
#include "shared/jid.h"
#include "shared/problem.h"
#include "xmpp/addressattempts.h"
#include "xmpp/connectioncredentials.h"
#include "xmpp/lazytimer.h"
#include "xmpp/loginlimiter.h"
#include "xmpp/readturns.h"
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

// One QXmppClient for one JID, with a safe ear and a clear end: open() tries
// the server's addresses in turn and leads to exactly one of handleEstablished()
// and handleEnded(); after the first comes exactly one of the second, unless
// close() was called. It never reconnects by itself.
class XmppConnection : public QObject, private StreamReader::Listener, private ConnectionCredentials::Listener
{
    Q_OBJECT

public:
    class Listener
    {
    public:
        virtual void handleEstablished(bool resumed) = 0;
        // The last stream is not resumed, but the server has taken so many of
        // its stanzas. Comes before handleEstablished().
        virtual void handleTaken(quint32 stanzas) = 0;
        virtual void handleEnded(const Problem &problem) = 0;
        // As ConnectionCredentials tells it; comes before handleEstablished().
        virtual void handleCredentials(const StoredCredentials &toStore) = 0;
        // What is sent and received, as it is on the wire; while traced.
        virtual void handleTraced(Direction direction, const QString &xml) = 0;
        // As StreamReader reports it.
        virtual void handleLeftOut(const LeftOut &) { }

    protected:
        ~Listener() = default;
    };

    // Everything passed by reference must outlive the connection.
    XmppConnection(const Jid &account, const XmppSettings &settings, LoginLimiter &gate, ReadTurns &turns,
                   ServerLocator &locator, Listener &listener, QObject *parent = nullptr);
    ~XmppConnection() override;

    // Says why streams cannot be read safely with the installed QXmpp, if so.
    static Result<void> checkLibrary();

    // What it signs in with; may be changed at any time, and counts from the
    // next open().
    ConnectionCredentials &credentials() { return m_credentials; }
    const ConnectionCredentials &credentials() const { return m_credentials; }

    // Only while closed. `presence` is sent once signed in. The wait for a slot and
    // the sign-in may each take the login timeout.
    void open(const QXmppPresence &presence);
    // Acknowledges what may be, says goodbye where it can and closes; nothing is
    // told after it, but perhaps a last token.
    void close();
    // Acknowledges what may be and cuts the connection, for handleEnded() to
    // follow with this as its reason. Nothing happens while it is not established.
    void cut(const QString &why);

    // Whether handleTraced() is to be called.
    void setTraced(bool isTraced);

    enum class SendOutcome {
        Acknowledged, // the server has it
        Written, // without stream management nobody acknowledges it
        Unknown, // nobody knows whether the server has it, and nothing repeats it
    };
    // Sends a message. `done` is called once, perhaps before this returns. On a
    // resumed stream the message is repeated if the server lacks it. Returns its
    // number on the stream (XEP-0198); 0 without stream management.
    quint32 send(QXmppMessage &&message, std::function<void(SendOutcome)> done);
    // Fails with too-large if the server says that it takes no stanza as long as this (XEP-0478).
    Result<void> checkSize(const QXmppMessage &message) const;
    // The bytes of a message on the stream.
    static qint64 bytesOf(const QXmppMessage &message);
    // While closed: the next open() resumes nothing, and what QXmpp would repeat
    // becomes SendOutcome::Unknown then.
    void forgetStream() { m_mustForget = true; }
    // The error with which the server ended the last established stream; null if it did not.
    const Problem *streamError() const { return m_streamError.get(); }
    // Whether the server closed the last established connection without such an error.
    bool wasClosedInSilence() const { return m_wasClosedInSilence; }

    // QXmpp keeps each stanza until the server has acknowledged it.
    static constexpr quint32 maxUnacknowledgedAnswers = 1'000;

    // Whether the server takes what is written, and acknowledges it if the stream
    // is managed. Answers to requests are dropped while it does not, as they would
    // pile up.
    bool canTakeAnswers() const;

    const XmppSettings &settings() const { return m_settings; }
    QXmppClient &client() const { return *m_client; }
    StreamReader &reader() const { return *m_reader; }
    // host:port of the last try, for people.
    QString address() const;

private:
    enum class Phase { Closed, Queued, Locating, Trying, Established };

    // What a sign-in needs from the look-up of the addresses to its end.
    struct SignIn {
        explicit SignIn(std::function<void()> giveUpAddress)
            : addressBound(std::move(giveUpAddress))
        {
        }

        QObject context; // of the look-up
        std::optional<AddressAttempts> attempts; // once the addresses are known
        LazyTimer addressBound;
        bool hasForgotten = false; // QXmpp was made to forget once
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
    void handleTaken(quint32 stanzas) override;
    void handleAcknowledged(quint32 stanzas) override;
    void handleRefusal(const Problem &problem) override;
    void handleFrame(const QByteArray &xml) override;
    void handleLeftOut(const LeftOut &leftOut) override;
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
    LoginLimiter &m_gate;
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
    quint64 m_generation = 0; // of open(); what belongs to an older one is ignored
    std::unique_ptr<SignIn> m_signIn; // while locating and trying
    ServerAddress m_current;
    std::optional<Problem> m_problem; // the first one of the current try
    std::unique_ptr<Problem> m_streamError; // of the last established stream
    quint64 m_endQueued = 0; // the generation whose try is about to end
    int m_unacknowledged = 0; // messages that QXmpp would repeat on its next managed stream
    bool m_wasClosedInSilence = false; // the last established stream
    bool m_mustForget = false; // try again with a QXmpp that repeats nothing
};

} // namespace WebJabber
