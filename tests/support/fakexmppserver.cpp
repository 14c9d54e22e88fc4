// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/fakexmppserver.h"

#include <QCryptographicHash>
#include <QFile>
#include <QMessageAuthenticationCode>
#include <QPasswordDigestor>
#include <QRegularExpression>
#include <QSslCertificate>
#include <QSslKey>
#include <QSslSocket>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace WebJabber::Test {

// One client, and its position in the script.
class FakeXmppServer::Connection : public QObject
{
public:
    Connection(FakeXmppServer *server, qintptr descriptor);

    void advance();
    void advanceLater() { QMetaObject::invokeMethod(this, &Connection::advance, Qt::QueuedConnection); }
    void answerQueries();
    bool isAtEnd() const { return step >= server->m_script.size(); }

    FakeXmppServer *server;
    QSslSocket socket;
    QByteArray unread;
    QByteArray found; // by the last expect()
    QByteArray scramMessages; // the text that both sides sign
    bool isResumed = false;
    std::size_t step = 0;
    qsizetype progress = 0; // within the step

private:
    void read();

    bool m_isAdvancing = false;
};

static QByteArray contents(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("%s: %s", qPrintable(path), qPrintable(file.errorString()));
    return file.readAll();
}

FakeXmppServer::Connection::Connection(FakeXmppServer *owner, qintptr descriptor)
    : server(owner)
{
    socket.setSocketDescriptor(descriptor);
    socket.setSocketOption(QAbstractSocket::LowDelayOption, 1);
    socket.setPeerVerifyMode(QSslSocket::VerifyNone);
    if (const auto &certificate = server->m_certificate) {
        socket.setLocalCertificate(QSslCertificate(contents(certificate->certificate)));
        socket.setPrivateKey(QSslKey(contents(certificate->key), QSsl::Ec));
    }
    connect(&socket, &QSslSocket::readyRead, this, &Connection::read);
    connect(&socket, &QSslSocket::encrypted, this, &Connection::advance);
    advanceLater();
}

void FakeXmppServer::Connection::read()
{
    const bool isEncrypted = socket.isEncrypted();
    const QByteArray bytes = socket.readAll();
    (isEncrypted ? server->m_tlsBytes : server->m_clearBytes) += bytes;
    unread += bytes;
    if (server->m_answersPings && isAtEnd() && bytes.contains("<r xmlns"))
        socket.write("<a xmlns='urn:xmpp:sm:3' h='0'/>");
    advance();
}

void FakeXmppServer::Connection::advance()
{
    if (m_isAdvancing) // a step caused an event
        return advanceLater();
    m_isAdvancing = true;
    while (!isAtEnd() && server->m_script[step](*this)) {
        ++step;
        progress = 0;
    }
    if (isAtEnd() && server->m_answersQueries)
        answerQueries();
    m_isAdvancing = false;
}

static QByteArray idOf(const QByteArray &stanza)
{
    static const QRegularExpression id(u"\\bid=[\"']([^\"']*)"_s);
    return id.match(QString::fromLatin1(stanza)).captured(1).toLatin1();
}

void FakeXmppServer::Connection::answerQueries()
{
    static const QRegularExpression query(u"<iq\\b([^>]*[^>/])(/>|>.*?</iq>)"_s,
                                          QRegularExpression::DotMatchesEverythingOption);
    static const QRegularExpression asks(u"\\btype=[\"'](get|set)"_s);
    const QString text = QString::fromLatin1(unread);
    qsizetype end = 0;
    for (const auto &match : query.globalMatch(text)) {
        end = match.capturedEnd();
        if (!asks.match(match.captured(1)).hasMatch())
            continue;
        socket.write(server->answerTo(match.captured().toLatin1(), idOf(match.captured(1).toLatin1())));
    }
    unread.remove(0, end);
}

FakeXmppServer::FakeXmppServer(const std::optional<CertificateFiles> &certificate, const QHostAddress &address)
    : m_certificate(certificate)
{
    if (!m_listener.listen(address))
        qFatal("FakeXmppServer: %s", qPrintable(m_listener.errorString()));
}

FakeXmppServer::~FakeXmppServer() = default;

void FakeXmppServer::accept(qintptr descriptor)
{
    m_connections.push_back(std::make_unique<Connection>(this, descriptor));
}

FakeXmppServer &FakeXmppServer::add(Step step)
{
    if (m_isLogin)
        step = [step = std::move(step)](Connection &connection) { return connection.isResumed || step(connection); };
    m_script.push_back(std::move(step));
    return *this;
}

FakeXmppServer &FakeXmppServer::expect(const QByteArray &part)
{
    return add([part](Connection &connection) {
        const qsizetype at = connection.unread.indexOf(part);
        if (at < 0)
            return false;
        connection.found = connection.unread.first(at + part.size());
        connection.unread.remove(0, at + part.size());
        return true;
    });
}

FakeXmppServer &FakeXmppServer::send(const QByteArray &bytes)
{
    return answer([bytes](const QByteArray &) { return bytes; });
}

