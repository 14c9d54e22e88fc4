// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/memorystore.h"

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
    if (m_operationsLeft == 0)
        m_isFailing = true;
    m_operationsLeft = std::max(m_operationsLeft - 1, -1);
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

Store::Answer<void> MemoryStore::savePresence(const Jid &, Show, const QString &)
{
    return later<void>([] { return Result<void>(); });
}

Store::Answer<void> MemoryStore::forgetRequester(const Jid &account, const Jid &requester)
{
    return later<void>([this, account, requester]() -> Result<void> {
        m_data[account].requesters.remove(requester);
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

// A session does not use devices or subscriptions.
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

Store::Answer<void> MemoryStore::removeLegacyDevices(const Jid &)
{
    return later<void>([] { return Result<void>(); });
}

Store::Answer<void> MemoryStore::acknowledge(const QString &, qint64)
{
    return later<void>([] { return Result<void>(); });
}

Store::Answer<void> MemoryStore::acknowledgeLegacy(const Jid &, qint64)
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

Store::Answer<DuePush> MemoryStore::duePush(const QString &, const PushPosition &)
{
    return later<DuePush>([] { return DuePush(); });
}

Store::Answer<void> MemoryStore::recordPush(const QString &, const PushProgress &)
{
    return later<void>([] { return Result<void>(); });
}

// By the stanza id. Held-back events without one, own messages and one-time events are compared by the sender's id.
bool MemoryStore::isKnown(const Event &event)
{
    if (event.type == EventType::Subscription) {
        QSet<Jid> &requesters = m_data[event.account].requesters;
        const bool asked = requesters.contains(event.from);
        if (event.body == "subscribe"_L1)
            requesters.insert(event.from);
        else if (event.body == "unsubscribe"_L1)
            requesters.remove(event.from);
        if (event.body == "subscribe"_L1)
            return asked;
    }
    QSet<QString> &seen = m_data[event.account].seen;
    const QString byStanza = u"stanza "_s + event.stanzaId;
    const QString bySender = u"%1 %2 %3"_s.arg(eventTypeNames[event.type], event.from.bare().toString(), event.id);
    const bool hasStanzaId = !event.stanzaId.isEmpty();
    const bool identifiesBySender = !event.id.isEmpty()
        && ((event.delayed && !hasStanzaId) || event.isIdUnique || event.direction == Direction::Out);
    const bool known = (hasStanzaId && seen.contains(byStanza)) || (identifiesBySender && seen.contains(bySender));
    if (hasStanzaId)
        seen.insert(byStanza);
    if (!event.id.isEmpty())
        seen.insert(bySender);
    return known;
}

std::optional<KnownMessage> MemoryStore::find(const Event &event, const MessageName &name) const
{
    const auto refs = m_data.value(event.account).refs.value({messageOrigin(event).conversation, name.id});
    if (refs.isEmpty())
        return {};
    const bool isByAuthor = refs.contains(name.author);
    return KnownMessage{isByAuthor ? refs.value(name.author) : refs.begin().value(), isByAuthor};
}

// Unlike the real store it does not empty the corrections of a retracted message.
Event MemoryStore::keep(Event event)
{
    const NamedMessages names = namedMessages(event);
    const auto about = find(event, names.about);
    setKnownMessages(event, about, find(event, names.repliedTo));
    Data &data = m_data[event.account];
    const bool isOfOriginal = about && about->isByAuthor;
    if (event.type == EventType::Retraction && isOfOriginal)
        data.events[about->seq - 1] = retractedForm(data.events.at(about->seq - 1), event.time);
    event.seq = data.events.size() + 1;
    data.events.append(event);
    const MessageOrigin origin = messageOrigin(event);
    for (const QString &id : messageIds(event)) {
        if (!origin.conversation.isNull())
            data.refs[{origin.conversation, id}][origin.author] = isOfOriginal ? about->seq : event.seq;
    }
    return event;
}

Store::Answer<Appended> MemoryStore::append(const Event &event)
{
    return later<Appended>([this, event]() -> Result<Appended> {
        if (isKnown(event)) {
            ++m_repeats;
            return Appended{event, false};
        }
        const Event stored = keep(event);
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

Store::Answer<QList<Event>> MemoryStore::legacyMessages(const Jid &account, qsizetype limit)
{
    return later<QList<Event>>(
        [this, account, limit] { return events(account).first(std::min(limit, events(account).size())); });
}

Store::Answer<Enqueued> MemoryStore::enqueue(const Outgoing &message)
{
    return later<Enqueued>([this, message = message]() mutable -> Result<Enqueued> {
        Event event;
        event.type = message.type == markerType ? EventType::Marker : EventType::Message;
        event.direction = Direction::Out;
        event.account = event.from = message.account;
        event.to = message.to;
        event.id = message.isMessage() ? message.id : message.body;
        event.body = message.isMessage() ? message.body : QString();
        event.time = message.time;
        const bool isNewEvent = message.type != receiptType && !isKnown(event);
        if (message.type == markerType && !isNewEvent)
            return Enqueued{message, false};
        message.seq = ++m_lastOutgoingSeq;
        m_data[message.account].outgoing.append(message);
        if (isNewEvent)
            keep(event);
        Q_EMIT enqueued(message);
        return Enqueued{message, true};
    });
}

Store::Answer<Outgoing> MemoryStore::outgoing(const Jid &account, const QString &id)
{
    return later<Outgoing>([this, account, id] { return message(account, id); });
}

Store::Answer<QList<Outgoing>> MemoryStore::queuedOutgoing(const Jid &account, const OutgoingPage &page)
{
    return later<QList<Outgoing>>([this, account, page] {
        QList<Outgoing> queued;
        qsizetype bytes = 0;
        for (const Outgoing &message : std::as_const(m_data[account].outgoing)) {
            if (message.state != OutgoingState::Queued || message.seq <= page.after.seq)
                continue;
            if (queued.size() >= page.rows || bytes >= page.bytes)
                break;
            queued.append(message);
            bytes += message.body.size();
        }
        m_outgoingRowsRead += queued.size();
        return queued;
    });
}

void MemoryStore::changeState(Outgoing &message, const MessageOutcome &messageOutcome)
{
    message.state = messageOutcome.state;
    message.problem = messageOutcome.problem;
    message.condition = messageOutcome.condition;
    message.detail = messageOutcome.detail;
    const Outgoing now = message;
    Q_EMIT settled(now);
}

Store::Answer<void> MemoryStore::settle(const Jid &account, const QString &id, const MessageOutcome &messageOutcome)
{
    return later<void>([this, account, id, messageOutcome]() -> Result<void> {
        QList<Outgoing> &all = m_data[account].outgoing;
        const auto found = std::ranges::find(all, id, &Outgoing::id);
        if (found != all.end() && found->state == OutgoingState::Queued)
            changeState(*found, messageOutcome);
        return {};
    });
}

// The real store checks who may return a message.
Store::Answer<void> MemoryStore::bounce(const Bounce &bounce)
{
    return later<void>([this, bounce]() -> Result<void> {
        QList<Outgoing> &all = m_data[bounce.account].outgoing;
        const auto found = std::ranges::find(all, bounce.id, &Outgoing::id);
        if (found != all.end() && found->state != OutgoingState::Failed && found->to.bare() == bounce.from.bare())
            changeState(*found, {OutgoingState::Failed, u"xmpp-error"_s, bounce.condition, bounce.text});
        return {};
    });
}

} // namespace WebJabber::Test
