// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "session/reconnectlimiter.h"
#include "session/session.h"
#include "support/memorystore.h"
#include "xmpp/loginlimiter.h"
#include "xmpp/readscheduler.h"

#include <memory>

namespace WebJabber::Test {

// One session in this process, with a store in memory that outlives it. Imitates a daemon that is killed and restarted.
class SessionFixture final
{
public:
    // The account is at localhost; its server listens on this port of 127.0.0.1.
    SessionFixture(const QString &user, quint16 port, const QString &caFile);
    ~SessionFixture();
    Q_DISABLE_COPY_MOVE(SessionFixture)

    // Signs in for the first time, with the password "demo". Returns false on failure.
    [[nodiscard]] bool signIn();
    // Restores the session from the store, and waits until it is online.
    [[nodiscard]] bool restore();
    // The same without waiting.
    void startRestoring();
    // Destroys the session without closing the stream, like a killed process.
    void kill();
    // Enqueues a message for sending. Returns when the store has it.
    void enqueue(const QString &id, const Jid &to, const QString &body);

    QStringList received() const { return store.bodies(account); }
    bool isOnline() const { return session && session->state() == SessionState::Online; }
    // Returns when the session is not online, also if it is online again a moment later; false if it stays online.
    [[nodiscard]] bool waitUntilOffline() const;

    const Jid account;
    QHash<QString, QList<QHostAddress>> hosts; // the DNS answers
    XmppSettings settings; // set before the session is created
    MemoryStore store;
    std::unique_ptr<Session> session;
    QList<ChatState> chatStates; // that were received

private:
    void make();

    SessionEvents m_events;
    LoginLimiter m_limiter;
    ReadScheduler m_readScheduler;
    ServerLocator m_locator{
        settings,
        {[this](const QString &host, const QObject *) { return QtFuture::makeReadyValueFuture(hosts.value(host)); },
         {}}};
    ReconnectLimiter m_reconnectLimiter{50};
};

} // namespace WebJabber::Test
