// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/sessionfixture.h"

#include <QCoreApplication>
#include <QDeadlineTimer>
#include <QSslCertificate>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace WebJabber::Test {

static constexpr auto deadline = 30s;

SessionFixture::SessionFixture(const QString &user, quint16 port, const QString &caFile)
    : account(Jid::fromServer(user + u"@localhost"_s))
{
    settings.domains.insert(u"localhost"_s, {u"127.0.0.1"_s, port, {}});
    settings.caCertificates = QSslCertificate::fromPath(caFile);
    settings.longestReconnectDelay = 100ms;
    QObject::connect(&m_events, &SessionEvents::chatStateReceived, &m_events,
                     [this](const Jid &, const ChatState &chatState) { chatStates += chatState; });
}

SessionFixture::~SessionFixture()
{
    if (session)
        session->signOut();
}

void SessionFixture::make()
{
    session = std::make_unique<Session>(account, settings, store, m_limiter, m_readScheduler, m_locator,
                                        m_reconnectLimiter, m_events);
    QObject::connect(&store, &Store::enqueued, session.get(), [this](const Outgoing &message) {
        session->noteActivity();
        session->transmitter().transmit(message);
    });
    QObject::connect(&store, &Store::settled, session.get(),
                     [this](const Outgoing &message) { session->transmitter().handleSettled(message); });
    QObject::connect(&store, &Store::appended, session.get(), &Session::sendReceipt);
}

bool SessionFixture::signIn()
{
    make();
    const auto signedIn = session->signIn(u"demo"_s);
    return QTest::qWaitFor([&] { return signedIn.isFinished(); }, deadline) && signedIn.result().has_value();
}

void SessionFixture::startRestoring()
{
    make();
    session->restore({u"demo"_s, {}, QUuid::createUuid(), {}}, store.archiveId(account));
}

bool SessionFixture::restore()
{
    startRestoring();
    return QTest::qWaitFor([this] { return isOnline(); }, deadline);
}

void SessionFixture::kill()
{
    session.reset();
}

void SessionFixture::enqueue(const QString &id, const Jid &to, const QString &body)
{
    Outgoing message;
    message.id = id;
    message.account = account;
    message.to = to;
    message.type = u"chat"_s;
    message.body = body;
    message.time = QDateTime::currentDateTimeUtc();
    const auto enqueued = store.enqueue(message);
    QVERIFY(QTest::qWaitFor([&] { return enqueued.isFinished(); }, deadline));
}

bool SessionFixture::waitUntilOffline() const
{
    for (const QDeadlineTimer timeout(deadline); isOnline() && !timeout.hasExpired();)
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    return !isOnline();
}

} // namespace WebJabber::Test