FakeXmppServer &FakeXmppServer::sendInPieces(const QByteArray &bytes, qsizetype pieceBytes)
{
    return add([bytes, pieceBytes](Connection &connection) {
        const QByteArray piece = bytes.mid(connection.progress, pieceBytes);
        connection.socket.write(piece);
        connection.socket.flush();
        connection.progress += piece.size();
        if (connection.progress >= bytes.size())
            return true;
        connection.advanceLater();
        return false;
    });
}

FakeXmppServer &FakeXmppServer::answer(std::function<QByteArray(const QByteArray &received)> answer)
{
    return add([answer = std::move(answer)](Connection &connection) {
        connection.socket.write(answer(connection.found));
        return true;
    });
}

FakeXmppServer &FakeXmppServer::startTls()
{
    return add([](Connection &connection) {
        if (connection.socket.mode() == QSslSocket::UnencryptedMode)
            connection.socket.startServerEncryption();
        return connection.socket.isEncrypted();
    });
}

FakeXmppServer &FakeXmppServer::run(std::function<void()> action)
{
    return add([action = std::move(action)](Connection &) {
        action();
        return true;
    });
}

FakeXmppServer &FakeXmppServer::close()
{
    return add([](Connection &connection) {
        connection.socket.disconnectFromHost();
        return true;
    });
}

QByteArray FakeXmppServer::streamHeader()
{
    return "<?xml version='1.0'?><stream:stream xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams' "
           "from='localhost' id='fake' version='1.0' xml:lang='en'>";
}

FakeXmppServer &FakeXmppServer::openStream(const QByteArray &features)
{
    return expect("<stream:stream")
        .expect(">")
        .send(streamHeader() + "<stream:features>" + features + "</stream:features>");
}

FakeXmppServer &FakeXmppServer::offerTls()
{
    return openStream("<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'><required/></starttls>")
        .expect("<starttls")
        .expect(">")
        .send("<proceed xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>")
        .startTls();
}

static const QByteArray scramSalt = "not a secret";

static QByteArray saslElement(const QByteArray &name, const QByteArray &content)
{
    return '<' + name + " xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>" + content.toBase64() + "</" + name + '>';
}

// The content of an element that contains only text.
static QByteArray saslContent(const QByteArray &element)
{
    const QByteArray open = element.first(element.lastIndexOf('<'));
    return QByteArray::fromBase64(open.sliced(open.lastIndexOf('>') + 1));
}

// The server's side of RFC 5802, section 3, in two steps.
FakeXmppServer &FakeXmppServer::scram(const QString &password, int iterations)
{
    expect("</auth>").add([iterations](Connection &connection) {
        const QByteArray clientFirst = saslContent(connection.found);
        const QByteArray bare = clientFirst.sliced(clientFirst.indexOf("n=", 1));
        const QByteArray serverFirst = bare.sliced(bare.indexOf("r=")) + "fake,s=" + scramSalt.toBase64()
            + ",i=" + QByteArray::number(iterations);
        connection.scramMessages = bare + ',' + serverFirst;
        connection.socket.write(saslElement("challenge", serverFirst));
        return true;
    });
    return expect("</response>").add([password, iterations](Connection &connection) {
        const QByteArray clientFinal = saslContent(connection.found);
        connection.scramMessages += ',' + clientFinal.first(clientFinal.indexOf(",p="));
        constexpr auto sha256 = QCryptographicHash::Sha256;
        const QByteArray salted = QPasswordDigestor::deriveKeyPbkdf2(sha256, password.toUtf8(), scramSalt, iterations,
                                                                     QCryptographicHash::hashLength(sha256));
        const QByteArray serverKey = QMessageAuthenticationCode::hash("Server Key", salted, sha256);
        const QByteArray signature = QMessageAuthenticationCode::hash(connection.scramMessages, serverKey, sha256);
        connection.socket.write(saslElement("success", "v=" + signature.toBase64()));
        return true;
    });
}

FakeXmppServer &FakeXmppServer::login(const QString &password, const QByteArray &fullJid, int iterations)
{
    openStream("<mechanisms xmlns='urn:ietf:params:xml:ns:xmpp-sasl'><mechanism>SCRAM-SHA-256</mechanism></mechanisms>"
               + m_signInFeatures)
        .sendInterjection(Moment::BeforeSignIn)
        .scram(password, iterations)
        .openStream("<bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/>"
                    + QByteArray(m_managesStreams ? "<sm xmlns='urn:xmpp:sm:3'/>" : "") + m_features)
        .sendInterjection(Moment::AfterFeatures)
        .answerResumption();
    m_isLogin = true;
    bind(fullJid);
    m_isLogin = false;
    return *this;
}

void FakeXmppServer::bind(const QByteArray &fullJid)
{
    expect("</iq>")
        .sendInterjection(Moment::BeforeBound)
        .answer([this, fullJid](const QByteArray &request) -> QByteArray {
            if (!m_bindAnswer.isEmpty())
                return QByteArray(m_bindAnswer).replace("ID", idOf(request));
            return "<iq type='result' id='" + idOf(request) + "'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'><jid>"
                + fullJid + "</jid></bind></iq>";
        });
    if (m_managesStreams)
        expect("<enable")
            .expect(">")
            .sendInterjection(Moment::BeforeEnabled)
            .send("<enabled xmlns='urn:xmpp:sm:3' id='fake' resume='true'" + m_location + "/>");
}

