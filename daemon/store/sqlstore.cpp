// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/sqlstore.h"

#include "shared/logging.h"
#include "shared/sharedpromise.h"
#include "store/databasefile.h"
#include "store/eventqueue.h"
#include "store/outbox.h"
#include "store/requesterstable.h"
#include "store/storeworker.h"

#include <QRandomGenerator>

#include <array>
#include <future>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace WebJabber {

static constexpr auto databaseName = "webjabber.db"_L1;
static constexpr auto firstRetention = 5min;
static constexpr auto retentionInterval = 1h;

QString SqlStore::makeId()
{
    std::array<quint32, 3> words;
    QRandomGenerator::system()->generate(words.begin(), words.end());
    const auto bytes = QByteArray::fromRawData(reinterpret_cast<const char *>(words.data()), sizeof(words));
    return QString::fromLatin1(bytes.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals));
}

static Result<void> done()
{
    return {};
}

// Maps the outcome of an operation without a result value.
static constexpr auto withoutValue = [](const auto &outcome) -> Result<void> {
    if (!outcome)
        return std::unexpected(outcome.error());
    return {};
};

// --- opening and closing

Result<std::unique_ptr<SqlStore>> SqlStore::open(const QString &stateDirectory, const StoreSettings &settings)
{
    auto directory = StateDirectory::open(stateDirectory);
    if (!directory)
        return std::unexpected(directory.error());
    std::unique_ptr<SqlStore> store(new SqlStore(std::move(*directory), settings));
    if (const auto started = store->start(); !started)
        return std::unexpected(started.error());
    return store;
}

SqlStore::SqlStore(StateDirectory directory, const StoreSettings &settings)
    : m_directory(std::move(directory))
    , m_settings(settings)
    , m_queue(settings.limits.waitingOperations)
{
    m_retentionTimer.setInterval(retentionInterval);
    connect(&m_retentionTimer, &QTimer::timeout, this, &SqlStore::runRetention);
}

SqlStore::~SqlStore()
{
    m_isClosing = true;
    m_queue.close(QDeadlineTimer(m_settings.closingTime));
    if (m_thread)
        m_thread->wait();
    deliver();
}

Result<void> SqlStore::start()
{
    std::promise<Result<QList<StoredDevice>>> opened;
    m_thread.reset(QThread::create(
        [this, &opened] { work([&opened](Result<QList<StoredDevice>> devices) { opened.set_value(devices); }); }));
    m_thread->setObjectName("store"_L1);
    m_thread->start();
    const auto devices = opened.get_future().get();
    if (!devices)
        return std::unexpected(devices.error());
    m_devices.add(*devices);
    m_retentionTimer.start();
    QTimer::singleShot(firstRetention, this, &SqlStore::runRetention); // because the process may never run for an hour
    deleteRemoved();
    return {};
}

// Runs on the worker thread.
void SqlStore::work(const std::function<void(Result<QList<StoredDevice>>)> &onOpen)
{
    auto database = openDatabaseFile(m_directory.filePath(databaseName), m_settings.busyTimeout);
    if (!database)
        return onOpen(std::unexpected(database.error()));
    Result<QList<StoredDevice>> devices;
    try {
        devices = selectAllDevices(**database);
    } catch (const SqlError &error) {
        devices = problem(ProblemCode::StorageUnavailable, u"the database cannot be read: %1"_s.arg(error.text));
    }
    onOpen(devices);
    StoreWorker worker(m_queue, m_settings, **database, m_commitTimes,
                       [this] { QMetaObject::invokeMethod(this, &SqlStore::deliver, Qt::QueuedConnection); });
    worker.run();
}

// finish() may run slots, and a slot may run an event loop that calls deliver() again. Each operation is therefore
// removed from m_done before it is finished.
void SqlStore::deliver()
{
    std::ranges::move(m_queue.takeDone(), std::back_inserter(m_done));
    while (!m_done.empty()) {
        const auto operation = std::move(m_done.front());
        m_done.pop_front();
        operation->finish();
    }
}

void SqlStore::run(std::unique_ptr<StoreOperation> operation)
{
    if (m_queue.add(operation))
        return wakeWorker();
    operation->fail(queueFullProblem());
    operation->finish();
}

// Wakes the worker when control returns to the event loop, so that operations of the same round share a transaction.
void SqlStore::wakeWorker()
{
    if (std::exchange(m_isWaking, true))
        return;
    QMetaObject::invokeMethod(
        this,
        [this] {
            m_isWaking = false;
            m_queue.wake();
        },
        Qt::QueuedConnection);
}

