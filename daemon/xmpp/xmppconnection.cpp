// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/xmppconnection.h"

#include "shared/logging.h"
#include "xmpp/pbkdf2.h"
#include "xmpp/pingtimeout.h"
#include "xmpp/xmpperrors.h"

#include <QNetworkProxy>
#include <QSslSocket>
#include <QTimer>
#include <QXmlStreamWriter>
#include <QXmppClient.h>
#include <QXmppDiscoveryManager.h>
#include <QXmppError.h>
#include <QXmppMessage.h>
#include <QXmppOutgoingClient.h>
#include <QXmppStreamError.h>
#include <QXmppTask.h>
#include <QXmppVersionManager.h>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace WebJabber {

static constexpr qint64 maxAnswerBacklogBytes = 256 * 1024;

static QSslSocket *socketOf(const QXmppClient &client)
{
    return client.findChild<QXmppOutgoingClient *>()->socket();
}

static QXmppConfiguration::StreamSecurityMode securityMode(TlsMode mode, const ServerAddress &address)
{
    if (address.directTls)
        return QXmppConfiguration::LegacySSL;
    return mode == TlsMode::Off ? QXmppConfiguration::TLSDisabled : QXmppConfiguration::TLSRequired;
}

// WORKAROUND (QXmpp 1.10): each ping restarts the wait for an answer, so a wait as long as the interval would
// never end. Ends with a QXmpp that does not restart it.
static std::chrono::seconds pingTimeout(const XmppSettings &settings)
{
    return std::max(std::chrono::seconds(1), std::min(settings.pingTimeout, settings.pingInterval - 1s));
}

// WORKAROUND (QXmpp 1.10): each of QXmpp's objects forwards its log messages and counters to its parent.
// Without a logger they are discarded in the end, but the connections take 2 KB per session. Ends with a
// QXmpp that connects them only if there is a logger.
static void muteLogging(const QXmppClient &client)
{
    for (const QXmppLoggable *loggable : client.findChildren<QXmppLoggable *>()) {
        QObject::disconnect(loggable, &QXmppLoggable::logMessage, loggable->parent(), nullptr);
        QObject::disconnect(loggable, &QXmppLoggable::setGauge, loggable->parent(), nullptr);
        QObject::disconnect(loggable, &QXmppLoggable::updateCounter, loggable->parent(), nullptr);
    }
}

Result<void> XmppConnection::checkLibrary()
{
    QXmppClient client(QXmppClient::NoExtensions);
    return takePingTimer(client.findChild<QXmppOutgoingClient *>()).and_then([&](QTimer *) {
        return StreamReader::check(&client);
    });
}

XmppConnection::XmppConnection(const Jid &account, const XmppSettings &settings, LoginLimiter &limiter,
                               ReadScheduler &readScheduler, ServerLocator &locator, Listener &listener,
                               QObject *parent)
    : QObject(parent)
    , m_account(account)
    , m_settings(settings)
    , m_limiter(limiter)
    , m_locator(locator)
    , m_listener(listener)
    , m_client(new QXmppClient(QXmppClient::NoExtensions, this))
    , m_credentials(settings.credentials, *m_client, *this)
    , m_deadline([this] {
        end(m_problem.value_or(Problem{ProblemCode::Timeout,
                                       u"The XMPP server of %1 did not answer in %2 seconds."_s.arg(m_account.domain())
                                           .arg(m_settings.loginTimeout.count()),
                                       {},
                                       {}}));
    })
{
    // One shared object: a connection that has to detect that there is no proxy keeps its own copy.
    static const QNetworkProxy directly(QNetworkProxy::NoProxy);
    // The default logger is shared and converts every stanza to text.
    m_client->setLogger(nullptr);
    QXmppConfiguration &configuration = m_client->configuration();
    configuration.setJid(account.toString());
    configuration.setAutoReconnectionEnabled(false); // Session reconnects
    configuration.setAutoAcceptSubscriptions(false);
    configuration.setUseNonSASLAuthentication(false); // it would send the password in clear
    configuration.setIgnoreSslErrors(!settings.verifyCertificates);
    configuration.setCaCertificates(settings.caCertificates);
    configuration.setNetworkProxy(directly);
    configuration.setKeepAliveInterval(int(settings.pingInterval.count()));
    configuration.setKeepAliveTimeout(int(pingTimeout(settings).count()));

    // The hooks were checked at startup. Without them nothing may be read.
    m_reader = StreamReader::attach(m_client,
                                    {settings.maxStanzaBytes, settings.maxAnswerBytes,
                                     settings.tlsFor(account.domain()) != TlsMode::Off},
                                    *this, &readScheduler)
                   .value();
    m_counter = std::make_unique<StanzaCounter>(*m_client);
    connect(takePingTimer(m_client->findChild<QXmppOutgoingClient *>()).value(), &QTimer::timeout, this,
            &XmppConnection::handlePingTimeout);
    connect(m_client, &QXmppClient::errorOccurred, this, &XmppConnection::handleError);
    connect(m_client, &QXmppClient::disconnected, this, [this] {
        m_counter->pause();
        m_credentials.handleDisconnected();
        endTry();
    });
    connect(m_client, &QXmppClient::sslErrors, this, [this](const QList<QSslError> &errors) {
        if (m_settings.verifyCertificates && !errors.isEmpty())
            noteProblem({ProblemCode::XmppUnreachable,
                         u"TLS: the certificate of %1 is not valid for %2: %3"_s.arg(address(), m_account.domain(),
                                                                                     errors.first().errorString()),
                         {},
                         {}});
    });
    connect(m_client, &QXmppClient::connected, this, &XmppConnection::handleSignedIn);
}