FakeXmppServer &FakeXmppServer::sendInterjection(Moment moment)
{
    const QByteArray bytes = m_interjections.value(moment);
    return bytes.isEmpty() ? *this : send(bytes);
}

// Does nothing if the client requests no resumption.
FakeXmppServer &FakeXmppServer::answerResumption()
{
    return add([this, resumes = m_resumesStreams,
                before = m_interjections.value(Moment::BeforeResumed)](Connection &connection) {
        const qsizetype resume = connection.unread.indexOf("<resume ");
        if (resume < 0)
            return connection.unread.contains("</iq>"); // it requests a new session
        const qsizetype end = connection.unread.indexOf('>', resume);
        if (end < 0)
            return false;
        connection.unread.remove(0, end + 1);
        connection.isResumed = resumes;
        const QByteArray taken = m_taken.isEmpty() ? QByteArray() : " h='" + m_taken + '\'';
        connection.socket.write(
            before
            + (resumes ? "<resumed xmlns='urn:xmpp:sm:3' previd='fake' h='1000'/>"
                       : "<failed xmlns='urn:xmpp:sm:3'" + taken
                       + "><item-not-found xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></failed>"));
        return true;
    });
}

FakeXmppServer &FakeXmppServer::resumeStreams(bool resumes)
{
    m_resumesStreams = resumes;
    return manageStreams();
}

FakeXmppServer &FakeXmppServer::interject(Moment moment, const QByteArray &bytes)
{
    m_interjections.insert(moment, bytes);
    return *this;
}

FakeXmppServer &FakeXmppServer::bindWith(const QByteArray &answer)
{
    m_bindAnswer = answer;
    return *this;
}

void FakeXmppServer::refuseResumptions(const QByteArray &taken)
{
    m_taken = taken;
}

FakeXmppServer &FakeXmppServer::offerBeforeSignIn(const QByteArray &feature)
{
    m_signInFeatures += feature;
    return *this;
}

FakeXmppServer &FakeXmppServer::offer(const QByteArray &feature)
{
    m_features += feature;
    return *this;
}

FakeXmppServer &FakeXmppServer::manageStreams(const QByteArray &location)
{
    if (!location.isEmpty())
        m_location = " location='" + location + '\'';
    m_managesStreams = true;
    return *this;
}

FakeXmppServer &FakeXmppServer::announce(const QByteArrayList &features)
{
    m_discoFeatures = features;
    return *this;
}

FakeXmppServer &FakeXmppServer::answerQueries()
{
    m_answersQueries = true;
    return *this;
}

QByteArray FakeXmppServer::answerTo(const QByteArray &query, const QByteArray &id) const
{
    if (const QByteArray answer = m_queryAnswer ? m_queryAnswer(query, id) : QByteArray(); !answer.isEmpty())
        return answer;
    if (query.contains("jabber:iq:roster"))
        return "<iq type='result' id='" + id + "'><query xmlns='jabber:iq:roster'/></iq>";
    if (m_discoFeatures && query.contains("http://jabber.org/protocol/disco#info")) {
        QByteArray features;
        for (const QByteArray &feature : *m_discoFeatures)
            features += "<feature var='" + feature + "'/>";
        return "<iq type='result' id='" + id + "'><query xmlns='http://jabber.org/protocol/disco#info'>" + features
            + "</query></iq>";
    }
    if (m_refusal.isEmpty())
        return "<iq type='result' id='" + id + "'/>";
    return "<iq type='error' id='" + id + "'><error type='cancel'><" + m_refusal
        + " xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>";
}

FakeXmppServer &FakeXmppServer::answerQueriesWith(QueryAnswer answer)
{
    m_queryAnswer = std::move(answer);
    return answerQueries();
}

FakeXmppServer &FakeXmppServer::refuseQueries(const QByteArray &condition)
{
    m_refusal = condition;
    return answerQueries();
}

FakeXmppServer &FakeXmppServer::answerPings(bool answers)
{
    m_answersPings = answers;
    return *this;
}

bool FakeXmppServer::isAtEnd() const
{
    return !m_connections.empty() && m_connections.back()->isAtEnd();
}

bool FakeXmppServer::isConnected() const
{
    return !m_connections.empty() && m_connections.back()->socket.state() == QAbstractSocket::ConnectedState;
}

qint64 FakeXmppServer::bytesToWrite() const
{
    return m_connections.empty() ? 0 : m_connections.back()->socket.bytesToWrite();
}

void FakeXmppServer::write(const QByteArray &bytes)
{
    Q_ASSERT(!m_connections.empty());
    m_connections.back()->socket.write(bytes);
}

void FakeXmppServer::closeConnection()
{
    Q_ASSERT(!m_connections.empty());
    m_connections.back()->socket.disconnectFromHost();
}

} // namespace WebJabber::Test