// --- accounts

Store::Answer<void> SqlStore::saveAccount(const Jid &account, const QByteArray &credentials)
{
    return perform<void>(
        Access::Write,
        [=, now = now(), announced = m_announcedRemoval](StoreContext &context) {
            // The caller is a session that has not been notified of the account's removal yet.
            if (!context.accounts.find(account) && context.accounts.isRemovedSince(account, announced))
                return done();
            const AccountRow &row = context.accounts.make(account, now);
            if (!credentials.isEmpty())
                updateCredentials(context.database, row.id, credentials);
            return done();
        },
        std::identity());
}

Store::Answer<QList<Account>> SqlStore::accounts()
{
    return read<QList<Account>>([](StoreContext &context) { return selectAccounts(context.database); });
}

Store::Answer<QString> SqlStore::findArchiveId(const Jid &account)
{
    return read<QString>([=](StoreContext &context) { return selectArchiveId(context.database, account); });
}

Store::Answer<void> SqlStore::saveArchiveId(const Jid &account, const QString &archiveId)
{
    return perform<void>(
        Access::Write,
        [=](StoreContext &context) {
            if (const AccountRow *row = context.accounts.find(account))
                updateArchiveId(context.database, row->id, archiveId);
            return done();
        },
        std::identity());
}

Store::Answer<void> SqlStore::savePresence(const Jid &account, Show show, const QString &status)
{
    return perform<void>(
        Access::Write,
        [=](StoreContext &context) {
            if (const AccountRow *row = context.accounts.find(account))
                updatePresence(context.database, row->id, show, status);
            return done();
        },
        std::identity());
}

Store::Answer<void> SqlStore::forgetRequester(const Jid &account, const Jid &requester)
{
    return perform<void>(
        Access::Write,
        [=](StoreContext &context) {
            if (const AccountRow *row = context.accounts.find(account))
                deleteRequester(context.database, row->id, requester);
            return done();
        },
        std::identity());
}

Store::Answer<void> SqlStore::removeAccount(const Jid &account)
{
    m_emptyQueues.invalidate(account);
    return remove(m_devices.removeAll(account),
                  [=](StoreContext &context) { return removeWholeAccount(context, account); });
}

// `cached` is what the caller has removed from m_devices.
template<typename Work>
Store::Answer<void> SqlStore::remove(QList<StoredDevice> cached, const Work &work)
{
    return perform<void>(
        Access::Write, [work](StoreContext &context) -> Result<RemoveOutcome> { return work(context); },
        [this, cached = std::move(cached)](const Result<RemoveOutcome> &outcome) {
            if (outcome)
                announceRemoval(*outcome);
            else
                m_devices.add(cached);
            return withoutValue(outcome);
        });
}

void SqlStore::announceRemoval(const RemoveOutcome &outcome)
{
    m_emptyQueues.invalidate(outcome.account);
    m_announcedRemoval = std::max(m_announcedRemoval, outcome.removal);
    if (outcome.isAccountRemoved)
        m_devices.removeAll(outcome.account);
    for (const Device &device : outcome.removed) {
        m_devices.remove(device.id);
        Q_EMIT deviceRemoved(device);
    }
    for (const QString &id : outcome.subscriptions)
        Q_EMIT subscriptionRemoved(id);
    if (outcome.isAccountRemoved) {
        Q_EMIT accountRemoved(outcome.account);
        deleteRemoved();
    } else if (outcome.hasMoreToDelete) {
        trim(outcome.account);
    }
}

// --- devices

Store::Answer<Device> SqlStore::addDevice(const Jid &account, DeviceKind kind, const QString &name,
                                          const QByteArray &tokenHash)
{
    m_emptyQueues.invalidate(account); // it may be the first legacy device, which sets the legacy cursor
    StoredDevice stored;
    stored.tokenHash = tokenHash;
    Device &device = stored.device;
    device.id = makeId();
    device.account = account;
    device.kind = kind;
    device.name = name;
    device.created = device.lastSeen = now();
    device.expires = expiry(device.created, device.lastSeen);
    return perform<Device>(
        Access::Write, [stored](StoreContext &context) -> Result<AddOutcome> { return addDeviceTo(context, stored); },
        [this](const Result<AddOutcome> &outcome) -> Result<Device> {
            if (!outcome)
                return std::unexpected(outcome.error());
            for (const Device &removed : outcome->removed) {
                m_devices.remove(removed.id);
                Q_EMIT deviceRemoved(removed);
            }
            for (const QString &id : outcome->subscriptions)
                Q_EMIT subscriptionRemoved(id);
            m_devices.add(outcome->added);
            Q_EMIT queueChanged(outcome->added.device.account);
            return outcome->added.device;
        });
}

