// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/v1/pushroutes.h"

#include "api/jsonbody.h"
#include "http/problemanswer.h"
#include "push/pushdispatcher.h"
#include "push/subscriptioncheck.h"
#include "shared/eventjson.h"
#include "store/store.h"

#include <QJsonArray>

#include <algorithm>
#include <limits>

using namespace Qt::StringLiterals;

namespace WebJabber {

static constexpr qsizetype maxSecretLength = 128;
static constexpr qsizetype maxWordLength = 16;
static constexpr qsizetype maxEvents = 16;

static QString stateName(const PushProgress &progress)
{
    if (progress.isBroken)
        return u"broken"_s;
    return progress.attempts > 0 ? u"retrying"_s : u"ok"_s;
}

static QJsonObject subscriptionJson(const PushSubscription &subscription)
{
    const PushProgress &progress = subscription.progress;
    return {
        {u"id"_s, subscription.id},
        {u"kind"_s, pushKindNames[subscription.kind]},
        {u"endpoint"_s, subscription.endpoint.toString(QUrl::FullyEncoded)},
        {u"payload"_s, pushPayloadNames[subscription.payload]},
        {u"events"_s, QJsonArray::fromStringList(namesOf(subscription.events))},
        {u"created"_s, jsonTime(subscription.created)},
        {u"state"_s, stateName(progress)},
        {u"last_status"_s, progress.lastStatus == 0 ? QJsonValue() : QJsonValue(progress.lastStatus)},
        {u"next_attempt_at"_s,
         progress.nextAttempt.isValid() ? QJsonValue(jsonTime(progress.nextAttempt)) : QJsonValue()},
        {u"last_problem"_s, progress.lastProblem.isEmpty() ? QJsonValue() : QJsonValue(progress.lastProblem)},
    };
}

// Empty if `keys` is empty.
static QByteArray readKey(JsonBody &body, const QJsonObject &keys, QLatin1StringView name)
{
    if (keys.isEmpty())
        return {};
    const auto bytes = QByteArray::fromBase64Encoding(keys.value(name).toString().toLatin1(),
                                                      QByteArray::Base64UrlEncoding
                                                          | QByteArray::AbortOnBase64DecodingErrors);
    if (!bytes || bytes.decoded.isEmpty())
        body.fail({ProblemCode::InvalidRequest, u"“keys.%1” must be bytes in base64url."_s.arg(name), {}, {}});
    return bytes.decoded;
}

static std::optional<PushEvents> readEvents(JsonBody &body)
{
    if (!body.has("events"_L1))
        return {};
    const auto events = pushEventsFromNames(body.texts("events"_L1, maxEvents, maxWordLength));
    if (events && *events)
        return events;
    const QString names = u"“"_s + pushEventNames.names().join(u"”, “"_s) + u"”"_s;
    body.fail({ProblemCode::InvalidRequest, u"“events” must be a list of one or more of %1."_s.arg(names), {}, {}});
    return {};
}

// Accepts and ignores `expirationTime`, which a browser's PushSubscription (W3C Push API) contains.
static Result<WantedSubscription> readWanted(const HttpRequest &request, const Device &device)
{
    auto body = JsonBody::read(
        request, {"kind"_L1, "endpoint"_L1, "expirationTime"_L1, "keys"_L1, "secret"_L1, "payload"_L1, "events"_L1});
    if (!body)
        return std::unexpected(body.error());
    WantedSubscription wanted;
    PushSubscription &subscription = wanted.subscription;
    subscription.account = device.account;
    subscription.deviceId = device.id;
    subscription.kind = body->oneOf("kind"_L1, pushKindNames);
    // No length limit here, because a long endpoint fails later with endpoint-refused.
    const QString endpoint = body->requiredText("endpoint"_L1, std::numeric_limits<qsizetype>::max());
    subscription.endpoint = QUrl(endpoint, QUrl::StrictMode);
    const QJsonObject keys = body->object("keys"_L1, {"p256dh"_L1, "auth"_L1});
    subscription.publicKey = readKey(*body, keys, "p256dh"_L1);
    subscription.authSecret = readKey(*body, keys, "auth"_L1);
    wanted.secret = body->text("secret"_L1, maxSecretLength).toUtf8();
    if (body->has("payload"_L1))
        wanted.payload = body->oneOf("payload"_L1, pushPayloadNames);
    wanted.events = readEvents(*body);
    return body->check().transform([&wanted] { return wanted; });
}

static void keep(ClientApi &api, const Exchange &exchange, const CheckedSubscription &checked)
{
    api.store.saveSubscription(checked.subscription)
        .then(&api, [exchange, secret = checked.secret](const Result<PushSubscription> &saved) {
            if (!saved)
                return exchange->answer(problemAnswer(saved.error()));
            QJsonObject json = subscriptionJson(*saved);
            if (!secret.isEmpty())
                json.insert("secret"_L1, QString::fromLatin1(secret));
            HttpResponse response = HttpResponse::json(json, 201);
            response.headers.append(QHttpHeaders::WellKnownHeader::Location,
                                    "/v1/push-subscriptions/" + saved->id.toLatin1());
            exchange->answer(std::move(response));
        });
}

static void subscribe(ClientApi &api, const Exchange &exchange, const Device &device)
{
    const auto wanted = readWanted(exchange->request(), device);
    if (!wanted)
        return exchange->answer(problemAnswer(wanted.error()));
    api.subscriptionCheck.run(*wanted).then(&api, [&api, exchange](const Result<CheckedSubscription> &checked) {
        if (checked)
            keep(api, exchange, *checked);
        else
            exchange->answer(problemAnswer(checked.error()));
    });
}

static void listSubscriptions(ClientApi &api, const Exchange &exchange, const Device &device)
{
    api.store.subscriptions(device.account)
        .then(&api, [exchange](const Result<QList<PushSubscription>> &subscriptions) {
            if (!subscriptions)
                return exchange->answer(problemAnswer(subscriptions.error()));
            QJsonArray array;
            for (const PushSubscription &subscription : *subscriptions)
                array.append(subscriptionJson(subscription));
            exchange->answer(HttpResponse::json({{u"push_subscriptions"_s, array}}));
        });
}

// Calls `then` if the {id} of the path is one of the account's subscriptions. Otherwise answers the exchange.
static void withOwn(ClientApi &api, const Exchange &exchange, const Device &device,
                    std::function<void(const QString &id)> then)
{
    const QString id = exchange->pathParameters().first();
    api.store.subscriptions(device.account)
        .then(&api, [exchange, id, then = std::move(then)](const Result<QList<PushSubscription>> &subscriptions) {
            if (!subscriptions)
                exchange->answer(problemAnswer(subscriptions.error()));
            else if (!std::ranges::contains(*subscriptions, id, &PushSubscription::id))
                exchange->answer(
                    problemAnswer({ProblemCode::NotFound, u"There is no such push subscription."_s, {}, {}}));
            else
                then(id);
        });
}

static void removeSubscription(ClientApi &api, const Exchange &exchange, const Device &device)
{
    withOwn(api, exchange, device, [&api, exchange](const QString &id) {
        api.store.removeSubscription(id).then(&api,
                                              [exchange](const Result<void> &done) { answerDone(exchange, done); });
    });
}

static void testSubscription(ClientApi &api, const Exchange &exchange, const Device &device)
{
    withOwn(api, exchange, device, [&api, exchange](const QString &id) {
        api.pushes.test(id);
        exchange->answer(HttpResponse::empty(202));
    });
}

void addPushRoutes(RouteTable &table, ClientApi &api)
{
    using Method = RouteTable::Method;
    const auto add = [&](Method method, const QString &path, auto function) {
        table.add(method, path, api.authorized([&api, function](const Exchange &exchange, const Device &device) {
            function(api, exchange, device);
        }));
    };
    add(Method::Get, u"/v1/push/key"_s, [](ClientApi &owner, const Exchange &exchange, const Device &) {
        exchange->answer(
            HttpResponse::json({{u"vapid_public_key"_s, QString::fromLatin1(owner.pushes.vapidPublicKey())}}));
    });
    table.add(Method::Post, u"/v1/push-subscriptions"_s,
              api.limited(RateLimiter::Action::Subscribe, [&api](const Exchange &exchange, const Device &device) {
                  subscribe(api, exchange, device);
              }));
    add(Method::Get, u"/v1/push-subscriptions"_s, &listSubscriptions);
    add(Method::Delete, u"/v1/push-subscriptions/{id}"_s, &removeSubscription);
    add(Method::Post, u"/v1/push-subscriptions/{id}/test"_s, &testSubscription);
}

} // namespace WebJabber
