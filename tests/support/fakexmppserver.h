// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/certificates.h"

#include <QHash>
#include <QHostAddress>
#include <QObject>
#include <QTcpServer>

#include <functional>
#include <memory>
#include <optional>
#include <vector>

class QSslSocket;

namespace WebJabber::Test {

// A scripted XMPP server on 127.0.0.1 that does what a real server does not do on command. It runs the script for each
// connection, and records every byte received. Build the script before the first connection:
//
//     FakeXmppServer server(authority.issue(u"localhost"_s));
//     server.offerTls().login(u"secret"_s).answerQueries();
class FakeXmppServer : public QObject
{
    Q_OBJECT

public:
    // A TLS step needs a certificate.
    explicit FakeXmppServer(const std::optional<CertificateFiles> &certificate = std::nullopt,
                            const QHostAddress &address = QHostAddress(QHostAddress::LocalHost));
    ~FakeXmppServer() override;

    quint16 port() const { return m_listener.serverPort(); }

    // --- steps of the script

    // Waits for these bytes, and skips what came before them.
    FakeXmppServer &expect(const QByteArray &part);
    FakeXmppServer &send(const QByteArray &bytes);
    // Sends the bytes in writes of `pieceBytes`, each passed to the network before the next.
    FakeXmppServer &sendInPieces(const QByteArray &bytes, qsizetype pieceBytes);
    // Sends the result of `answer` for the bytes that the last expect() skipped and found.
    FakeXmppServer &answer(std::function<QByteArray(const QByteArray &received)> answer);
    // The TLS handshake; as the first step it is direct TLS (XEP-0368).
    FakeXmppServer &startTls();
    FakeXmppServer &run(std::function<void()> action);
    FakeXmppServer &close();

    // --- several steps at once

    // Waits for a stream header, then sends one and <features/> with this content.
    FakeXmppServer &openStream(const QByteArray &features);
    // Required STARTTLS, with the handshake.
    FakeXmppServer &offerTls();
    // SASL SCRAM-SHA-256 and resource binding. The client's proof is not checked; a client with another password
    // rejects the server's signature.
    FakeXmppServer &login(const QString &password, const QByteArray &fullJid = "romeo@localhost/fake",
                          int iterations = 4096);
    // Sets the answer to bind requests at later logins. ID in it is replaced by the request's id.
    FakeXmppServer &bindWith(const QByteArray &answer);
    // Offers stream management (XEP-0198) at later logins, and enables it, with `location` as the resumption address if
    // given.
    FakeXmppServer &manageStreams(const QByteArray &location = {});
    // Adds a feature after the sign-in, at later logins.
    FakeXmppServer &offer(const QByteArray &feature);
    // Adds a feature before the sign-in, at later logins.
    FakeXmppServer &offerBeforeSignIn(const QByteArray &feature);
    // Sets the answer to requests to resume a stream; callable at any time. The answer has no count of stanzas (`h`)
    // unless one is given.
    void refuseResumptions(const QByteArray &taken);
    // After the script: answers disco#info with these features.
    FakeXmppServer &announce(const QByteArrayList &features);
    // Offers stream management, and answers resumption requests at later logins: with <resumed/>, which ends the login
    // and acknowledges everything that the client sent, or with <failed/>.
    FakeXmppServer &resumeStreams(bool resumes = true);
    // Also sends this at later logins: after the features that offer the sign-in, after those that follow it, or before
    // the answer to the client's request.
    enum class Moment { BeforeSignIn, AfterFeatures, BeforeBound, BeforeEnabled, BeforeResumed };
    FakeXmppServer &interject(Moment moment, const QByteArray &bytes);
    // After the script: an empty result for every query.
    FakeXmppServer &answerQueries();
    // The same with this stanza error for all queries except the roster.
    FakeXmppServer &refuseQueries(const QByteArray &condition);
    // The same, but calls `answer` first, with the whole <iq/> and its id. If that returns nothing, the other rules
    // apply.
    using QueryAnswer = std::function<QByteArray(const QByteArray &query, const QByteArray &id)>;
    FakeXmppServer &answerQueriesWith(QueryAnswer answer);
    // After the script: answers every ack request with an unchanged count, which a client accepts as proof that the
    // server lives.
    FakeXmppServer &answerPings(bool answers = true);

    static QByteArray streamHeader();

    // --- what happened, and what to do after the script

    int connectionCount() const { return int(m_connections.size()); }
    // Whether the newest connection has completed the script.
    bool isAtEnd() const;
    bool isConnected() const; // the newest connection
    // Bytes received on all connections, outside and inside TLS.
    QByteArray clearBytes() const { return m_clearBytes; }
    QByteArray tlsBytes() const { return m_tlsBytes; }
    // Bytes that the client has not read yet.
    qint64 bytesToWrite() const;
    // On the newest connection.
    void write(const QByteArray &bytes);
    void closeConnection();

private:
    class Connection;
    // Performs a step. Returns true if it is complete; otherwise it is called again after the next event.
    using Step = std::function<bool(Connection &)>;

    class Listener : public QTcpServer
    {
    public:
        explicit Listener(FakeXmppServer *server)
            : m_server(server)
        {
        }

    protected:
        void incomingConnection(qintptr descriptor) override { m_server->accept(descriptor); }

    private:
        FakeXmppServer *m_server;
    };

    QByteArray answerTo(const QByteArray &query, const QByteArray &id) const;
    FakeXmppServer &add(Step step);
    FakeXmppServer &sendInterjection(Moment moment);
    FakeXmppServer &answerResumption();
    void bind(const QByteArray &fullJid);
    FakeXmppServer &scram(const QString &password, int iterations);
    void accept(qintptr descriptor);

    std::optional<CertificateFiles> m_certificate;
    std::vector<Step> m_script;
    bool m_managesStreams = false;
    bool m_resumesStreams = false;
    bool m_isLogin = false; // the added steps are skipped on a resumed stream
    QHash<Moment, QByteArray> m_interjections;
    QByteArray m_location;
    QByteArray m_features;
    QByteArray m_signInFeatures;
    QByteArray m_taken; // `h` for a stream that is not resumed; empty: no `h`
    std::optional<QByteArrayList> m_discoFeatures;
    QByteArray m_bindAnswer; // empty: success
    bool m_answersQueries = false;
    bool m_answersPings = false;
    QByteArray m_refusal; // of queries; empty: none
    QueryAnswer m_queryAnswer;
    QByteArray m_clearBytes;
    QByteArray m_tlsBytes;
    std::vector<std::unique_ptr<Connection>> m_connections;
    Listener m_listener{this};
};

} // namespace WebJabber::Test
