// SPDX-License-Identifier: GPL-3.0-or-later
#include "push/pushdispatcher.h"

#include "shared/logging.h"

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace WebJabber {

// Delay after which a failed store operation is retried.
static constexpr auto storeRetryDelay = 5s;
static constexpr std::chrono::milliseconds longestTimer = 1h;

PushDispatcher::PushDispatcher(Store &store, PushSigner signer, std::unique_ptr<PushClient> client,
                               PushDependencies dependencies, QObject *parent)
    : QObject(parent)
    , m_store(store)
    , m_signer(std::move(signer))
    , m_client(std::move(client))
    , m_dependencies(std::move(dependencies))
{
    connect(&store, &Store::appended, this, &PushDispatcher::handleAppended);
    connect(&store, &Store::subscriptionSaved, this, &PushDispatcher::add);
    connect(&store, &Store::subscriptionRemoved, this, &PushDispatcher::remove);
    connect(&store, &Store::accountRemoved, this, [this](const Jid &account) {
        const QStringList ids = m_ids.value(account);
        for (const QString &id : ids)
            remove(id);
    });
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &PushDispatcher::wake);
}

void PushDispatcher::start()
{
    m_store.allSubscriptions().then(this, [this](const Result<QList<PushSubscription>> &subscriptions) {
        if (!subscriptions) {
            QTimer::singleShot(storeRetryDelay, this, &PushDispatcher::start);
            return;
        }
        for (const PushSubscription &subscription : *subscriptions)
            add(subscription);
    });
}

// --- targets

void PushDispatcher::handleAppended(const Event &event)
{
    const auto pushEvent = m_ids.contains(event.account) ? pushEventOf(event) : std::nullopt;
    if (!pushEvent)
        return;
    const bool isRead = m_dependencies.isRead(event.account);
    const QStringList ids = m_ids.value(event.account);
    for (const QString &id : ids) {
        PushTarget &target = m_targets[id];
        if (!target.events.testFlag(*pushEvent))
            continue;
        if (!event.delayed)
            target.quietUntil = {};
        else if (!target.mayBeDue)
            target.quietUntil = now() + grace;
        if (isRead && !target.mayBeDue)
            target.readerUntil = now() + readerTime;
        target.mayBeDue = true;
        schedule(id);
    }
}

void PushDispatcher::add(const PushSubscription &subscription)
{
    if (!m_targets.contains(subscription.id))
        m_ids[subscription.account].append(subscription.id);
    PushTarget &target = m_targets[subscription.id];
    target.account = subscription.account;
    target.origin = originOf(subscription.endpoint);
    target.events = subscription.events;
    target.most.reset();
    target.notBefore = subscription.progress.nextAttempt;
    target.isBroken = subscription.progress.isBroken;
    target.mayBeDue = true; // the store determines whether there is any
    schedule(subscription.id);
}

void PushDispatcher::remove(const QString &id)
{
    const auto target = m_targets.constFind(id);
    if (target == m_targets.cend())
        return;
    const Jid account = target->account;
    m_targets.erase(target);
    m_schedule.remove(id);
    QStringList &ids = m_ids[account];
    ids.removeOne(id);
    if (!ids.isEmpty())
        return;
    m_ids.remove(account);
    m_left.remove(account);
}

bool PushDispatcher::wants(const Jid &account, PushEvent event) const
{
    return std::ranges::any_of(m_ids.value(account), [this, event](const QString &id) {
        return m_targets.constFind(id)->events.testFlag(event);
    });
}

void PushDispatcher::notifyPresence(const Jid &account, const QJsonObject &contact)
{
    if (m_dependencies.isRead(account))
        return;
    const QStringList ids = m_ids.value(account);
    for (const QString &id : ids) {
        PushTarget &target = m_targets[id];
        if (!target.events.testFlag(PushEvent::Presence))
            continue;
        target.presence = contact;
        schedule(id);
    }
}

