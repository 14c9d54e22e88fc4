// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "storedtypes.h"

#include <problem.h>

#include <QFuture>
#include <QList>
#include <QObject>

namespace WebJabber {

// The hinge of the daemon: what is worth keeping is handed to it first, and
// announced by its signals only when it is kept. All verbs are called from the
// thread the store lives in and answer there; they take effect in the order
// they are called. Every failure is storage-unavailable unless said otherwise,
// and then nothing has happened.
class Store : public QObject
{
    Q_OBJECT

public:
    template<typename T>
    using Answer = QFuture<Result<T>>;

    using QObject::QObject;

    // Lets whoever holds the token with this hash act for the account.
    virtual Answer<Device> addDevice(const Jid &account, const QByteArray &tokenHash) = 0;
    // The device with this token; nothing (a device with id 0) where there is none.
    virtual Answer<Device> findDevice(const QByteArray &tokenHash) = 0;
    // Forgets an account: its devices, events, outgoing messages and subscriptions.
    virtual Answer<void> removeAccount(const Jid &account) = 0;

    // Keeps an event and gives it its seq.
    virtual Answer<Event> append(const Event &event) = 0;
    // The events not yet acknowledged, oldest first, at most `limit`.
    virtual Answer<QList<Event>> pendingEvents(const Jid &account, qsizetype limit) = 0;
    // Takes events up to and including `seq` off the account's queue.
    virtual Answer<void> acknowledge(const Jid &account, qint64 seq) = 0;

    // Accepts a message for sending. Its state is Queued until settled. Fails
    // with too-many-requests where too many of the account's are queued.
    virtual Answer<Outgoing> enqueue(const Outgoing &message) = 0;
    // The messages that are still Queued, oldest first.
    virtual Answer<QList<Outgoing>> queuedOutgoing(const Jid &account) = 0;
    // Says what became of a message. Nothing happens where it is not known.
    virtual Answer<void> settle(const Jid &account, const QString &id, OutgoingState state) = 0;

    // One subscription per account for the time being: the newest counts.
    virtual Answer<void> saveSubscription(const PushSubscription &subscription) = 0;
    // The account's subscription; one with an empty endpoint where there is none.
    virtual Answer<PushSubscription> subscription(const Jid &account) = 0;

Q_SIGNALS:
    void appended(const WebJabber::Event &event);
    void enqueued(const WebJabber::Outgoing &message);
    void subscriptionSaved(const WebJabber::PushSubscription &subscription);
    void accountRemoved(const WebJabber::Jid &account);
};

} // namespace WebJabber
