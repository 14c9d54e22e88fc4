// SPDX-License-Identifier: GPL-3.0-or-later
#include "memorystore.h"

#include <logging.h>

#include <algorithm>

namespace WebJabber {

static constexpr std::chrono::seconds outgoingRetryAfter{30};

template<typename T>
static Store::Answer<T> ready(Result<T> result)
{
    return QtFuture::makeReadyValueFuture(std::move(result));
}

static Store::Answer<void> done()
{
    return QtFuture::makeReadyValueFuture(Result<void>());
}

Store::Answer<Device> MemoryStore::addDevice(const Jid &account, const QByteArray &tokenHash)
{
    const Device device{++m_lastDeviceId, account, QDateTime::currentDateTimeUtc()};
    m_devices.insert(tokenHash, device);
    QList<QByteArray> &hashes = m_accounts[account].tokenHashes;
    hashes.append(tokenHash);
    if (hashes.size() > maxDevices)
        m_devices.remove(hashes.takeFirst());
    return ready<Device>(device);
}

Store::Answer<Device> MemoryStore::findDevice(const QByteArray &tokenHash)
{
    return ready<Device>(m_devices.value(tokenHash));
}

Store::Answer<void> MemoryStore::removeAccount(const Jid &account)
{
    const auto found = m_accounts.constFind(account);
    if (found == m_accounts.cend())
        return done();
    for (const QByteArray &hash : found->tokenHashes)
        m_devices.remove(hash);
    m_accounts.erase(found);
    Q_EMIT accountRemoved(account);
    return done();
}

Store::Answer<Event> MemoryStore::append(const Event &event)
{
    Account &account = m_accounts[event.account];
    Event stored = event;
    stored.seq = ++account.lastSeq;
    account.events.push_back(stored);
    if (account.events.size() > maxPendingEvents) {
        if (!account.overflowing)
            qCWarning(lcStore).noquote() << "queue of" << event.account.toString()
                                         << "is full; its oldest events are dropped until it is read";
        account.overflowing = true;
        account.events.pop_front();
    }
    Q_EMIT appended(stored);
    return ready<Event>(stored);
}

Store::Answer<QList<Event>> MemoryStore::pendingEvents(const Jid &account, qsizetype limit)
{
    QList<Event> events;
    if (const auto found = m_accounts.constFind(account); found != m_accounts.cend()) {
        const auto count = std::min(qsizetype(found->events.size()), limit);
        events.assign(found->events.begin(), found->events.begin() + count);
    }
    return ready<QList<Event>>(events);
}

Store::Answer<void> MemoryStore::acknowledge(const Jid &account, qint64 seq)
{
    if (const auto found = m_accounts.find(account); found != m_accounts.end()) {
        while (!found->events.empty() && found->events.front().seq <= seq)
            found->events.pop_front();
        found->overflowing = false;
    }
    return done();
}

Store::Answer<Outgoing> MemoryStore::enqueue(const Outgoing &message)
{
    Account &account = m_accounts[message.account];
    if (account.outgoing.size() >= maxQueuedOutgoing) {
        return ready<Outgoing>(std::unexpected(Problem{
            ProblemCode::TooManyRequests,
            QStringLiteral("Too many messages are waiting to be sent; try again when the XMPP server has taken some."),
            {},
            outgoingRetryAfter}));
    }
    account.outgoing.push_back(message);
    Q_EMIT enqueued(message);
    return ready<Outgoing>(message);
}

Store::Answer<QList<Outgoing>> MemoryStore::queuedOutgoing(const Jid &account)
{
    QList<Outgoing> messages;
    if (const auto found = m_accounts.constFind(account); found != m_accounts.cend())
        messages.assign(found->outgoing.begin(), found->outgoing.end());
    return ready<QList<Outgoing>>(messages);
}

Store::Answer<void> MemoryStore::settle(const Jid &account, const QString &id, OutgoingState state)
{
    const auto found = m_accounts.find(account);
    if (state != OutgoingState::Queued && found != m_accounts.end())
        std::erase_if(found->outgoing, [&id](const Outgoing &message) { return message.id == id; });
    return done();
}

Store::Answer<void> MemoryStore::saveSubscription(const PushSubscription &subscription)
{
    m_accounts[subscription.account].subscription = subscription;
    Q_EMIT subscriptionSaved(subscription);
    return done();
}

Store::Answer<PushSubscription> MemoryStore::subscription(const Jid &account)
{
    const auto found = m_accounts.constFind(account);
    return ready<PushSubscription>(found == m_accounts.cend() ? PushSubscription() : found->subscription);
}

} // namespace WebJabber
