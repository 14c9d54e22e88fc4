// SPDX-License-Identifier: GPL-3.0-or-later
#include "session.h"

#include "connectpacer.h"
#include "messageintake.h"

#include <logging.h>
#include <secret.h>
#include <store.h>

#include <QXmppClient.h>
#include <QXmppMessage.h>
#include <QXmppTask.h>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace WebJabber {

static constexpr auto rosterTimeout = 10s;

QLatin1StringView sessionStateName(SessionState state)
{
    switch (state) {
    case SessionState::Offline:
        return "offline"_L1;
    case SessionState::Connecting:
        return "connecting"_L1;
    case SessionState::Online:
        return "online"_L1;
    case SessionState::Waiting:
        return "waiting"_L1;
    case SessionState::Refused:
        return "refused"_L1;
    }
    Q_UNREACHABLE_RETURN("offline"_L1);
}

Session::Session(const Jid &account, const XmppSettings &settings, Store &store, LoginGate &gate, ConnectPacer &pacer,
                 QObject *parent)
    : QObject(parent)
    , m_account(account)
    , m_store(store)
    , m_pacer(pacer)
    , m_connection(account, settings, gate)
    , m_roster(&m_connection.client())
    , m_since(QDateTime::currentDateTimeUtc())
{
    auto *intake = new MessageIntake(account);
    m_connection.client().insertExtension(0, intake); // owns it
    connect(intake, &MessageIntake::received, this, &Session::handleReceived);
    connect(&m_connection, &XmppConnection::established, this, &Session::handleEstablished);
    connect(&m_connection, &XmppConnection::ended, this, &Session::handleEnded);
    connect(&m_roster, &Roster::presenceChanged, this, &Session::presenceChanged);
    connect(&m_roster, &Roster::known, this, [this] { answerContacts(m_roster.contacts()); });
    m_retry.setSingleShot(true);
    connect(&m_retry, &QTimer::timeout, this, [this] {
        m_pacer.enqueue(this, [this] {
            if (m_state == SessionState::Waiting)
                connectNow();
        });
    });
    m_rosterDeadline.setSingleShot(true);
    connect(&m_rosterDeadline, &QTimer::timeout, this, [this] {
        answerContacts(problem(ProblemCode::Timeout, u"The XMPP server did not tell the contacts in time."_s));
    });
}

QFuture<Result<void>> Session::signIn(const QString &password)
{
    if (m_state == SessionState::Offline || m_state == SessionState::Refused) {
        m_password = password;
        connectNow();
    } else if (m_wasOnline) {
        return readyAnswer<void>({});
    }
    return m_signIns.add();
}

bool Session::usesPassword(const QString &password) const
{
    return equalSecrets(m_password, password);
}

void Session::signOut()
{
    m_retry.stop();
    m_connection.close();
    enter(SessionState::Offline);
    m_signIns.answer(problem(ProblemCode::XmppError, u"Signed out meanwhile."_s));
    answerContacts(problem(ProblemCode::XmppError, u"Signed out meanwhile."_s));
}

QFuture<Result<QList<Contact>>> Session::contacts()
{
    if (m_roster.isKnown() || m_state != SessionState::Online)
        return readyAnswer<QList<Contact>>(m_roster.contacts());
    if (!m_rosterDeadline.isActive())
        m_rosterDeadline.start(rosterTimeout);
    return m_contactRequests.add();
}

void Session::connectNow()
{
    enter(SessionState::Connecting);
    m_connection.open(m_password, QXmppPresence(QXmppPresence::Available));
}

void Session::handleEstablished()
{
    qCInfo(lcSession).noquote() << m_account.toString() << "online at" << m_connection.address();
    m_wasOnline = true;
    m_lastError.clear();
    enter(SessionState::Online);
    transmitQueued();
    m_signIns.answer({});
}

void Session::handleEnded(const Problem &problem)
{
    if (m_state == SessionState::Online
        && m_since.secsTo(QDateTime::currentDateTimeUtc()) >= ReconnectPolicy::goodAfter.count())
        m_policy.reset();
    m_lastError = problem.detail;
    qCInfo(lcSession).noquote() << m_account.toString() << "lost:" << problem.detail;
    if (problem.code == ProblemCode::NotAuthorized)
        enter(SessionState::Refused);
    else if (m_wasOnline)
        waitForNextTry();
    else
        enter(SessionState::Offline); // nobody asked to go on trying
    answerContacts(std::unexpected(problem));
    m_signIns.answer(std::unexpected(problem)); // may end this session: last
}

void Session::waitForNextTry()
{
    m_retry.start(m_policy.next(*QRandomGenerator::global()));
    enter(SessionState::Waiting);
}

void Session::handleReceived(const Event &event)
{
    m_store.append(event).then(this, [this](const Result<Event> &stored) {
        if (!stored)
            qCWarning(lcSession).noquote()
                << m_account.toString() << "a message could not be kept:" << stored.error().detail;
    });
}

void Session::transmitQueued()
{
    m_store.queuedOutgoing(m_account).then(this, [this](const Result<QList<Outgoing>> &messages) {
        for (const Outgoing &message : messages.value_or(QList<Outgoing>()))
            transmit(message);
    });
}

void Session::transmit(const Outgoing &message)
{
    if (m_state != SessionState::Online || m_inFlight.contains(message.id))
        return;
    m_inFlight.insert(message.id);
    QXmppMessage stanza({}, message.to.toString(), message.body);
    stanza.setType(QXmppMessage::Chat);
    stanza.setId(message.id);
    stanza.setOriginId(message.id);
    // With the connection as its context nothing is called while the client is being destroyed.
    m_connection.client()
        .send(std::move(stanza))
        .then(&m_connection, [this, id = message.id](QXmpp::SendResult &&result) {
            m_inFlight.remove(id);
            if (std::holds_alternative<QXmpp::SendSuccess>(result))
                settleSent(id);
        });
}

void Session::settleSent(const QString &id)
{
    m_store.settle(m_account, id, OutgoingState::Sent).then(this, [this](const Result<void> &settled) {
        if (!settled)
            qCWarning(lcSession).noquote()
                << m_account.toString() << "a sent message could not be marked so:" << settled.error().detail;
    });
}

void Session::enter(SessionState state)
{
    if (std::exchange(m_state, state) == state)
        return;
    m_since = QDateTime::currentDateTimeUtc();
    Q_EMIT stateChanged(state);
}

void Session::answerContacts(const Result<QList<Contact>> &result)
{
    m_rosterDeadline.stop();
    m_contactRequests.answer(result);
}

} // namespace WebJabber