XmppConnection::~XmppConnection()
{
    m_client->disconnect(this);
}

// Whether QXmpp is, or is to be, signed in to this account. The spelling may be the server's, which returns
// the JID with the resource.
bool XmppConnection::isAccount(const QXmppConfiguration &configuration) const
{
    const QString jid = configuration.jidBare();
    return jid == m_account.toString() || Jid::parseBare(jid) == m_account;
}

// Everything that the server sends is checked against the JID that it bound, so this must be the account's JID.
void XmppConnection::handleSignedIn()
{
    if (!isAccount(m_client->configuration())) {
        noteProblem(otherAccount(m_client->configuration().jidBare()));
        m_client->disconnectFromServer();
        return endTry();
    }
    m_credentials.handleConnected();
    if (m_phase != Phase::Trying)
        return;
    m_phase = Phase::Established;
    m_streamError.reset();
    m_wasClosedWithoutError = false;
    m_deadline.stop();
    m_signIn.reset();
    m_locator.remember(m_account.domain(), m_current);
    m_slot.release();
    const auto management = m_client->streamManagementState();
    if (management == QXmppClient::NoStreamManagement)
        m_counter->forget();
    else
        m_counter->resumeCount();
    m_listener.handleEstablished(management == QXmppClient::ResumedStream);
}

void XmppConnection::open(const QXmppPresence &presence)
{
    Q_ASSERT(m_phase == Phase::Closed);
    m_phase = Phase::Queued;
    m_presence = presence;
    muteLogging(*m_client); // including objects that were added after the constructor
    m_credentials.apply();
    m_problem.reset();
    m_deadline.start(m_settings.loginTimeout);
    m_limiter.acquire(m_account.domain(), this, [this, generation = ++m_generation](LoginLimiter::Slot slot) {
        if (generation != m_generation)
            return;
        m_slot = std::move(slot);
        locate();
    });
}

void XmppConnection::locate()
{
    m_phase = Phase::Locating;
    m_deadline.start(m_settings.loginTimeout); // restarted: the time in the queue does not count
    m_signIn = std::make_unique<SignIn>([this] { giveUpAddress(); });
    const QDeadlineTimer end(m_settings.loginTimeout);
    m_locator.locate(m_account.domain(), &m_signIn->context)
        .then(this, [this, end, generation = m_generation](const ServerLocator::Located &located) {
            if (generation != m_generation)
                return;
            if (!located) { // may be within open(), which must not end at once
                noteProblem(located.error());
                return endTry();
            }
            m_phase = Phase::Trying;
            m_signIn->attempts.emplace(*located, end);
            tryNext();
        });
}

void XmppConnection::tryNext()
{
    m_current = m_signIn->attempts->next();
    connectToCurrent();
}

bool XmppConnection::hasNextAddress() const
{
    return m_signIn && m_signIn->attempts && !m_signIn->attempts->isAtEnd();
}

void XmppConnection::connectToCurrent()
{
    m_problem.reset();
    QXmppConfiguration configuration = m_client->configuration();
    if (!isAccount(configuration)) {
        configuration.setUser(m_account.local());
        configuration.setDomain(m_account.domain());
    }
    configuration.setHost(m_current.address.toString());
    configuration.setPort(m_current.port);
    configuration.setStreamSecurityMode(securityMode(m_settings.tlsFor(m_account.domain()), m_current));
    // WORKAROUND (QXmpp 1.10): no call drops the stream state. After disconnectFromServer() QXmpp does
    // not request a resumption, and with a different user it drops the stanzas of the old one. Ends with
    // a QXmpp that can drop its state.
    if (std::exchange(m_mustForget, false)) {
        m_client->disconnectFromServer();
        m_client->configuration().setUser({});
    }
    m_signIn->addressBound.stop();
    if (const auto bound = m_signIn->attempts->connectBound())
        m_signIn->addressBound.start(*bound);
    m_client->connectToServer(configuration, m_presence);
}

