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

// An XMPP server on this machine (127.0.0.1) for what a real one will not do on command. It
// plays a script, anew for each connection, and keeps every byte it is sent.
// The script is put together before the first connection:
//
//     FakeXmppServer server(authority.issue(u"localhost"_s));
//     server.offerTls().login(u"secret"_s).answerQueries();
class FakeXmppServer : public QObject
{
    Q_OBJECT

public:
    // Without a certificate there can be no TLS step.
    explicit FakeXmppServer(const std::optional<CertificateFiles> &certificate = std::nullopt,
                            const QHostAddress &address = QHostAddress(QHostAddress::LocalHost));
    ~FakeXmppServer() override;

    quint16 port() const { return m_listener.serverPort(); }

    // --- steps of the script

    // Waits for these bytes; what came before them is passed over.
    FakeXmppServer &expect(const QByteArray &part);
    FakeXmppServer &send(const QByteArray &bytes);
    // In writes of `pieceBytes`, each given to the network before the next.
    FakeXmppServer &sendInPieces(const QByteArray &bytes, qsizetype pieceBytes);
    // Sends what `answer` makes of what the last expect() passed over and found.
    FakeXmppServer &answer(std::function<QByteArray(const QByteArray &received)> answer);
    // The TLS handshake; as the first step it is direct TLS (XEP-0368).
    FakeXmppServer &startTls();
    FakeXmppServer &run(std::function<void()> action);
    FakeXmppServer &close();

    // --- several steps at once

    // Waits for a stream header, sends one and features with this content.
    FakeXmppServer &openStream(const QByteArray &features);
    // STARTTLS, required, with the handshake.
    FakeXmppServer &offerTls();
    // SASL SCRAM-SHA-256 and resource binding. The client's proof is not looked
    // at; a client with another password refuses the server's.
    FakeXmppServer &login(const QString &password, const QByteArray &fullJid = "romeo@localhost/fake",
                          int iterations = 4096);
    // Answers the request for a resource at logins from here on with this, in which
    // ID is the request's.
    FakeXmppServer &bindWith(const QByteArray &answer);
    // Offers stream management (XEP-0198) at logins from here on, and grants it,
    // with a place to resume at where one is given.
    FakeXmppServer &manageStreams(const QByteArray &location = {});
    // In the features after the sign-in, at logins from here on.
    FakeXmppServer &offer(const QByteArray &feature);
    // In the features that offer the sign-in, at logins from here on.
    FakeXmppServer &offerBeforeSignIn(const QByteArray &feature);
    // What a client is told that wants to resume a stream; so at any time. It
    // says nothing of how many stanzas were taken unless given (`h`).
    void refuseResumptions(const QByteArray &taken);
    // Once the script is at its end: these features for disco#info.
    FakeXmppServer &announce(const QByteArrayList &features);
    // Manages streams, and answers each request to resume one at logins from here
    // on: <resumed/>, with which the login is over and all that the client sent is
    // acknowledged, or <failed/>.
    FakeXmppServer &resumeStreams(bool resumes = true);
    // Sends this too at logins from here on: behind the features that offer the
    // sign-in, behind those after it, or in front of the answer to the client's
    // request.
    enum class Moment { BeforeSignIn, AfterFeatures, BeforeBound, BeforeEnabled, BeforeResumed };
    FakeXmppServer &interject(Moment moment, const QByteArray &bytes);
    // Once the script is at its end: an empty result for every query.
    FakeXmppServer &answerQueries();
    // The same with this stanza error for all but the roster.
    FakeXmppServer &refuseQueries(const QByteArray &condition);
    // The same, but asks `answer` first, which is given the whole <iq/> and its
    // id; an empty answer leaves it to the others.
    using QueryAnswer = std::function<QByteArray(const QByteArray &query, const QByteArray &id)>;
    FakeXmppServer &answerQueriesWith(QueryAnswer answer);
    // Once the script is at its end: an acknowledgement of nothing for every
    // request, which is the sign of life a client waits for.
    FakeXmppServer &answerPings(bool answers = true);

    static QByteArray streamHeader();

    // --- what happened, and what to do after the script

    int connectionCount() const { return int(m_connections.size()); }
    // Whether the newest connection has played its script to the end.
    bool isAtEnd() const;
    bool isConnected() const; // the newest connection
    // What came over all connections, outside and inside TLS.
    QByteArray clearBytes() const { return m_clearBytes; }
    QByteArray tlsBytes() const { return m_tlsBytes; }
    // What the client has not taken yet.
    qint64 bytesToWrite() const;
    // On the newest connection.
    void write(const QByteArray &bytes);
    void closeConnection();

private:
    class Connection;
    // Does its part; answers whether it is done, else it is called again when
    // something has happened.
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
    bool m_isLogin = false; // the steps that are added do not count on a resumed stream
    QHash<Moment, QByteArray> m_interjections;
    QByteArray m_location;
    QByteArray m_features;
    QByteArray m_signInFeatures;
    QByteArray m_taken; // of a stream that is not resumed; empty: it is not told
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
