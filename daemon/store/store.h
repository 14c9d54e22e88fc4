// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/problem.h"
#include "store/storedtypes.h"

#include <QFuture>
#include <QList>
#include <QObject>

namespace WebJabber {

// The interface for everything that the daemon keeps. Signals are emitted only for changes that are durable.
//
// All functions are to be called from the store's thread, and their futures complete there. Operations take effect in
// the order of the calls, and answers and signals come in that order. If nothing else is documented, the only failure
// is storage-unavailable; a failed operation has no effect. The caller may drop an answer; the operation takes effect
// all the same.
class Store : public QObject
{
    Q_OBJECT

public:
    template<typename T>
    using Answer = QFuture<Result<T>>;

    // The limit of pending requests for contact per account.
    static constexpr qint64 maxRequesters = 1'000;

    using QObject::QObject;

    // --- accounts

    // Makes the account if it is missing, and stores its sealed credentials. Empty credentials leave the stored ones
    // unchanged. Nothing happens if the account was removed and accountRemoved() has not been emitted yet: an account
    // can be made again only after that, or by addDevice().
    virtual Answer<void> saveAccount(const Jid &account, const QByteArray &credentials) = 0;
    virtual Answer<QList<Account>> accounts() = 0;
    // The position up to which the archive (XEP-0313) was read; empty if that or the account is unknown.
    virtual Answer<QString> findArchiveId(const Jid &account) = 0;
    // Stores the position up to which the archive was read. Does nothing if there is no such account.
    virtual Answer<void> saveArchiveId(const Jid &account, const QString &archiveId) = 0;
    // Stores the presence that the user chose. Does nothing if there is no such account.
    virtual Answer<void> savePresence(const Jid &account, Show show, const QString &status) = 0;
    // Removes the account with its devices, events, outgoing messages and subscriptions. Does nothing if there is no
    // such account.
    virtual Answer<void> removeAccount(const Jid &account) = 0;

    // --- devices

    // Adds a device, which may act for the account with the token that has this hash. Makes the account if it is
    // missing. The device's cursor starts at the account's newest event, that of a legacy device at the cursor of the
    // account's others, and that of the first device before the oldest event kept, because nobody has read that.
    virtual Answer<Device> addDevice(const Jid &account, DeviceKind kind, const QString &name,
                                     const QByteArray &tokenHash) = 0;
    // Returns the device with this token and extends its expiry. Returns a device without an id if the token is unknown
    // or expired.
    virtual Answer<Device> findDevice(const QByteArray &tokenHash) = 0;
    virtual Answer<QList<Device>> devices(const Jid &account) = 0;
    // Invalidates the device's token at once. Also removes the account if this is its last device. Does nothing if
    // there is no such device.
    virtual Answer<void> removeDevice(const QString &deviceId) = 0;
    // Does the same for all legacy devices of an account.
    virtual Answer<void> removeLegacyDevices(const Jid &account) = 0;

    // --- events

    // Stores an event and assigns its seq. These are not stored and not new:
    // - an event that repeats an earlier one (see repetition.h), even if that was acknowledged and deleted since;
    // - a request for contact if the sender's last one was neither withdrawn nor answered (forgetRequester()), or if
    //   `maxRequesters` others are pending;
    // - any event if there is no such account.
    // Sets `about.seq`, `reply_to.seq` and `verified` if the event refers to a message that was stored within
    // StoreLimits::refsAge. A seq is null if the queue does not hold the message any more. If the author of a message
    // retracts it, the message and its corrections lose their content (see retractedForm()), and so do later
    // corrections. enqueue() does the same for markers.
    virtual Answer<Appended> append(const Event &event) = 0;
    // The asker's request for contact was answered. The next one counts as new.
    virtual Answer<void> forgetRequester(const Jid &account, const Jid &requester) = 0;
    // Returns the events after `seq`, oldest first: at most `limit`, and at most StoreLimits::bytesPerAnswer, but at
    // least one if there is any.
    virtual Answer<EventPage> eventsAfter(const Jid &account, qint64 seq, qsizetype limit) = 0;
    // Returns the events with a legacyText() that no legacy client has acknowledged, oldest first. The limits are those
    // of eventsAfter().
    virtual Answer<QList<Event>> legacyMessages(const Jid &account, qsizetype limit) = 0;
    // Moves the device's cursor forward to `seq`, never back. Events that all devices have acknowledged may be deleted.
    // Fails with invalid-request if `seq` is past the newest event.
    virtual Answer<void> acknowledge(const QString &deviceId, qint64 seq) = 0;
    // Does the same for the cursor that the account's legacy devices share. A `seq` past the newest event does not
    // fail.
    virtual Answer<void> acknowledgeLegacy(const Jid &account, qint64 seq) = 0;

