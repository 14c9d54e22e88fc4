// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/committimes.h"
#include "store/devicecache.h"
#include "store/emptyqueuecache.h"
#include "store/operationqueue.h"
#include "store/retentionjob.h"
#include "store/statedirectory.h"
#include "store/store.h"
#include "store/storehealth.h"

#include <QThread>
#include <QTimer>

#include <memory>

namespace WebJabber {

// A store in an SQL database, webjabber.db in the state directory. One worker thread runs queued operations in as few
// transactions as possible. An operation is answered and its signals are emitted when its transaction is durable. No
// operation blocks the caller.
class SqlStore final : public Store
{
    Q_OBJECT

public:
    // Makes the directory and the database if they are missing. Fails with a detail for the operator if they cannot be
    // used or are in use, and leaves existing files unchanged then. Blocks for a few seconds at most.
    static Result<std::unique_ptr<SqlStore>> open(const QString &stateDirectory, const StoreSettings &settings = {});

    // Completes the pending operations within StoreSettings::closingTime plus the time of one transaction. All of them
    // are answered; those not run fail.
    ~SqlStore() override;

    Answer<void> saveAccount(const Jid &account, const QByteArray &credentials) override;
    Answer<QList<Account>> accounts() override;
    Answer<QString> findArchiveId(const Jid &account) override;
    Answer<void> saveArchiveId(const Jid &account, const QString &archiveId) override;
    Answer<void> savePresence(const Jid &account, Show show, const QString &status) override;
    Answer<void> removeAccount(const Jid &account) override;

    Answer<Device> addDevice(const Jid &account, DeviceKind kind, const QString &name,
                             const QByteArray &tokenHash) override;
    // Ready at once. Finds a device as soon as addDevice() is answered. If a removal fails, the token works again.
    Answer<Device> findDevice(const QByteArray &tokenHash) override;
    Answer<QList<Device>> devices(const Jid &account) override;
    Answer<void> removeDevice(const QString &deviceId) override;
    Answer<void> removeLegacyDevices(const Jid &account) override;

    Answer<void> forgetRequester(const Jid &account, const Jid &requester) override;
    Answer<Appended> append(const Event &event) override;
    // These two are ready at once if they returned nothing before and the queue has not changed since.
    Answer<EventPage> eventsAfter(const Jid &account, qint64 seq, qsizetype limit) override;
    Answer<QList<Event>> legacyMessages(const Jid &account, qsizetype limit) override;
    Answer<void> acknowledge(const QString &deviceId, qint64 seq) override;
    Answer<void> acknowledgeLegacy(const Jid &account, qint64 seq) override;

    Answer<Enqueued> enqueue(const Outgoing &message) override;
    Answer<Outgoing> outgoing(const Jid &account, const QString &id) override;
    Answer<QList<Outgoing>> queuedOutgoing(const Jid &account, const OutgoingPage &page = {}) override;
    Answer<void> settle(const Jid &account, const QString &id, const MessageOutcome &messageOutcome) override;
    Answer<void> bounce(const Bounce &bounce) override;

    Answer<PushSubscription> saveSubscription(const PushSubscription &subscription) override;
    Answer<QList<PushSubscription>> subscriptions(const Jid &account) override;
    Answer<QList<PushSubscription>> allSubscriptions() override;
    Answer<void> removeSubscription(const QString &id) override;
    Answer<DuePush> duePush(const QString &id, const PushPosition &position) override;
    Answer<void> recordPush(const QString &id, const PushProgress &progress) override;

    // Queues an operation that is not part of the store interface. It is failed at once if too many operations are
    // waiting.
    void run(std::unique_ptr<StoreOperation> operation);
    const CommitTimes &commitTimes() const { return m_commitTimes; }
    QDateTime now() const { return m_settings.clock(); }

    // Deletes what is too old, in slices. Runs every hour without being called.
    void runRetention();

Q_SIGNALS:
    void retentionFinished();

private:
    using Access = StoreOperation::Access;

    SqlStore(StateDirectory directory, const StoreSettings &settings);

    Result<void> start();
    void wakeWorker();
    void work(const std::function<void(Result<QList<StoredDevice>>)> &onOpen);
    void deliver();

    template<typename T, typename Work, typename Finish>
    Answer<T> perform(Access access, Work work, Finish finish);
    // Writes a message's new state and emits settled().
    template<typename Work>
    Answer<void> changeState(Work work);
    template<typename T, typename Work>
    Answer<T> read(Work work);

    static QString makeId(); // 96 random bits, URL-safe
    void saveTouched(Device *device);
    template<typename Work>
    Answer<void> remove(QList<StoredDevice> cached, const Work &work);
    void announceRemoval(const RemoveOutcome &outcome);
    void trim(const Jid &account);
    void deleteRemoved();
    void runRetentionFrom(const RetentionPosition &position);

    const StateDirectory m_directory;
    const StoreSettings m_settings;
    DeviceCache m_devices;
    EmptyQueueCache m_emptyQueues;
    OperationQueue m_queue;
    CommitTimes m_commitTimes;
    std::deque<std::unique_ptr<StoreOperation>> m_done; // to be finished by deliver()
    std::unique_ptr<QThread> m_thread;
    QTimer m_retentionTimer;
    quint64 m_announcedRemoval = 0; // the last account removal for which accountRemoved() was emitted
    bool m_isWaking = false; // the worker is about to be woken
    bool m_isRetentionRunning = false;
    bool m_isClosing = false;
};

template<typename T, typename Work, typename Finish>
Store::Answer<T> SqlStore::perform(Access access, Work work, Finish finish)
{
    auto operation = std::make_unique<FunctionOperation<T, Work, Finish>>(access, std::move(work), std::move(finish));
    auto answer = operation->answer();
    run(std::move(operation));
    return answer;
}

template<typename T, typename Work>
Store::Answer<T> SqlStore::read(Work work)
{
    return perform<T>(
        Access::Read, [work = std::move(work)](StoreContext &context) -> Result<T> { return work(context); },
        std::identity());
}

} // namespace WebJabber
