// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store.h"

#include <QHash>

#include <deque>

namespace WebJabber {

// A store that lives as long as the process does. Answers are ready at once.
class MemoryStore final : public Store
{
    Q_OBJECT

public:
    // An account over this many pending events loses its oldest (logged once
    // per overflow): the daemon's memory is finite.
    static constexpr std::size_t maxPendingEvents = 100'000;
    // An account with this many messages waiting to be sent accepts no more.
    static constexpr std::size_t maxQueuedOutgoing = 10'000;
    // An account over this many tokens loses its oldest one.
    static constexpr qsizetype maxDevices = 256;

    using Store::Store;

    Answer<Device> addDevice(const Jid &account, const QByteArray &tokenHash) override;
    Answer<Device> findDevice(const QByteArray &tokenHash) override;
    Answer<void> removeAccount(const Jid &account) override;

    Answer<Event> append(const Event &event) override;
    Answer<QList<Event>> pendingEvents(const Jid &account, qsizetype limit) override;
    Answer<void> acknowledge(const Jid &account, qint64 seq) override;

    Answer<Outgoing> enqueue(const Outgoing &message) override;
    Answer<QList<Outgoing>> queuedOutgoing(const Jid &account) override;
    Answer<void> settle(const Jid &account, const QString &id, OutgoingState state) override;

    Answer<void> saveSubscription(const PushSubscription &subscription) override;
    Answer<PushSubscription> subscription(const Jid &account) override;

private:
    struct Account {
        std::deque<Event> events;
        qint64 lastSeq = 0;
        bool overflowing = false;
        std::deque<Outgoing> outgoing; // queued ones only
        PushSubscription subscription;
        QList<QByteArray> tokenHashes; // oldest first
    };

    QHash<Jid, Account> m_accounts;
    QHash<QByteArray, Device> m_devices; // by token hash
    qint64 m_lastDeviceId = 0;
};

} // namespace WebJabber