    // --- outgoing messages

    // Accepts a message for sending and appends an event for the account's devices. If the id was used before with the
    // same content, returns the current state of that message; with other content it fails with conflict. Fails with
    // too-many-requests if too many of the account's messages are queued, and with unauthorized if there is no such
    // account. If the message corrects or retracts another one, it also fails with not-found if that is unknown or was
    // retracted, and with conflict if somebody else wrote it.
    //
    // Also accepts markers and receipts (see markerType). A marker appends an event, unless the account has marked that
    // message before; then nothing is sent either. A receipt appends no event. For both the queue is full earlier than
    // for messages.
    virtual Answer<Enqueued> enqueue(const Outgoing &message) = 0;
    // Returns a message. Fails with not-found.
    virtual Answer<Outgoing> outgoing(const Jid &account, const QString &id) = 0;
    // Returns the Queued ones after `page.after`, oldest first, within the limits of `page`.
    virtual Answer<QList<Outgoing>> queuedOutgoing(const Jid &account, const OutgoingPage &page = {}) = 0;
    // Changes the state of a Queued message to `messageOutcome`. Does nothing if the message is unknown or was settled
    // before.
    virtual Answer<void> settle(const Jid &account, const QString &id, const MessageOutcome &messageOutcome) = 0;
    // Handles a stanza that was returned: a Queued or Sent message becomes Failed. Does nothing if the message is
    // unknown or Failed already, or if the sender of the bounce is neither the recipient nor a server on the way.
    virtual Answer<void> bounce(const Bounce &bounce) = 0;

    // --- push

    // Stores a subscription, which is notified of events from now on. The store sets its id and progress. It replaces
    // the account's subscription of the same kind and endpoint and keeps the id of that; one of the legacy devices
    // replaces any other that these have. Fails with unauthorized if its device is gone, and with too-many-requests.
    virtual Answer<PushSubscription> saveSubscription(const PushSubscription &subscription) = 0;
    // Returns them in the order they were made.
    virtual Answer<QList<PushSubscription>> subscriptions(const Jid &account) = 0;
    // Returns the subscriptions of all accounts.
    virtual Answer<QList<PushSubscription>> allSubscriptions() = 0;
    // Does nothing if there is no such subscription.
    virtual Answer<void> removeSubscription(const QString &id) = 0;
    // Returns the next event to notify the subscription of. It is one of the kinds that the subscription selects, newer
    // than its last notification, and unread: neither acknowledged by a device nor displayed in another client of the
    // account, which that client reports with a marker in the same conversation (XEP-0333).
    virtual Answer<DuePush> duePush(const QString &id, const PushPosition &position) = 0;
    // Stores the result of an attempt. Does nothing if there is no such subscription.
    virtual Answer<void> recordPush(const QString &id, const PushProgress &progress) = 0;

Q_SIGNALS:
    void appended(const WebJabber::Event &event);
    void enqueued(const WebJabber::Outgoing &message);
    // Emitted when the state has changed, also from Sent to Failed.
    void settled(const WebJabber::Outgoing &message);
    void subscriptionSaved(const WebJabber::PushSubscription &subscription);
    // Not emitted for subscriptions that are removed with their account.
    void subscriptionRemoved(const QString &id);
    void deviceRemoved(const WebJabber::Device &device);
    void accountRemoved(const WebJabber::Jid &account);
    // Emitted when a device was added or a cursor moved. Events may have been deleted.
    void queueChanged(const WebJabber::Jid &account);
};

} // namespace WebJabber