Store::Answer<Device> SqlStore::findDevice(const QByteArray &tokenHash)
{
    Device *device = m_devices.find(tokenHash, now());
    saveTouched(device);
    return readyAnswer<Device>(device ? *device : Device());
}

void SqlStore::saveTouched(Device *device)
{
    if (!device || !touch(*device, now()))
        return;
    perform<void>(
        Access::Write,
        [device = *device](StoreContext &context) {
            updateLastSeen(context.database, device);
            return done();
        },
        std::identity());
}

Store::Answer<QList<Device>> SqlStore::devices(const Jid &account)
{
    return read<QList<Device>>([account, now = now()](StoreContext &context) {
        const AccountRow *row = context.accounts.find(account);
        return row ? liveDevices(context, row->id, now) : QList<Device>();
    });
}

Store::Answer<void> SqlStore::removeDevice(const QString &deviceId)
{
    return remove(m_devices.remove(deviceId),
                  [deviceId, now = now()](StoreContext &context) { return removeDeviceFrom(context, deviceId, now); });
}

Store::Answer<void> SqlStore::removeLegacyDevices(const Jid &account)
{
    return remove(m_devices.removeLegacy(account),
                  [account, now = now()](StoreContext &context) { return removeLegacyFrom(context, account, now); });
}

// --- events

Store::Answer<Appended> SqlStore::append(const Event &event)
{
    m_emptyQueues.invalidate(event.account);
    return perform<Appended>(
        Access::Write,
        [event, now = now()](StoreContext &context) -> Result<Appended> { return appendEvent(context, event, now); },
        [this](Result<Appended> outcome) {
            if (outcome && outcome->isNew)
                Q_EMIT appended(outcome->event);
            return outcome;
        });
}

Store::Answer<EventPage> SqlStore::eventsAfter(const Jid &account, qint64 seq, qsizetype limit)
{
    if (const auto known = m_emptyQueues.eventsAfter(account, seq))
        return readyAnswer<EventPage>(*known);
    return perform<EventPage>(
        Access::Read,
        [=](StoreContext &context) -> Result<EventPage> { return pageAfter(context, account, seq, limit); },
        [this, account, seq, queryId = m_emptyQueues.beginQuery(account)](Result<EventPage> page) {
            if (page && page->newest == seq)
                m_emptyQueues.storeEmptyPage(account, queryId, *page);
            return page;
        });
}

Store::Answer<QList<Event>> SqlStore::legacyMessages(const Jid &account, qsizetype limit)
{
    // A legacy request may carry only a JID, so the account's last used legacy device is touched instead.
    saveTouched(m_devices.lastLegacy(account, now()));
    if (m_emptyQueues.hasNoLegacyMessages(account))
        return readyAnswer<QList<Event>>({});
    return perform<QList<Event>>(
        Access::Read,
        [=](StoreContext &context) -> Result<QList<Event>> { return legacyMessagesOf(context, account, limit); },
        [this, account, limit, queryId = m_emptyQueues.beginQuery(account)](Result<QList<Event>> messages) {
            if (messages && messages->isEmpty() && limit > 0)
                m_emptyQueues.storeNoLegacyMessages(account, queryId);
            return messages;
        });
}

Store::Answer<void> SqlStore::acknowledge(const QString &deviceId, qint64 seq)
{
    return perform<void>(
        Access::Write,
        [=](StoreContext &context) -> Result<AcknowledgeOutcome> { return acknowledgeAs(context, deviceId, seq); },
        [this](const Result<AcknowledgeOutcome> &outcome) {
            if (outcome && !outcome->device.id.isEmpty()) {
                const Device &device = outcome->device;
                m_emptyQueues.invalidate(device.account);
                if (device.kind == DeviceKind::Legacy)
                    m_devices.setLegacyCursor(device.account, device.cursor);
                else
                    m_devices.setCursor(device.id, device.cursor);
                Q_EMIT queueChanged(device.account);
                if (outcome->hasMoreToDelete)
                    trim(device.account);
            }
            return withoutValue(outcome);
        });
}

