// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/problem.h"
#include "store/storedtypes.h"

#include <QFuture>
#include <QList>
#include <QObject>

namespace WebJabber {

// The hinge of the daemon: what is worth keeping is handed to it first, and
// announced by its signals only when it is durable. All verbs are called from
// the thread the store lives in and answer there; they take effect in the
// order they are called, and their answers and signals come in that order.
// Every failure is storage-unavailable unless said otherwise, and then nothing
// has happened. An answer that is not waited for may be dropped; the verb
// takes effect all the same.
class Store : public QObject
{
    Q_OBJECT

public:
    template<typename T>
    using Answer = QFuture<Result<T>>;

    // So many requests for contact an account may have pending.
    static constexpr qint64 maxAskers = 1'000;

    using QObject::QObject;

    // --- accounts

    // Makes the account where it is not there, and keeps its sealed
    // credentials. Empty ones leave those that are there. Nothing happens if the
    // account was removed and accountRemoved() is still on its way: only a
    // sign-in after that, or addDevice(), brings an account back.
    virtual Answer<void> saveAccount(const Jid &account, const QByteArray &credentials) = 0;
    virtual Answer<QList<Account>> accounts() = 0;
    // How far the archive was read; empty where that, or the account, is not known.
    virtual Answer<QString> findArchiveId(const Jid &account) = 0;
    // Remembers how far the archive was read. Nothing happens without the account.
    virtual Answer<void> saveArchiveId(const Jid &account, const QString &archiveId) = 0;
    // Remembers the presence that the user chose. Nothing happens without the account.
    virtual Answer<void> savePresence(const Jid &account, Show show, const QString &status) = 0;
    // Forgets an account: its devices, events, outgoing messages and
    // subscriptions. Nothing happens where it is not there.
    virtual Answer<void> removeAccount(const Jid &account) = 0;

    // --- devices

    // Lets whoever holds the token with this hash act for the account, from its
    // newest event on (a Legacy device: from where the account's others are; the
    // first device: from the oldest event kept, as nobody has seen that). The
    // account is made where it is not there.
    virtual Answer<Device> addDevice(const Jid &account, DeviceKind kind, const QString &name,
                                     const QByteArray &tokenHash) = 0;
    // The device with this token, its expiry moved on; one without an id where
    // the token is unknown or expired.
    virtual Answer<Device> findDevice(const QByteArray &tokenHash) = 0;
    virtual Answer<QList<Device>> devices(const Jid &account) = 0;
    // Its token is dead at once. The account goes with its last device. Nothing
    // happens where it is not there.
    virtual Answer<void> removeDevice(const QString &deviceId) = 0;
    // The same for all Legacy devices of an account at once.
    virtual Answer<void> removeLegacyDevices(const Jid &account) = 0;

    // --- events

    // Keeps an event and gives it its seq. A repetition of one that was kept
    // before (see repetition.h) is not kept again, also if the first one was
    // acknowledged and deleted since. Nor is a request for contact whose sender's
    // last one was neither withdrawn nor answered (forgetAsker()), or that comes
    // while `maxAskers` others are pending. Nothing happens without the account,
    // and the event is not new then.
    virtual Answer<Appended> append(const Event &event) = 0;
    // The asker's request for contact was answered: the next one is a new one.
    virtual Answer<void> forgetAsker(const Jid &account, const Jid &asker) = 0;
    // The events after `seq`, at most `limit`, and no more bytes than one answer
    // may have; but one, if there is any.
    virtual Answer<EventPage> eventsAfter(const Jid &account, qint64 seq, qsizetype limit) = 0;
    // The events with a legacyText() that no client of 2012 has acknowledged,
    // oldest first; bounded in the same way.
    virtual Answer<QList<Event>> legacyMessages(const Jid &account, qsizetype limit) = 0;
    // Moves the device's cursor forward to `seq` (never back). What all devices
    // have acknowledged may be deleted. Fails with invalid-request if `seq` is
    // past the newest event.
    virtual Answer<void> acknowledge(const QString &deviceId, qint64 seq) = 0;
    // The same for what the clients of 2012 share.
    virtual Answer<void> acknowledgeLegacy(const Jid &account, qint64 seq) = 0;

    // --- outgoing messages

    // Accepts a message for sending, and appends the event that tells the
    // account's devices of it. The same id with the same content answers what
    // became of the first; with other content it fails with conflict. Fails
    // with too-many-requests where too many of the account's are queued, and with
    // unauthorized without the account.
    //
    // Markers and receipts are accepted too (see markerType). A marker appends
    // an event unless the account has marked that message before: then nothing
    // is sent either. A receipt appends none. Both find the queue full earlier
    // than messages do.
    virtual Answer<Enqueued> enqueue(const Outgoing &message) = 0;
    // A message; fails with not-found.
    virtual Answer<Outgoing> outgoing(const Jid &account, const QString &id) = 0;
    // The oldest of what is still Queued after a place, oldest first.
    virtual Answer<QList<Outgoing>> queuedOutgoing(const Jid &account, const OutgoingPage &page = {}) = 0;
    // Says what became of what was Queued. Nothing happens if it is not known, or
    // was settled before.
    virtual Answer<void> settle(const Jid &account, const QString &id, const MessageFate &fate) = 0;
    // A stanza came back: a message that is Queued or Sent is Failed from now on.
    // Nothing happens if it is not known, failed before, or if the sender of the
    // bounce is neither its recipient nor a server on the way there.
    virtual Answer<void> bounce(const Bounce &bounce) = 0;

    // --- push

    // Keeps a subscription, to be told of what comes from now on. Its id and
    // progress are the store's to give. It takes the place of the account's one
    // with the same kind and endpoint, whose id it gets; one of the Legacy
    // devices that of the other they had. Fails with unauthorized where its
    // device is gone, and with too-many-requests.
    virtual Answer<PushSubscription> saveSubscription(const PushSubscription &subscription) = 0;
    // In the order they were made.
    virtual Answer<QList<PushSubscription>> subscriptions(const Jid &account) = 0;
    // Those of every account.
    virtual Answer<QList<PushSubscription>> allSubscriptions() = 0;
    // Nothing happens where it is not there.
    virtual Answer<void> removeSubscription(const QString &id) = 0;
    // What the subscription is to be notified of next, out of what its events
    // name, came after what it was told last, and was not read since:
    // acknowledged by a device, or by another client of the account with a
    // marker in the same conversation (XEP-0333).
    virtual Answer<DuePush> duePush(const QString &id, const PushPosition &position) = 0;
    // Keeps how it went. Nothing happens where it is not there.
    virtual Answer<void> recordPush(const QString &id, const PushProgress &progress) = 0;

Q_SIGNALS:
    void appended(const WebJabber::Event &event);
    void enqueued(const WebJabber::Outgoing &message);
    // Its state has changed: also from Sent to Failed.
    void settled(const WebJabber::Outgoing &message);
    void subscriptionSaved(const WebJabber::PushSubscription &subscription);
    // Not told of those that go with their account.
    void subscriptionRemoved(const QString &id);
    void deviceRemoved(const WebJabber::Device &device);
    void accountRemoved(const WebJabber::Jid &account);
    // A device was added, or a cursor moved, and events may be gone with it.
    void queueChanged(const WebJabber::Jid &account);
};

} // namespace WebJabber
