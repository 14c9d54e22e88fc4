// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/messagenames.h"
#include "store/store.h"

#include <QHash>
#include <QSet>

#include <deque>
#include <functional>

namespace WebJabber::Test {

// A store in memory that never deletes, and that lags or fails on command. Like the real store it answers
// asynchronously and in order, and it detects duplicates.
class MemoryStore final : public Store
{
    Q_OBJECT

public:
    using Store::Store;

    // While held it executes and answers nothing. Then it executes everything that was requested.
    void setHeld(bool held);
    // While failing every operation returns storage-unavailable.
    void setFailing(bool failing) { m_isFailing = failing; }
    // Executes this many operations, then fails.
    void failAfter(int operations) { m_operationsLeft = operations; }
    int refusals() const { return m_refusals; } // so far
    qsizetype waiting() const { return qsizetype(m_jobs.size()); }

    // The stored events.
    QList<Event> events(const Jid &account) const { return m_data.value(account).events; }
    QStringList bodies(const Jid &account, Direction direction = Direction::In) const;
    QString archiveId(const Jid &account) const { return m_data.value(account).archiveId; }
    Outgoing message(const Jid &account, const QString &id) const;
    qsizetype outgoingRowsRead() const { return m_outgoingRowsRead; } // so far
    int archiveSaves() const { return m_archiveSaves; }
    // Duplicates that were rejected.
    int repeats() const { return m_repeats; }

    Answer<void> saveAccount(const Jid &account, const QByteArray &credentials) override;
    Answer<QList<Account>> accounts() override;
    Answer<QString> findArchiveId(const Jid &account) override;
    Answer<void> saveArchiveId(const Jid &account, const QString &archiveId) override;
    Answer<void> savePresence(const Jid &account, Show show, const QString &status) override;
    Answer<void> removeAccount(const Jid &account) override;
    Answer<Device> addDevice(const Jid &account, DeviceKind kind, const QString &name,
                             const QByteArray &tokenHash) override;
    Answer<Device> findDevice(const QByteArray &tokenHash) override;
    Answer<QList<Device>> devices(const Jid &account) override;
    Answer<void> removeDevice(const QString &deviceId) override;
    Answer<void> removeLegacyDevices(const Jid &account) override;
    Answer<void> forgetRequester(const Jid &account, const Jid &requester) override;
    Answer<Appended> append(const Event &event) override;
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

private:
    struct Data {
        bool isThere = false;
        QString archiveId;
        QList<Event> events;
        QList<Outgoing> outgoing;
        QSet<QString> seen;
        QSet<Jid> requesters;
        QHash<std::pair<Jid, QString>, QHash<Jid, qint64>> refs; // seqs by conversation and id, then by author
    };

    template<typename T>
    Answer<T> later(std::function<Result<T>()> work);
    void schedule();
    void runOne();
    bool isKnown(const Event &event);
    std::optional<KnownMessage> find(const Event &event, const MessageName &name) const;
    // Stores a new event. Returns it with its seq.
    Event keep(Event event);
    void changeState(Outgoing &message, const MessageOutcome &messageOutcome);

    QHash<Jid, Data> m_data;
    std::deque<std::function<void(bool isFailing)>> m_jobs;
    bool m_isHeld = false;
    bool m_isFailing = false;
    bool m_isScheduled = false;
    int m_operationsLeft = -1;
    int m_refusals = 0;
    qint64 m_lastOutgoingSeq = 0;
    qsizetype m_outgoingRowsRead = 0;
    int m_archiveSaves = 0;
    int m_repeats = 0;
};

} // namespace WebJabber::Test