// QXmpp may connect to another address, by itself or because the server named it. Only the checked address is used;
// nothing is sent to any other. (What QXmpp has written so far is still in the socket's buffer, which abort() drops.)
void XmppConnection::handleConnected()
{
    const QSslSocket &socket = *socketOf(*m_client);
    if (socket.peerPort() == m_current.port && isSameAddress(socket.peerAddress(), m_current.address)) {
        const auto bound = m_signIn ? m_signIn->attempts->answerBound() : std::nullopt;
        if (bound)
            m_signIn->addressBound.start(*bound);
        return;
    }
    noteProblem({ProblemCode::XmppUnreachable,
                 u"The connection went to another address than that of %1, and was cut."_s.arg(address()),
                 {},
                 {}});
    // The address for a resumption is part of the state that QXmpp drops.
    m_mustForget = !m_signIn || !std::exchange(m_signIn->hasForgotten, true);
    abortSocket();
    endTry();
}

void XmppConnection::handleStreamOpened()
{
    if (m_signIn)
        m_signIn->addressBound.stop();
}

void XmppConnection::giveUpAddress()
{
    noteProblem(problemFromSocket(QAbstractSocket::SocketTimeoutError, {}, address()));
    abortSocket();
    endTry();
}

quint32 XmppConnection::send(QXmppMessage &&message, std::function<void(SendOutcome)> done)
{
    ++m_unacknowledged;
    auto sending = m_client->send(std::move(message));
    const quint32 number = m_counter->number();
    // The connection is the context, so nothing is called while the client is being destroyed.
    sending.then(this, [this, done = std::move(done)](QXmpp::SendResult &&result) {
        --m_unacknowledged;
        const auto *success = std::get_if<QXmpp::SendSuccess>(&result);
        done(!success                    ? SendOutcome::Unknown
                 : success->acknowledged ? SendOutcome::Acknowledged
                                         : SendOutcome::Written);
    });
    return number;
}

Result<void> XmppConnection::checkSize(const QXmppMessage &message) const
{
    const qint64 limit = m_reader->maxSentBytes();
    const qint64 bytes = limit == 0 ? 0 : bytesOf(message);
    if (bytes <= limit)
        return {};
    return problem(ProblemCode::TooLarge,
                   u"The XMPP server takes at most %1 bytes, and this message would have %2."_s.arg(limit).arg(bytes));
}

qint64 XmppConnection::bytesOf(const QXmppMessage &message)
{
    QByteArray xml;
    QXmlStreamWriter writer(&xml);
    message.toXml(&writer);
    return xml.size();
}

bool XmppConnection::canSendAnswers() const
{
    const QSslSocket *const socket = socketOf(*m_client);
    return socket->bytesToWrite() + socket->encryptedBytesToWrite() <= maxAnswerBacklogBytes
        && m_counter->unacknowledged() < maxUnacknowledgedAnswers;
}

// WORKAROUND (QXmpp 1.10): on a new managed stream QXmpp sends the unacknowledged stanzas of the old one
// again, though the server may have received them. Here the socket is aborted before that; the listener must
// find out whether the server has them. Ends with a QXmpp that evaluates <failed h=''/>.
void XmppConnection::handleNewManagedStream()
{
    m_counter->restartCount();
    if (m_unacknowledged == 0)
        return;
    qCInfo(lcSession).noquote() << m_account.toString() << "connects again, as its stream could not be resumed";
    m_mustForget = true;
    abortSocket();
}

void XmppConnection::handleAcknowledged(quint32 stanzas)
{
    m_counter->noteAcknowledged(stanzas);
}

void XmppConnection::handleReceivedCount(quint32 stanzas)
{
    m_listener.handleReceivedCount(stanzas);
}

// An established stream that was rejected is not resumed, as the server would send the same data again.
void XmppConnection::handleRefusal(const Problem &problem)
{
    if (m_phase == Phase::Established)
        m_mustForget = true;
    noteProblem(problem);
}

void XmppConnection::handleFrame(const QByteArray &xml)
{
    m_listener.handleTraced(Direction::In, QString::fromUtf8(xml));
}

void XmppConnection::handleSkipped(const SkippedStanza &skipped)
{
    m_listener.handleSkipped(skipped);
}