void PushDispatcher::lastReaderRemoved(const Jid &account)
{
    if (!m_ids.contains(account))
        return;
    m_left.insert(account, now());
    const QStringList ids = m_ids.value(account);
    for (const QString &id : ids)
        schedule(id);
}

void PushDispatcher::test(const QString &id)
{
    const auto target = m_targets.find(id);
    if (target == m_targets.end())
        return;
    target->hasTest = true;
    schedule(id);
}

void PushDispatcher::retry(const QString &id)
{
    const auto target = m_targets.find(id);
    if (target == m_targets.end())
        return;
    target->notBefore = {};
    target->isBroken = false;
    target->mayBeDue = true; // the store determines whether there is any
    schedule(id);
}

// --- schedule

QDateTime PushDispatcher::earliestStart(const PushTarget &target) const
{
    QDateTime earliest = now();
    if (target.lastStart.isValid())
        earliest = std::max(earliest, target.lastStart + interval);
    if (target.hasTest)
        return earliest;
    for (const QDateTime &time : {target.notBefore, target.quietUntil}) {
        if (time.isValid())
            earliest = std::max(earliest, time);
    }
    const bool hasReaderTime = target.readerUntil.isValid();
    if (hasReaderTime && m_dependencies.isRead(target.account))
        return std::max(earliest, target.readerUntil);
    if (const auto left = m_left.constFind(target.account); left != m_left.cend())
        earliest = std::max(earliest, hasReaderTime ? std::min(*left + grace, target.readerUntil) : *left + grace);
    return earliest;
}

void PushDispatcher::schedule(const QString &id)
{
    const auto target = m_targets.constFind(id);
    if (target == m_targets.cend() || target->isBusy || !target->wantsPush())
        return;
    m_schedule.add(id, earliestStart(*target));
    arm();
}

QDateTime PushDispatcher::nextWake() const
{
    const QDateTime due = m_schedule.next();
    const QDateTime probe = m_throttle.nextProbe();
    if (!due.isValid() || !probe.isValid())
        return due.isValid() ? due : probe;
    return std::min(due, probe);
}

void PushDispatcher::arm()
{
    const QDateTime next = nextWake();
    if (next.isValid())
        m_timer.start(std::clamp(next - now(), 0ms, longestTimer));
    else
        m_timer.stop();
}

void PushDispatcher::wake()
{
    for (const QString &id : m_schedule.takeDue(now())) {
        PushTarget &target = m_targets[id];
        const QDateTime earliest = earliestStart(target);
        if (earliest > now()) { // it was postponed meanwhile
            m_schedule.add(id, earliest);
        } else {
            target.isBusy = true;
            m_throttle.enqueue(target.origin, id);
        }
    }
    startWaiting();
}

void PushDispatcher::startWaiting()
{
    while (const auto turn = m_throttle.next(now()))
        begin(*turn);
    arm();
}

// --- one push

void PushDispatcher::begin(const OriginThrottle::Turn &turn)
{
    const auto target = m_targets.find(turn.id);
    if (target == m_targets.end())
        return m_throttle.release(turn.origin, OriginThrottle::Result::None, now());
    if (!target->hasTest && m_dependencies.isRead(target->account))
        target->presence.reset();
    if (!target->wantsPush()) {
        target->isBusy = false;
        return m_throttle.release(turn.origin, OriginThrottle::Result::None, now());
    }
    target->mayBeDue = false;
    target->quietUntil = {};
    target->readerUntil = {};
    m_store.duePush(turn.id, target->position).then(this, [this, turn](const Result<DuePush> &due) {
        const auto found = m_targets.find(turn.id);
        if (due && found != m_targets.end() && !due->subscription.id.isEmpty())
            return prepare(turn, *due);
        if (due)
            remove(turn.id);
        else if (found != m_targets.end())
            postpone(*found);
        skipTurn(turn);
    });
}

// The store did not return what is due.
void PushDispatcher::postpone(PushTarget &target) const
{
    target.mayBeDue = true;
    target.quietUntil = now() + storeRetryDelay;
}

