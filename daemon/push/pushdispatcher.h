// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "push/originthrottle.h"
#include "push/pushclient.h"
#include "push/pushprotocol.h"
#include "push/pushschedule.h"
#include "push/pushtarget.h"
#include "store/store.h"

#include <QTimer>

namespace WebJabber {

// What the dispatcher needs from other modules.
struct PushDependencies {
    std::function<QDateTime()> clock = &QDateTime::currentDateTimeUtc;
    // Whether a device reads the account live, so that it may acknowledge new events.
    std::function<bool(const Jid &account)> isRead = [](const Jid &) { return false; };
};

// Calls the users' push endpoints when their accounts have news. Each subscription has at most one request in
// progress: the first starts at once, later ones at least 2 s apart, each for the newest event of one conversation.
// What is due is in the store, so that a restart continues from there.
class PushDispatcher : public QObject
{
    Q_OBJECT

public:
    static constexpr std::chrono::milliseconds interval = std::chrono::seconds(2);
    // A push waits this long after the last live reader has left, because it may come back, and after a delayed
    // event, because a report that it was read may follow.
    static constexpr std::chrono::milliseconds grace = std::chrono::seconds(5);
    // An event that a live reader acknowledges within this time is not pushed. Whether the reader's connection still
    // works need not be known.
    static constexpr std::chrono::milliseconds readerTime = std::chrono::seconds(10);
    // Minimum time between two log lines about a Web Push service that rejects the daemon's key.
    static constexpr std::chrono::milliseconds refusalLogInterval = std::chrono::minutes(1);

    // The store must outlive the dispatcher.
    PushDispatcher(Store &store, PushSigner signer, std::unique_ptr<PushClient> client,
                   PushDependencies dependencies = {}, QObject *parent = nullptr);

    // The key that browsers subscribe with, in base64url.
    QByteArray vapidPublicKey() const { return m_signer.vapid.publicKey(); }

    // Loads the subscriptions from the store. Call once.
    void start();

    // Whether notifyPresence() has an effect for this account.
    bool wantsPresence(const Jid &account) const { return wants(account, PushEvent::Presence); }
    // Whether one of the account's subscriptions includes this event.
    bool wants(const Jid &account, PushEvent event) const;
    // A contact's presence changed: notifies the subscriptions that include presence. `contact` is as in GET
    // /v1/contacts.
    void notifyPresence(const Jid &account, const QJsonObject &contact);
    // The last live reader of the account has left.
    void lastReaderRemoved(const Jid &account);
    // Sends one test push now, even if the subscription is broken or waits after a failure.
    void test(const QString &id);
    // Pushes what is due now, whatever failed before. Does nothing if nothing is due.
    void retry(const QString &id);

    // Starts the pushes that are due by the clock. The dispatcher's timer calls it.
    void wake();
    // When wake() is due next; null: not before something changes.
    QDateTime nextWake() const;
    // Number of requests in progress.
    int requestsInProgress() const { return m_throttle.inFlight(); }

Q_SIGNALS:
    // An endpoint responded with this HTTP status; 0: it did not respond.
    void pushed(const WebJabber::Jid &account, WebJabber::PushKind kind, int status);

private:
    // A push in progress.
    struct RunningPush {
        QString id;
        QString origin;
        DuePush due;
        PushPayload payload = PushPayload::None;
        qint64 version = 0;
        bool includesEvent = false;
        bool isTest = false;
        std::optional<QJsonObject> presence; // the contact that the push is about

        const PushProtocol &protocol() const { return protocolOf(due.subscription.kind); }
    };

    void add(const PushSubscription &subscription);
    void handleAppended(const Event &event);
    void remove(const QString &id);

    QDateTime earliestStart(const PushTarget &target) const;
    void schedule(const QString &id);
    void arm();
    void startWaiting();
    void begin(const OriginThrottle::Turn &turn);
    void postpone(PushTarget &target) const;
    void skipTurn(const OriginThrottle::Turn &turn);
    bool waitsForReader(PushTarget &target, const DuePush &due) const;
    void prepare(const OriginThrottle::Turn &turn, const DuePush &due);
    PushNotice takeNotice(PushTarget &target, RunningPush &push);
    void send(const RunningPush &push, const PushNotice &notice);
    void finish(const RunningPush &push, const PushOutcome &outcome);
    void settle(PushTarget &target, const RunningPush &push, const PushOutcome &outcome);
    void noteDelivered(PushTarget &target, const RunningPush &push, PushProgress &progress);
    void restoreDue(PushTarget &target, const RunningPush &push);
    void logFailure(const PushTarget &target, const RunningPush &push, const PushOutcome &outcome,
                    const PushProgress &progress);
    void keep(const QString &id, const PushProgress &progress);
    qint64 nextVersion(PushTarget &target, const PushProgress &progress) const;
    QDateTime now() const { return m_dependencies.clock(); }

    Store &m_store;
    PushSigner m_signer;
    std::unique_ptr<PushClient> m_client;
    PushDependencies m_dependencies;
    QHash<QString, PushTarget> m_targets; // by id
    QHash<Jid, QStringList> m_ids; // by account
    QHash<Jid, QDateTime> m_left; // when the last live reader left, for accounts with targets
    PushSchedule m_schedule;
    OriginThrottle m_throttle;
    QHash<QString, QDateTime> m_refusals; // by origin: when its rejection of the key was logged
    QTimer m_timer;
};

} // namespace WebJabber