Store::Answer<void> SqlStore::acknowledgeLegacy(const Jid &account, qint64 seq)
{
    return perform<void>(
        Access::Write,
        [=](StoreContext &context) -> Result<LegacyOutcome> { return acknowledgeAsLegacy(context, account, seq); },
        [this, account](const Result<LegacyOutcome> &outcome) {
            if (outcome) {
                m_emptyQueues.invalidate(account);
                m_devices.setLegacyCursor(account, outcome->cursor);
                Q_EMIT queueChanged(account);
                if (outcome->hasMoreToDelete)
                    trim(account);
            }
            return withoutValue(outcome);
        });
}

// --- outgoing messages

Store::Answer<Enqueued> SqlStore::enqueue(const Outgoing &message)
{
    m_emptyQueues.invalidate(message.account);
    return perform<Enqueued>(
        Access::Write, [message, now = now()](StoreContext &context) { return enqueueMessage(context, message, now); },
        [this](const Result<EnqueueOutcome> &outcome) -> Result<Enqueued> {
            if (!outcome)
                return std::unexpected(outcome.error());
            if (outcome->event)
                Q_EMIT appended(*outcome->event);
            if (outcome->answer.isNew)
                Q_EMIT enqueued(outcome->answer.message);
            return outcome->answer;
        });
}

Store::Answer<Outgoing> SqlStore::outgoing(const Jid &account, const QString &id)
{
    return read<Outgoing>([=](StoreContext &context) { return findMessage(context, account, id); });
}

Store::Answer<QList<Outgoing>> SqlStore::queuedOutgoing(const Jid &account, const OutgoingPage &page)
{
    return read<QList<Outgoing>>([=](StoreContext &context) { return queuedMessages(context, account, page); });
}

template<typename Work>
Store::Answer<void> SqlStore::changeState(Work work)
{
    return perform<void>(
        Access::Write,
        [work = std::move(work)](StoreContext &context) -> Result<std::optional<Outgoing>> { return work(context); },
        [this](const Result<std::optional<Outgoing>> &outcome) {
            if (outcome && *outcome)
                Q_EMIT settled(**outcome);
            return withoutValue(outcome);
        });
}

Store::Answer<void> SqlStore::settle(const Jid &account, const QString &id, const MessageOutcome &messageOutcome)
{
    return changeState([=](StoreContext &context) { return settleMessage(context, account, id, messageOutcome); });
}

Store::Answer<void> SqlStore::bounce(const Bounce &bounce)
{
    return changeState([=](StoreContext &context) { return bounceMessage(context, bounce); });
}

// --- deletion in slices
// Each slice is an operation of its own, so that other operations run in between. If a slice fails, the next
// runRetention() deletes it.

void SqlStore::trim(const Jid &account)
{
    if (m_isClosing)
        return;
    perform<void>(
        Access::Write,
        [=](StoreContext &context) -> Result<bool> {
            AccountRow *row = context.accounts.find(account);
            return row && trimQueue(context, *row);
        },
        [this, account](const Result<bool> &hasMore) {
            m_emptyQueues.invalidate(account);
            if (hasMore.value_or(false))
                trim(account);
            else if (hasMore)
                Q_EMIT queueChanged(account);
            return withoutValue(hasMore);
        });
}

void SqlStore::deleteRemoved()
{
    if (m_isClosing)
        return;
    perform<void>(
        Access::Write, [](StoreContext &context) -> Result<bool> { return deleteRemovedSlice(context); },
        [this](const Result<bool> &hasMore) {
            if (hasMore.value_or(false))
                deleteRemoved();
            return withoutValue(hasMore);
        });
}

void SqlStore::runRetention()
{
    if (std::exchange(m_isRetentionRunning, true))
        return;
    runRetentionFrom({});
}

void SqlStore::runRetentionFrom(const RetentionPosition &position)
{
    perform<void>(
        Access::Write,
        [position, now = now()](StoreContext &context) -> Result<RetentionOutcome> {
            return runRetentionSlice(context, position, now);
        },
        [this](const Result<RetentionOutcome> &outcome) {
            m_emptyQueues.invalidateAll();
            if (outcome) {
                for (const RemoveOutcome &removed : outcome->removals)
                    announceRemoval(removed);
            }
            if (outcome && outcome->next && !m_isClosing) {
                runRetentionFrom(*outcome->next);
            } else {
                m_isRetentionRunning = false;
                deleteRemoved();
                Q_EMIT retentionFinished();
            }
            return withoutValue(outcome);
        });
}

} // namespace WebJabber
