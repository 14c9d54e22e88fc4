// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmppconnection.h"

#include "xmpperrors.h"

#include <logging.h>

#include <QNetworkProxy>
#include <QSslSocket>
#include <QXmppClient.h>
#include <QXmppDiscoveryManager.h>
#include <QXmppError.h>
#include <QXmppMessage.h>
#include <QXmppOutgoingClient.h>
#include <QXmppTask.h>
#include <QXmppVersionManager.h>

using namespace Qt::StringLiterals;

namespace WebJabber {

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

// Each object of QXmpp's tells its parent what it logs and counts. Without a
// logger nobody listens at the end, and the way there is 2 KB a session.
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
    return StreamReader::check(&client);
}

XmppConnection::XmppConnection(const Jid &account, const XmppSettings &settings, LoginGate &gate, Listener &listener,
                               QObject *parent)
    : QObject(parent)
    , m_account(account)
    , m_settings(settings)
    , m_gate(gate)
    , m_listener(listener)
    , m_client(new QXmppClient(QXmppClient::NoExtensions, this))
    , m_credentials(settings.credentials, *m_client, *this)
    , m_deadline([this] {
        m_untried.clear();
        end(m_problem.value_or(Problem{ProblemCode::Timeout,
                                       u"The XMPP server of %1 did not answer in %2 seconds."_s.arg(m_account.domain())
                                           .arg(m_settings.loginTimeout.count()),
                                       {},
                                       {}}));
    })
{
    // One for all; a connection that has to find out that there is none keeps a copy.
    static const QNetworkProxy directly(QNetworkProxy::NoProxy);
    // The default logger is shared and turns every stanza into text.
    m_client->setLogger(nullptr);
    QXmppConfiguration &configuration = m_client->configuration();
    configuration.setJid(account.toString());
    configuration.setAutoReconnectionEnabled(false); // Session does it
    configuration.setAutoAcceptSubscriptions(false);
    configuration.setUseNonSASLAuthentication(false); // it would send the password in clear
    configuration.setIgnoreSslErrors(!settings.verifyCertificates);
    configuration.setCaCertificates(settings.caCertificates);
    configuration.setNetworkProxy(directly);
    configuration.setKeepAliveInterval(int(settings.pingInterval.count()));
    configuration.setKeepAliveTimeout(int(settings.pingTimeout.count()));

    // The hooks were checked at start; without them nothing may be read.
    m_reader = StreamReader::attach(m_client,
                                    {settings.maxStanzaBytes, settings.tlsFor(account.domain()) != TlsMode::Off}, *this)
                   .value();
    connect(m_client, &QXmppClient::errorOccurred, this, &XmppConnection::handleError);
    connect(m_client, &QXmppClient::disconnected, this, [this] {
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
    connect(m_client, &QXmppClient::connected, this, [this] {
        m_credentials.handleConnected();
        if (m_phase != Phase::Trying)
            return;
        m_phase = Phase::Established;
        m_deadline.stop();
        m_slot.release();
        m_listener.handleEstablished(m_client->streamManagementState() == QXmppClient::ResumedStream);
    });
}

XmppConnection::~XmppConnection()
{
    m_client->disconnect(this);
}

void XmppConnection::open(const QXmppPresence &presence)
{
    Q_ASSERT(m_phase == Phase::Closed);
    m_phase = Phase::Queued;
    m_presence = presence;
    muteLogging(*m_client); // with all that was added since it was made
    m_credentials.apply();
    m_problem.reset();
    m_deadline.start(m_settings.loginTimeout);
    m_gate.enter(m_account.domain(), this, [this, generation = ++m_generation](LoginGate::Slot slot) {
        if (generation != m_generation)
            return;
        m_slot = std::move(slot);
        locate();
    });
}

void XmppConnection::locate()
{
    m_phase = Phase::Locating;
    m_deadline.start(m_settings.loginTimeout); // anew: the server has all of it, whoever was before us
    locateServer(m_account.domain(), m_settings)
        .then(this, [this, generation = m_generation](const Result<QList<ServerAddress>> &located) {
            if (generation != m_generation)
                return;
            if (!located) { // perhaps at once, which nobody expects of open()
                noteProblem(located.error());
                return endTry();
            }
            m_phase = Phase::Trying;
            m_untried = *located;
            tryNext();
        });
}

void XmppConnection::tryNext()
{
    m_current = m_untried.takeFirst();
    connectToCurrent();
}

void XmppConnection::connectToCurrent()
{
    m_problem.reset();
    QXmppConfiguration configuration = m_client->configuration();
    configuration.setDomain(m_account.domain());
    configuration.setHost(m_current.address.isNull() ? m_current.host : m_current.address.toString());
    configuration.setPort(m_current.port);
    configuration.setStreamSecurityMode(securityMode(m_settings.tlsFor(m_account.domain()), m_current));
    if (std::exchange(m_mustForget, false)) {
        m_client->disconnectFromServer(); // it asks for no resumption then,
        m_client->configuration().setUser({}); // and drops what was another account's
    }
    m_client->connectToServer(configuration, m_presence);
}

void XmppConnection::send(QXmppMessage &&message, std::function<void(bool taken)> done)
{
    ++m_unacknowledged;
    // With the connection as its context nothing is called while the client is being destroyed.
    m_client->send(std::move(message)).then(this, [this, done = std::move(done)](QXmpp::SendResult &&result) {
        --m_unacknowledged;
        done(std::holds_alternative<QXmpp::SendSuccess>(result));
    });
}

// On a new managed stream QXmpp repeats what was not acknowledged on the old
// one, though the server may have it. Whether it does is for others to find out.
void XmppConnection::handleNewManagedStream()
{
    if (m_unacknowledged == 0)
        return;
    qCInfo(lcSession).noquote() << m_account.toString() << "connects again, as its stream could not be resumed";
    m_mustForget = true;
    abortSocket();
}

void XmppConnection::handleRefusal(const Problem &problem)
{
    noteProblem(problem);
}

void XmppConnection::handleFrame(const QByteArray &xml)
{
    m_listener.handleTraced(Direction::In, QString::fromUtf8(xml));
}

void XmppConnection::handleCredentials(const StoredCredentials &toStore)
{
    m_listener.handleCredentials(toStore);
}

// A token is renewed at a sign-in only. Cut, not closed, the stream is resumed
// by the next one.
void XmppConnection::handleRenewalDue()
{
    cut(u"Signs in anew, for a token that lasts longer."_s);
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
    noteProblem(problemFromXmpp(error, address()));
    endTry();
}

// QXmpp may still be in the middle of its own clean-up: end on a fresh stack.
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
            // Another address may do better, but no other will like the password.
            if (m_phase == Phase::Trying && !m_untried.isEmpty() && problem.code == ProblemCode::XmppUnreachable) {
                qCInfo(lcSession).noquote() << m_account.toString() << "next address after:" << problem.detail;
                abortSocket();
                m_endQueued = 0; // only now, as the abort is heard of too
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
    m_slot.release();
    abortSocket();
    m_listener.handleEnded(problem);
}

void XmppConnection::abortSocket()
{
    socketOf(*m_client)->abort();
}

} // namespace WebJabber
