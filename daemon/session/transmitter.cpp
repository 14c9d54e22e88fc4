// SPDX-License-Identifier: GPL-3.0-or-later
#include "transmitter.h"

#include "archivebookmark.h"
#include "stanzabuilder.h"
#include "xmppconnection.h"

#include <logging.h>
#include <store.h>

namespace WebJabber {

Transmitter::Transmitter(const Jid &account, XmppConnection &connection, Store &store, ArchiveBookmark &bookmark,
                         QObject &context)
    : m_account(account)
    , m_connection(connection)
    , m_store(store)
    , m_bookmark(bookmark)
    , m_context(context)
    , m_retry([this] {
        for (const QString &id : m_settling.keys())
            tellStore(id);
        if (m_state == State::Loading)
            load();
    })
{
}

void Transmitter::open()
{
    m_state = State::Loading;
    m_unsure.clear();
    m_lastArchived.clear();
    load();
}

// What is enqueued before the answer is in it; what comes after it is told.
void Transmitter::load()
{
    m_store.queuedOutgoing(m_account).then(&m_context, [this](const Result<QList<Outgoing>> &messages) {
        if (m_state != State::Loading)
            return;
        if (!messages)
            return m_retry.start(retryDelay);
        m_state = State::Open;
        for (const Outgoing &message : *messages)
            transmit(message);
    });
}

void Transmitter::transmit(const Outgoing &message)
{
    if (m_state != State::Open || m_onTheWay.contains(message.id) || m_settling.contains(message.id))
        return;
    m_onTheWay.insert(message.id, message.to);
    m_bookmark.pin(message.id);
    m_connection.send(messageStanza(message), [this, id = message.id, stream = m_stream](bool taken) {
        if (taken)
            return settle(id, {OutgoingState::Sent, {}});
        m_unsure.insert(id);
        if (stream == m_stream)
            m_onTheWay.remove(id);
    });
}

void Transmitter::forgetStream()
{
    ++m_stream;
    m_state = State::Closed;
    for (const QString &id : m_onTheWay.keys()) // still pinned, until the archive has told
        m_unsure.insert(id);
    m_onTheWay.clear();
    m_lastArchived.clear();
}

// A server that died died in the middle of one stanza, which its sender's
// archive may hold and nobody else: that can only be the last one it took. It is
// sent again, with the same origin-id for those who got it.
void Transmitter::handleArchived(const QString &id)
{
    const QString sure = m_unsure.contains(id) ? std::exchange(m_lastArchived, id) : id;
    if (!sure.isEmpty() && sure != m_lastArchived)
        settle(sure, {OutgoingState::Sent, {}});
}

void Transmitter::handleBounce(const Bounce &bounce)
{
    const auto sent = m_onTheWay.constFind(bounce.id);
    if (sent == m_onTheWay.cend() || sent->bare() != bounce.from.bare())
        return;
    settle(bounce.id, {OutgoingState::Failed, problemInfo(ProblemCode::XmppError).name});
}

void Transmitter::settle(const QString &id, const Fate &fate)
{
    m_onTheWay.remove(id);
    if (m_settling.contains(id))
        return;
    m_bookmark.pin(id);
    m_settling.insert(id, fate);
    tellStore(id);
}

void Transmitter::tellStore(const QString &id)
{
    const Fate fate = m_settling.value(id);
    m_store.settle(m_account, id, fate.state, fate.problem).then(&m_context, [this, id](const Result<void> &settled) {
        if (!settled) {
            qCWarning(lcSession).noquote()
                << m_account.toString() << "a message could not be marked as sent:" << settled.error().detail;
            return m_retry.start(retryDelay);
        }
        m_settling.remove(id);
        m_bookmark.unpin(id);
    });
}

} // namespace WebJabber