QFuture<void> XmppConnection::prepareAnswer(QCryptographicHash::Algorithm hash, const ScramChallenge &challenge)
{
    const QString password = m_credentials.current().password;
    if (password.isEmpty()) // a token needs no such key
        return QtFuture::makeReadyVoidFuture();
    return deriveAhead({hash, password.toUtf8(), challenge.salt, challenge.iterations});
}

void XmppConnection::handleCredentials(const StoredCredentials &toStore)
{
    m_listener.handleCredentials(toStore);
}

// A token is renewed only at a sign-in. The connection is cut, not closed, so that the next sign-in resumes the stream.
void XmppConnection::handleRenewalDue()
{
    cut(u"Signs in anew, for a token that lasts longer."_s);
}

// The connection is cut, not closed, so that the next sign-in resumes the stream, and stanzas in transit are
// neither lost nor sent again.
void XmppConnection::handlePingTimeout()
{
    noteProblem(problemFromXmpp({{}, QXmpp::TimeoutError()}, address()));
    abortSocket();
}

void XmppConnection::cut(const QString &why)
{
    if (m_phase != Phase::Established)
        return;
    noteProblem({ProblemCode::XmppUnreachable, why, {}, {}});
    m_reader->acknowledge();
    abortSocket();
}

void XmppConnection::setTraced(bool isTraced)
{
    m_reader->setTraced(isTraced);
    for (const QXmppLoggable *loggable : m_client->findChildren<QXmppLoggable *>()) {
        disconnect(loggable, &QXmppLoggable::logMessage, this, nullptr);
        if (isTraced)
            connect(loggable, &QXmppLoggable::logMessage, this, &XmppConnection::traceSent);
    }
}

void XmppConnection::traceSent(QXmppLogger::MessageType type, const QString &text)
{
    if (type == QXmppLogger::SentMessage)
        m_listener.handleTraced(Direction::Out, text);
}

void XmppConnection::close()
{
    m_phase = Phase::Closed;
    ++m_generation;
    m_deadline.stop();
    m_signIn.reset();
    m_slot.release();
    if (m_client->isConnected()) {
        m_reader->acknowledge();
        m_client->disconnectFromServer();
    } else {
        abortSocket();
    }
}

QString XmppConnection::address() const
{
    return m_current.host.isEmpty() ? m_account.domain() : u"%1:%2"_s.arg(m_current.host).arg(m_current.port);
}

void XmppConnection::noteProblem(const Problem &problem)
{
    if (m_phase != Phase::Closed && !m_problem)
        m_problem = problem;
}

void XmppConnection::handleError(const QXmppError &error)
{
    const Problem problem = problemFromXmpp(error, address());
    if (m_phase == Phase::Established && error.value<QXmpp::StreamError>())
        m_streamError = std::make_unique<Problem>(problem);
    // Not if the connection is being cut for another reason.
    if (m_phase == Phase::Established && !m_streamError && !m_problem
        && error.value<QAbstractSocket::SocketError>() == QAbstractSocket::RemoteHostClosedError)
        m_wasClosedWithoutError = true;
    noteProblem(problem);
    endTry();
}

// Ends the try from the event loop, as QXmpp may still be in the middle of its clean-up.
void XmppConnection::endTry()
{
    if (m_phase == Phase::Closed || m_endQueued == m_generation)
        return;
    m_endQueued = m_generation;
    QMetaObject::invokeMethod(
        this,
        [this, generation = m_generation] {
            if (generation != m_generation)
                return;
            if (m_mustForget && m_phase == Phase::Trying) {
                m_endQueued = 0;
                return connectToCurrent();
            }
            const Problem problem = m_problem.value_or(
                Problem{ProblemCode::XmppUnreachable, u"TCP: %1 closed the connection."_s.arg(address()), {}, {}});
            // Another address may be reachable, but none will accept a password that was rejected.
            if (m_phase == Phase::Trying && hasNextAddress() && problem.code == ProblemCode::XmppUnreachable) {
                qCInfo(lcSession).noquote() << m_account.toString() << "next address after:" << problem.detail;
                abortSocket();
                m_endQueued = 0; // reset only now, as the abort calls this function too
                tryNext();
            } else {
                end(problem);
            }
        },
        Qt::QueuedConnection);
}

void XmppConnection::end(const Problem &problem)
{
    m_phase = Phase::Closed;
    ++m_generation;
    m_deadline.stop();
    m_signIn.reset();
    m_slot.release();
    abortSocket();
    m_listener.handleEnded(problem);
}

void XmppConnection::abortSocket()
{
    socketOf(*m_client)->abort();
}

} // namespace WebJabber
