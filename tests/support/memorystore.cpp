// SPDX-License-Identifier: GPL-3.0-or-later
#include "memorystore.h"

#include <QPromise>

#include <algorithm>
#include <memory>

using namespace Qt::StringLiterals;

namespace WebJabber::Test {

template<typename T>
Store::Answer<T> MemoryStore::later(std::function<Result<T>()> work)
{
    auto promise = std::make_shared<QPromise<Result<T>>>();
    promise->start();
    m_jobs.push_back([promise, work = std::move(work)](bool isFailing) {
        promise->addResult(isFailing ? Result<T>(problem(ProblemCode::StorageUnavailable, u"as the test wants it"_s))
                                     : work());
        promise->finish();
    });
    schedule();
    return promise->future();
}

void MemoryStore::schedule()
{
    if (m_isHeld || m_jobs.empty() || std::exchange(m_isScheduled, true))
        return;
    QMetaObject::invokeMethod(this, &MemoryStore::runOne, Qt::QueuedConnection);
}

void MemoryStore::runOne()
{
    m_isScheduled = false;
    if (m_isHeld || m_jobs.empty())
        return;
    if (m_failsAfter == 0)
        m_isFailing = true;
    m_failsAfter = std::max(m_failsAfter - 1, -1);
    const auto job = std::move(m_jobs.front());
    m_jobs.pop_front();
    m_refusals += m_isFailing ? 1 : 0;
    job(m_isFailing);
    schedule();
}

void MemoryStore::setHeld(bool held)
{
    m_isHeld = held;
    schedule();
}

QStringList MemoryStore::bodies(const Jid &account, Direction direction) const
{
    QStringList bodies;
    for (const Event &event : events(account)) {
        if (event.type == EventType::Message && event.direction == direction)
            bodies += event.body;
    }
    return bodies;
}

Outgoing MemoryStore::message(const Jid &account, const QString &id) const
{
    for (const Outgoing &message : m_data.value(account).outgoing) {
        if (message.id == id)
            return message;
    }
    return {};
}

Store::Answer<void> MemoryStore::saveAccount(const Jid &account, const QByteArray &)
{
    return later<void>([this, account]() -> Result<void> {
        m_data[account].isThere = true;
        return {};
    });
}

Store::Answer<QList<Account>> MemoryStore::accounts()
{
    return later<QList<Account>>([this] {
        QList<Account> accounts;
        for (const auto &[jid, data] : m_data.asKeyValueRange()) {
            if (data.isThere)
                accounts += Account{jid, {}, data.archiveId, {}};
        }
        return accounts;
    });
}

Store::Answer<QString> MemoryStore::findArchiveId(const Jid &account)
{
    return later<QString>([this, account]() -> Result<QString> { return m_data.value(account).archiveId; });
}

Store::Answer<void> MemoryStore::saveArchiveId(const Jid &account, const QString &archiveId)
{
    return later<void>([this, account, archiveId]() -> Result<void> {
        ++m_archiveSaves;
        if (m_data[account].isThere)
            m_data[account].archiveId = archiveId;
        return {};
    });
}

Store::Answer<void> MemoryStore::removeAccount(const Jid &account)
{
    return later<void>([this, account]() -> Result<void> {
        m_data.remove(account);
        Q_EMIT accountRemoved(account);
        return {};
    });
}

// Devices and subscriptions are no business of a session's.
Store::Answer<Device> MemoryStore::addDevice(const Jid &, DeviceKind, const QString &, const QByteArray &)
{
    return later<Device>([] { return Device(); });
}

Store::Answer<Device> MemoryStore::findDevice(const QByteArray &)
{
    return later<Device>([] { return Device(); });
}

Store::Answer<QList<Device>> MemoryStore::devices(const Jid &)
{
    return later<QList<Device>>([] { return QList<Device>(); });
}

Store::Answer<void> MemoryStore::removeDevice(const QString &)
{
    return later<void>([] { return Result<void>(); });
}

Store::Answer<void> MemoryStore::removeCompatDevices(const Jid &)
{
    return later<void>([] { return Result<void>(); });
}

Store::Answer<void> MemoryStore::acknowledge(const QString &, qint64)
{
    return later<void>([] { return Result<void>(); });
}

Store::Answer<void> MemoryStore::acknowledgeCompat(const Jid &, qint64)
{
    return later<void>([] { return Result<void>(); });
}

Store::Answer<PushSubscription> MemoryStore::saveSubscription(const PushSubscription &)
{
    return later<PushSubscription>([] { return PushSubscription(); });
}

Store::Answer<QList<PushSubscription>> MemoryStore::subscriptions(const Jid &)
{
    return later<QList<PushSubscription>>([] { return QList<PushSubscription>(); });
}

Store::Answer<QList<PushSubscription>> MemoryStore::allSubscriptions()
{
    return later<QList<PushSubscription>>([] { return QList<PushSubscription>(); });
}

Store::Answer<void> MemoryStore::removeSubscription(const QString &)
{
    return later<void>([] { return Result<void>(); });
}

Store::Answer<DuePush> MemoryStore::duePush(const QString &)
{
    return later<DuePush>([] { return DuePush(); });
}

Store::Answer<void> MemoryStore::recordPush(const QString &, const PushProgress &)
{
    return later<void>([] { return Result<void>(); });
}

// By the stanza id; without one, or for one's own, or where it is used once, by the sender's id.
bool MemoryStore::isKnown(const Event &event)
{
    QSet<QString> &seen = m_data[event.account].seen;
    const QString byStanza = u"stanza "_s + event.stanzaId;
    const QString bySender = u"%1 %2 %3"_s.arg(eventTypeName(event.type), event.from.bare().toString(), event.id);
    const bool hasStanzaId = !event.stanzaId.isEmpty();
    const bool goesBySender = !event.id.isEmpty()
        && (!hasStanzaId || event.isIdUnique || event.direction == Direction::Out);
    const bool known = (hasStanzaId && seen.contains(byStanza)) || (goesBySender && seen.contains(bySender));
    if (hasStanzaId)
        seen.insert(byStanza);
    if (!event.id.isEmpty())
        seen.insert(bySender);
    return known;
}

Store::Answer<Appended> MemoryStore::append(const Event &event)
{
    return later<Appended>([this, event]() -> Result<Appended> {
        if (isKnown(event)) {
            ++m_repeats;
            return Appended{event, false};
        }
        QList<Event> &events = m_data[event.account].events;
        events.append(event);
        events.last().seq = events.size();
        const Event stored = events.last();
        Q_EMIT appended(stored);
        return Appended{stored, true};
    });
}

Store::Answer<EventPage> MemoryStore::eventsAfter(const Jid &account, qint64 seq, qsizetype limit)
{
    return later<EventPage>([this, account, seq, limit]() -> Result<EventPage> {
        const QList<Event> all = events(account);
        return EventPage{all.mid(seq, limit), all.size() > seq + limit, 1, all.size()};
    });
}

Store::Answer<QList<Event>> MemoryStore::compatMessages(const Jid &account, qsizetype limit)
{
    return later<QList<Event>>(
        [this, account, limit] { return events(account).first(std::min(limit, events(account).size())); });
}

Store::Answer<Enqueued> MemoryStore::enqueue(const Outgoing &message)
{
    return later<Enqueued>([this, message]() -> Result<Enqueued> {
        m_data[message.account].outgoing.append(message);
        Event event;
        event.direction = Direction::Out;
        event.account = event.from = message.account;
        event.to = message.to;
        event.id = message.id;
        event.body = message.body;
        event.time = message.time;
        if (!isKnown(event))
            m_data[message.account].events.append(event);
        Q_EMIT enqueued(message);
        return Enqueued{message, true};
    });
}

Store::Answer<Outgoing> MemoryStore::outgoing(const Jid &account, const QString &id)
{
    return later<Outgoing>([this, account, id] { return message(account, id); });
}

Store::Answer<QList<Outgoing>> MemoryStore::queuedOutgoing(const Jid &account)
{
    return later<QList<Outgoing>>([this, account] {
        QList<Outgoing> queued = m_data.value(account).outgoing;
        queued.removeIf([](const Outgoing &message) { return message.state != OutgoingState::Queued; });
        return queued;
    });
}

Store::Answer<void> MemoryStore::settle(const Jid &account, const QString &id, OutgoingState state,
                                        const QString &problem)
{
    return later<void>([this, account, id, state, problem]() -> Result<void> {
        for (Outgoing &message : m_data[account].outgoing) {
            if (message.id != id || message.state != OutgoingState::Queued)
                continue;
            message.state = state;
            message.problem = problem;
            const Outgoing now = message;
            Q_EMIT settled(now);
            break;
        }
        return {};
    });
}

} // namespace WebJabber::Test
