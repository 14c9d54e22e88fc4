// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "session/reconnectlimiter.h"
#include "session/session.h"
#include "support/memorystore.h"
#include "xmpp/loginlimiter.h"
#include "xmpp/readturns.h"

#include <memory>

namespace WebJabber::Test {

// One session in this process, with a store in memory that outlives it: as a
// daemon that can be killed and started again.
class SessionBench final : private Session::Listener
{
public:
    // An account at localhost, whose server is at this port of 127.0.0.1.
    SessionBench(const QString &user, quint16 port, const QString &caFile);
    ~SessionBench();
    Q_DISABLE_COPY_MOVE(SessionBench)

    // A first sign-in, with the password "demo"; false where it fails.
    [[nodiscard]] bool signIn();
    // Comes back from what the store holds, and waits until it is online.
    [[nodiscard]] bool restore();
    // The same without waiting.
    void startRestoring();
    // Ends without a word to the server, as a process that is killed.
    void kill();
    // Takes a message for sending; answers when the store has it.
    void enqueue(const QString &id, const Jid &to, const QString &body);

    QStringList received() const { return store.bodies(account); }
    bool isOnline() const { return session && session->state() == SessionState::Online; }

    const Jid account;
    QHash<QString, QList<QHostAddress>> hosts; // what is known of names
    XmppSettings settings; // before the session is made
    MemoryStore store;
    std::unique_ptr<Session> session;
    QList<ChatState> chatStates; // that came

private:
    void handleCredentials(const Jid &, const StoredCredentials &) override { }
    void handleState(const Jid &, SessionState) override { }
    void handlePresence(const Jid &, const Jid &) override { }
    void handleContact(const Jid &, const Contact &) override { }
    void handleChatState(const Jid &, const ChatState &chatState) override { chatStates += chatState; }
    void handleTraced(const Jid &, Direction, const QString &) override { }

    void make();

    LoginLimiter m_gate;
    ReadTurns m_turns;
    ServerLocator m_locator{
        settings,
        {[this](const QString &host, const QObject *) { return QtFuture::makeReadyValueFuture(hosts.value(host)); },
         {}}};
    ReconnectLimiter m_pacer{50};
};

} // namespace WebJabber::Test
