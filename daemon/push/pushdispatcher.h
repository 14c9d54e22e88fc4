// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "push/originthrottle.h"
#include "push/pushclient.h"
#include "push/pushschedule.h"
#include "push/pushtarget.h"
#include "store/store.h"

#include <QTimer>

namespace WebJabber {

// What the dispatcher asks of the rooms it does not know.
struct PushDependencies {
    std::function<QDateTime()> clock = &QDateTime::currentDateTimeUtc;
    // Whether a device reads the account live, and so may acknowledge what comes.
    std::function<bool(const Jid &account)> isRead = [](const Jid &) { return false; };
};

// Calls the users' push endpoints when their accounts have news. For each
// subscription one request is under way at most: the first at once, later ones
// at least 2 s apart, each for the newest news of one conversation. What is due
// is in the store, so that a restart goes on where this one ended.
class PushDispatcher : public QObject
{
    Q_OBJECT

public:
    static constexpr std::chrono::milliseconds interval = std::chrono::seconds(2);
    // Whoever just read live may be about to come back, and news of old may be
    // followed by the news that they were read.
    static constexpr std::chrono::milliseconds grace = std::chrono::seconds(5);
    // Nobody is called about what a device that reads live acknowledges within
    // this time. Whether its connection is alive need not be known.
    static constexpr std::chrono::milliseconds readerTime = std::chrono::seconds(10);
    // How often a Web Push service that refuses our key is logged.
    static constexpr std::chrono::milliseconds refusalLogInterval = std::chrono::minutes(1);

    // The store must outlive the dispatcher.
    PushDispatcher(Store &store, PushRequests requests, std::unique_ptr<PushClient> client,
                   PushDependencies surroundings = {}, QObject *parent = nullptr);

    // Takes up what the store holds from before. Once.
    void start();

    // Whether it makes a difference to call notifyPresence().
    bool wantsPresence(const Jid &account) const { return wants(account, PushEvent::Presence); }
    // Whether one of the account's subscriptions names this event.
    bool wants(const Jid &account, PushEvent event) const;
    // Tells those who asked that a contact's presence changed; `contact` as in
    // GET /v1/contacts.
    void notifyPresence(const Jid &account, const QJsonObject &contact);
    // Nobody reads the account live any more.
    void readersLeft(const Jid &account);
    // One push now, also where the subscription is broken or waits after a
    // failure.
    void test(const QString &id);
    // What is due now, whatever failed before; nothing where nothing is.
    void retry(const QString &id);

    // Starts what is due by the clock. Happens by itself.
    void wake();
    // When that is to happen next; null: when something happens.
    QDateTime nextWake() const;
    // How many requests are being made.
    int underWay() const { return m_gate.inFlight(); }

Q_SIGNALS:
    // An endpoint answered with this HTTP status; 0: it did not.
    void pushed(const WebJabber::Jid &account, WebJabber::PushKind kind, int status);

private:
    // A push on its way.
    struct Flight {
        QString id;
        QString origin;
        DuePush due;
        PushPayload payload = PushPayload::None;
        qint64 version = 0;
        bool tellsEvent = false;
        bool isTest = false;
        std::optional<QJsonObject> presence; // that it tells
    };

    void add(const PushSubscription &subscription);
    void takeNews(const Event &event);
    void remove(const QString &id);
    template<typename Change>
    void changeAll(const Jid &account, Change change);

    QDateTime earliestStart(const PushTarget &target) const;
    void schedule(const QString &id);
    void arm();
    void startWaiting();
    void begin(const OriginThrottle::Turn &turn);
    void holdOff(PushTarget &target) const;
    void pass(const OriginThrottle::Turn &turn);
    bool waitsForReader(PushTarget &target, const DuePush &due) const;
    void prepare(const OriginThrottle::Turn &turn, const DuePush &due);
    PushNotice takeNotice(PushTarget &target, Flight &flight);
    void send(const Flight &flight, const PushNotice &notice);
    void finish(const Flight &flight, const PushOutcome &outcome);
    void settle(PushTarget &target, const Flight &flight, const PushOutcome &outcome);
    void noteDelivered(PushTarget &target, const Flight &flight, PushProgress &progress);
    void takeBack(PushTarget &target, const Flight &flight);
    void logFailure(const PushTarget &target, const Flight &flight, const PushOutcome &outcome,
                    const PushProgress &progress);
    void keep(const QString &id, const PushProgress &progress);
    qint64 nextVersion(PushTarget &target, const PushProgress &progress) const;
    QDateTime now() const { return m_surroundings.clock(); }

    Store &m_store;
    PushRequests m_requests;
    std::unique_ptr<PushClient> m_client;
    PushDependencies m_surroundings;
    QHash<QString, PushTarget> m_targets; // by id
    QHash<Jid, QStringList> m_ids; // by account
    QHash<Jid, QDateTime> m_left; // when the last reader of an account with targets left
    PushSchedule m_agenda;
    OriginThrottle m_gate;
    QHash<QString, QDateTime> m_refusals; // when an origin's refusal of our key was logged
    QTimer m_timer;
};

} // namespace WebJabber