void PushDispatcher::skipTurn(const OriginThrottle::Turn &turn)
{
    m_throttle.release(turn.origin, OriginThrottle::Result::None, now());
    if (const auto target = m_targets.find(turn.id); target != m_targets.end())
        target->isBusy = false;
    schedule(turn.id);
    // From the event loop, because an overloaded store rejects at once and this would recurse.
    QMetaObject::invokeMethod(this, &PushDispatcher::startWaiting, Qt::QueuedConnection);
}

// Returns a notice with an empty name if nothing is due.
PushNotice PushDispatcher::takeNotice(PushTarget &target, RunningPush &push)
{
    if (std::exchange(target.hasTest, false)) {
        push.isTest = true;
        target.mayBeDue = true; // checked after the test
        return testNotice(push.version);
    }
    if (target.isBroken)
        return {};
    push.includesEvent = push.due.event.has_value();
    if (!push.includesEvent) // nothing up to there becomes due again: what was read stays read
        target.position.notifiedSeq = std::max(target.position.notifiedSeq, push.due.newest);
    // A push without payload makes the client fetch everything.
    const bool includesBoth = push.payload == PushPayload::None;
    if (target.presence && (includesBoth || !push.includesEvent))
        push.presence = std::exchange(target.presence, std::nullopt);
    if (push.includesEvent)
        return noticeOf(push.due);
    return push.presence ? presenceNotice(*push.presence, push.version) : PushNotice();
}

// Returns whether the push waits because a live reader may still acknowledge the event.
bool PushDispatcher::waitsForReader(PushTarget &target, const DuePush &due) const
{
    if (target.hasTest || !due.event || !m_dependencies.isRead(target.account))
        return false;
    const QDateTime until = due.waitingSince + readerTime;
    if (until <= now())
        return false;
    target.mayBeDue = true;
    target.readerUntil = until;
    return true;
}

void PushDispatcher::prepare(const OriginThrottle::Turn &turn, const DuePush &due)
{
    PushTarget &target = m_targets[turn.id];
    if (waitsForReader(target, due))
        return skipTurn(turn);
    target.position.batchEnd = due.batchEnd; // not before: events that arrive during the wait belong to the batch
    const PushSubscription &subscription = due.subscription;
    RunningPush push{turn.id, turn.origin, due, subscription.payload, 0, false, false, {}};
    push.payload = std::min(subscription.payload, target.most.value_or(PushPayload::Full));
    push.version = nextVersion(target, subscription.progress);
    const PushNotice notice = takeNotice(target, push);
    if (notice.name.isEmpty())
        return skipTurn(turn);
    send(push, notice);
}

void PushDispatcher::send(const RunningPush &push, const PushNotice &notice)
{
    PushTarget &target = m_targets[push.id];
    const PushContent content{push.due.subscription, notice, push.payload, push.version, now()};
    const auto request = push.protocol().request(content, m_signer);
    if (!request) {
        qCWarning(lcPush).noquote() << target.account.toString() << "subscription" << push.id
                                    << "cannot be used:" << request.error();
        target.isBroken = true;
        PushProgress progress = push.due.subscription.progress;
        progress.isBroken = true;
        progress.lastProblem = request.error();
        keep(push.id, progress);
        return skipTurn({push.id, push.origin});
    }
    target.lastStart = now();
    m_client->send(*request, [this, push](const PushOutcome &outcome) { finish(push, outcome); });
}

void PushDispatcher::finish(const RunningPush &push, const PushOutcome &outcome)
{
    const bool isBad = push.protocol().isServerFailure(outcome);
    m_throttle.release(push.origin, isBad ? OriginThrottle::Result::Bad : OriginThrottle::Result::Good, now());
    if (const auto target = m_targets.find(push.id); target != m_targets.end()) {
        Q_EMIT pushed(target->account, push.due.subscription.kind, outcome.status);
        target->isBusy = false;
        settle(*target, push, outcome);
        schedule(push.id);
    }
    startWaiting();
}

// Makes what was not delivered due again, unless there is something newer.
void PushDispatcher::restoreDue(PushTarget &target, const RunningPush &push)
{
    target.mayBeDue = true;
    target.position.batchEnd = 0;
    if (!target.presence)
        target.presence = push.presence;
}

