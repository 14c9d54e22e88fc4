// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/v1/pushroutes.h"

#include "http/problemanswer.h"
#include "push/pushdispatcher.h"
#include "push/subscriptioncheck.h"
#include "shared/eventjson.h"
#include "store/store.h"

#include <QJsonArray>

#include <algorithm>

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

static RequestedSubscription readSubscription(const ClientRequest &request)
{
    const JsonBody &body = request.body;
    RequestedSubscription requested;
    PushSubscription &subscription = requested.subscription;
    subscription.account = request.device.account;
    subscription.deviceId = request.device.id;
    subscription.kind = *body.word("kind"_L1, pushKindNames);
    subscription.endpoint = QUrl(body.text("endpoint"_L1), QUrl::StrictMode);
    subscription.publicKey = body.bytes("keys"_L1, "p256dh"_L1);
    subscription.authSecret = body.bytes("keys"_L1, "auth"_L1);
    requested.secret = body.text("secret"_L1).toUtf8();
    requested.payload = body.word("payload"_L1, pushPayloadNames);
    if (body.has("events"_L1))
        requested.events = pushEventsFromNames(body.texts("events"_L1));
    return requested;
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

static void subscribe(ClientApi &api, const ClientRequest &request)
{
    api.subscriptionCheck.run(readSubscription(request))
        .then(&api, [&api, exchange = request.exchange](const Result<CheckedSubscription> &checked) {
            if (checked)
                keep(api, exchange, *checked);
            else
                exchange->answer(problemAnswer(checked.error()));
        });
}

static void listSubscriptions(ClientApi &api, const ClientRequest &request)
{
    api.store.subscriptions(request.device.account)
        .then(&api, [exchange = request.exchange](const Result<QList<PushSubscription>> &subscriptions) {
            if (!subscriptions)
                return exchange->answer(problemAnswer(subscriptions.error()));
            QJsonArray array;
            for (const PushSubscription &subscription : *subscriptions)
                array.append(subscriptionJson(subscription));
            exchange->answer(HttpResponse::json({{u"push_subscriptions"_s, array}}));
        });
}

// Calls `then` if the {id} of the path is one of the account's subscriptions. Otherwise answers the exchange.
static void withOwn(ClientApi &api, const ClientRequest &request, std::function<void(const QString &id)> then)
{
    const QString id = request.exchange->pathParameters().first();
    api.store.subscriptions(request.device.account)
        .then(&api,
              [exchange = request.exchange, id,
               then = std::move(then)](const Result<QList<PushSubscription>> &subscriptions) {
                  if (!subscriptions)
                      exchange->answer(problemAnswer(subscriptions.error()));
                  else if (!std::ranges::contains(*subscriptions, id, &PushSubscription::id))
                      exchange->answer(
                          problemAnswer({ProblemCode::NotFound, u"There is no such push subscription."_s, {}, {}}));
                  else
                      then(id);
              });
}

static void removeSubscription(ClientApi &api, const ClientRequest &request)
{
    withOwn(api, request, [&api, exchange = request.exchange](const QString &id) {
        api.store.removeSubscription(id).then(&api,
                                              [exchange](const Result<void> &done) { answerDone(exchange, done); });
    });
}

static void testSubscription(ClientApi &api, const ClientRequest &request)
{
    withOwn(api, request, [&api, exchange = request.exchange](const QString &id) {
        api.pushes.test(id);
        exchange->answer(HttpResponse::empty(202));
    });
}

static void showPushKey(ClientApi &api, const ClientRequest &request)
{
    request.exchange->answer(
        HttpResponse::json({{u"vapid_public_key"_s, QString::fromLatin1(api.pushes.vapidPublicKey())}}));
}

// A browser's PushSubscription (W3C Push API) contains expirationTime, which is not used.
static constexpr auto pushKinds = pushKindNames.words();
static constexpr auto pushPayloads = pushPayloadNames.words();
static constexpr auto pushEvents = pushEventNames.words();
static constexpr std::array pushKeys{"p256dh"_L1, "auth"_L1};
static constexpr std::array pushSubscriptionBody{
    BodyMember{.name = "kind"_L1, .type = MemberType::Word, .isRequired = true, .words = pushKinds},
    BodyMember{.name = "endpoint"_L1, .isRequired = true}, // a long one fails later with endpoint-refused
    BodyMember{.name = "keys"_L1, .type = MemberType::Bytes, .words = pushKeys},
    BodyMember{.name = "expirationTime"_L1, .type = MemberType::Ignored},
    BodyMember{.name = "secret"_L1, .maxLength = maxSecretLength},
    BodyMember{.name = "payload"_L1, .type = MemberType::Word, .words = pushPayloads},
    BodyMember{.name = "events"_L1,
               .type = MemberType::Words,
               .maxLength = maxWordLength,
               .maxCount = maxEvents,
               .words = pushEvents},
};

std::span<const ClientRoute> pushRoutes()
{
    using Method = RouteTable::Method;
    static constexpr std::array routes{
        ClientRoute{.method = Method::Get, .path = "/v1/push/key"_L1, .handler = &showPushKey},
        ClientRoute{.method = Method::Post,
                    .path = "/v1/push-subscriptions"_L1,
                    .handler = &subscribe,
                    .limit = RateLimiter::Action::Subscribe,
                    .body = pushSubscriptionBody},
        ClientRoute{.method = Method::Get, .path = "/v1/push-subscriptions"_L1, .handler = &listSubscriptions},
        ClientRoute{.method = Method::Delete, .path = "/v1/push-subscriptions/{id}"_L1, .handler = &removeSubscription},
        ClientRoute{
            .method = Method::Post, .path = "/v1/push-subscriptions/{id}/test"_L1, .handler = &testSubscription},
    };
    return routes;
}

} // namespace WebJabber
