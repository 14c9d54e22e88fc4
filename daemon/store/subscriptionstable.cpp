// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/subscriptionstable.h"

#include <QTimeZone>

using namespace Qt::StringLiterals;

namespace WebJabber {

// The columns in the order that subscriptionFrom() reads.
static const QByteArray selectSubscriptionsSql =
    "SELECT p.id, a.jid, coalesce(p.device_id, ''), p.kind, p.endpoint, p.payload, p.events, p.public_key,"
    " p.auth_secret, p.secret, p.created, p.sent_seq, p.version, p.attempts, p.failing_since, p.next_attempt_at,"
    " p.last_status, p.is_broken, p.missing_since, p.last_problem"
    " FROM push_subscriptions p JOIN accounts a ON a.id = p.account_id WHERE a.jid IS NOT NULL";

static const QByteArray inOrder = " ORDER BY p.created, p.id";

// 0 stands for a null time.
static qint64 numberOf(const QDateTime &time)
{
    return time.isValid() ? time.toMSecsSinceEpoch() : 0;
}

static QDateTime timeOf(qint64 number)
{
    return number == 0 ? QDateTime() : QDateTime::fromMSecsSinceEpoch(number, QTimeZone::UTC);
}

static PushProgress progressFrom(const Rows &rows)
{
    PushProgress progress;
    progress.sentSeq = rows.number(11);
    progress.version = rows.number(12);
    progress.attempts = int(rows.number(13));
    progress.failingSince = timeOf(rows.number(14));
    progress.nextAttempt = timeOf(rows.number(15));
    progress.lastStatus = int(rows.number(16));
    progress.isBroken = rows.number(17) != 0;
    progress.missingSince = timeOf(rows.number(18));
    progress.lastProblem = rows.text(19);
    return progress;
}

static PushSubscription subscriptionFrom(const Rows &rows)
{
    PushSubscription subscription;
    subscription.id = rows.text(0);
    subscription.account = Jid::fromServer(rows.text(1));
    subscription.deviceId = rows.text(2);
    subscription.kind = rows.value(3, pushKindNames);
    subscription.endpoint = QUrl(rows.text(4));
    subscription.payload = rows.value(5, pushPayloadNames);
    subscription.events = pushEventsFromNames(rows.text(6).split(u' ')).value_or(PushEvent::Message);
    subscription.publicKey = rows.bytes(7);
    subscription.authSecret = rows.bytes(8);
    subscription.secret = rows.bytes(9);
    subscription.created = rows.time(10);
    subscription.progress = progressFrom(rows);
    return subscription;
}

static QList<PushSubscription> subscriptionsFrom(Rows &&rows)
{
    QList<PushSubscription> subscriptions;
    while (rows.next())
        subscriptions.append(subscriptionFrom(rows));
    return subscriptions;
}

static QString textOf(PushEvents events)
{
    return namesOf(events).join(u' ');
}

static QString textOf(const QUrl &endpoint)
{
    return endpoint.toString(QUrl::FullyEncoded);
}

void insertSubscription(Database &database, qint64 accountId, const PushSubscription &subscription)
{
    const PushProgress &progress = subscription.progress;
    database.execute(
        "INSERT INTO push_subscriptions (id, account_id, device_id, kind, endpoint, payload, events,"
        " public_key, auth_secret, secret, created, sent_seq, version, attempts, failing_since, next_attempt_at,"
        " last_status, is_broken, missing_since, last_problem)"
        " VALUES (?, ?, nullif(?, ''), ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"_L1,
        subscription.id, accountId, subscription.deviceId, pushKindNames[subscription.kind],
        textOf(subscription.endpoint), pushPayloadNames[subscription.payload], textOf(subscription.events),
        subscription.publicKey, subscription.authSecret, subscription.secret, subscription.created, progress.sentSeq,
        progress.version, progress.attempts, numberOf(progress.failingSince), numberOf(progress.nextAttempt),
        progress.lastStatus, int(progress.isBroken), numberOf(progress.missingSince), progress.lastProblem);
}

void updateSubscription(Database &database, const PushSubscription &subscription)
{
    database.execute("UPDATE push_subscriptions SET device_id = nullif(?, ''), kind = ?, endpoint = ?, payload = ?,"
                     " events = ?, public_key = ?, auth_secret = ?, secret = ? WHERE id = ?"_L1,
                     subscription.deviceId, pushKindNames[subscription.kind], textOf(subscription.endpoint),
                     pushPayloadNames[subscription.payload], textOf(subscription.events), subscription.publicKey,
                     subscription.authSecret, subscription.secret, subscription.id);
    updateProgress(database, subscription.id, subscription.progress);
}

void updateProgress(Database &database, const QString &id, const PushProgress &progress)
{
    database.execute("UPDATE push_subscriptions SET sent_seq = ?, version = ?, attempts = ?, failing_since = ?,"
                     " next_attempt_at = ?, last_status = ?, is_broken = ?, missing_since = ?, last_problem = ?"
                     " WHERE id = ?"_L1,
                     progress.sentSeq, progress.version, progress.attempts, numberOf(progress.failingSince),
                     numberOf(progress.nextAttempt), progress.lastStatus, int(progress.isBroken),
                     numberOf(progress.missingSince), progress.lastProblem, id);
}

std::optional<PushSubscription> selectSubscription(Database &database, const QString &id)
{
    static const QByteArray sql = selectSubscriptionsSql + " AND p.id = ?";
    Rows rows = database.select(QLatin1StringView(sql), id);
    return rows.next() ? std::optional(subscriptionFrom(rows)) : std::nullopt;
}

QList<PushSubscription> selectSubscriptions(Database &database, qint64 accountId)
{
    static const QByteArray sql = selectSubscriptionsSql + " AND p.account_id = ?" + inOrder;
    return subscriptionsFrom(database.select(QLatin1StringView(sql), accountId));
}

QList<PushSubscription> selectAllSubscriptions(Database &database)
{
    static const QByteArray sql = selectSubscriptionsSql + inOrder;
    return subscriptionsFrom(database.select(QLatin1StringView(sql)));
}

QStringList selectSubscriptionIds(Database &database, const QString &deviceId)
{
    QStringList ids;
    Rows rows = database.select("SELECT id FROM push_subscriptions WHERE device_id = ?"_L1, deviceId);
    while (rows.next())
        ids.append(rows.text(0));
    return ids;
}

int deleteSubscription(Database &database, const QString &id)
{
    return database.execute("DELETE FROM push_subscriptions WHERE id = ?"_L1, id);
}

void deleteSubscriptions(Database &database, qint64 accountId)
{
    database.execute("DELETE FROM push_subscriptions WHERE account_id = ?"_L1, accountId);
}

} // namespace WebJabber