void PushDispatcher::noteDelivered(PushTarget &target, const RunningPush &push, PushProgress &progress)
{
    target.most.reset(); // it may accept the next one in full
    if (!push.includesEvent)
        return;
    const bool includesAll = push.payload == PushPayload::None;
    progress.sentSeq = std::max(progress.sentSeq, includesAll ? push.due.newest : push.due.event->seq);
    target.position.notifiedSeq = progress.sentSeq;
    if (push.due.hasMore && !includesAll)
        target.mayBeDue = true;
}

void PushDispatcher::settle(PushTarget &target, const RunningPush &push, const PushOutcome &outcome)
{
    PushProgress progress = push.due.subscription.progress;
    progress.version = push.version;
    const PushVerdict verdict = push.protocol().verdict(outcome);
    if (RetryPolicy::isGone(progress, verdict, now())) {
        qCInfo(lcPush).noquote() << target.account.toString() << "subscription" << push.id << "at" << push.origin
                                 << "is gone, says its server:" << outcome.error;
        m_store.removeSubscription(push.id);
        target.isBroken = true; // until the store has removed it
        return;
    }
    if (verdict == PushVerdict::Delivered) {
        RetryPolicy::noteSuccess(progress, outcome);
        noteDelivered(target, push, progress);
    } else if (push.isTest) {
        progress.lastStatus = outcome.status;
        progress.lastProblem = outcome.error;
    } else if (verdict == PushVerdict::TooLarge && push.payload != PushPayload::None) {
        target.most = push.payload == PushPayload::Full ? PushPayload::Id : PushPayload::None;
        progress.lastStatus = outcome.status;
        restoreDue(target, push);
    } else {
        RetryPolicy::noteFailure(progress, outcome, verdict, now(), *QRandomGenerator::global());
        restoreDue(target, push);
    }
    if (verdict != PushVerdict::Delivered)
        logFailure(target, push, outcome, progress);
    target.notBefore = progress.nextAttempt;
    target.isBroken = progress.isBroken;
    keep(push.id, progress);
}

void PushDispatcher::logFailure(const PushTarget &target, const RunningPush &push, const PushOutcome &outcome,
                                const PushProgress &progress)
{
    const bool refusesKey = outcome.status == 401 || outcome.status == 403;
    if (refusesKey && push.protocol().traits.usesVapid) {
        m_refusals.removeIf([this](const QHash<QString, QDateTime>::iterator &logged) {
            return now() - logged.value() >= refusalLogInterval;
        });
        if (!m_refusals.contains(push.origin)) {
            m_refusals.insert(push.origin, now());
            qCWarning(lcPush).noquote() << "the Web Push service" << push.origin
                                        << "refuses the daemon's VAPID key or token:" << outcome.error
                                        << "(it may want [push] contact to be set, a clock that is right, or a "
                                           "subscription that was made with this key)";
        }
    }
    if (!push.isTest && (progress.attempts == 1 || progress.isBroken))
        qCInfo(lcPush).noquote() << target.account.toString() << "push to" << push.origin
                                 << (progress.isBroken ? "is given up:" : "failed:") << outcome.error;
}

void PushDispatcher::keep(const QString &id, const PushProgress &progress)
{
    m_store.recordPush(id, progress).then(this, [id](const Result<void> &kept) {
        if (!kept)
            qCWarning(lcPush).noquote() << "how the push of subscription" << id
                                        << "went is not kept; it may come again after a restart";
    });
}

// Versions increase even across a restart, before which one may have been sent and not stored, and even if the clock
// is set back. They stay below 2^53, as SimplePush requires.
qint64 PushDispatcher::nextVersion(PushTarget &target, const PushProgress &progress) const
{
    const qint64 last = target.version > 0 ? target.version : progress.version + 1;
    target.version = std::max(last + 1, now().toMSecsSinceEpoch());
    return target.version;
}

} // namespace WebJabber
