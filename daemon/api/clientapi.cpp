// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/clientapi.h"

#include "api/bearer.h"
#include "http/problemanswer.h"
#include "session/sessionregistry.h"
#include "shared/secret.h"
#include "store/store.h"
#include "store/whenready.h"

using namespace Qt::StringLiterals;

namespace WebJabber {

ClientApi::ClientApi(SessionRegistry &sessionRegistry, Store &eventStore, EventHub &eventHub, RateLimiter &rateLimiter,
                     PushDispatcher &pushDispatcher, const SubscriptionCheck &check, QObject *parent)
    : QObject(parent)
    , sessions(sessionRegistry)
    , store(eventStore)
    , hub(eventHub)
    , limiter(rateLimiter)
    , pushes(pushDispatcher)
    , subscriptionCheck(check)
{
}

void ClientApi::addTo(RouteTable &table, std::span<const ClientRoute> routes)
{
    for (const ClientRoute &route : routes) {
        table.add(
            route.method, route.path,
            [this, &route](const Exchange &exchange) {
                if (route.auth == Auth::Token)
                    authorize(route, exchange);
                else
                    run(route, {exchange, {}});
            },
            route.effect);
    }
}

void ClientApi::authorize(const ClientRoute &route, const Exchange &exchange)
{
    const QByteArray token = bearerToken(exchange->request());
    if (token.isEmpty()) {
        return exchange->answer(
            problemAnswer({ProblemCode::Unauthorized, u"A token is needed: POST /v1/sessions gives one."_s, {}, {}}));
    }
    whenReady(store.findDevice(hashToken(token)), this, [this, &route, exchange](const Result<Device> &device) {
        if (!device) {
            exchange->answer(problemAnswer(device.error()));
        } else if (device->id.isEmpty()) {
            exchange->answer(problemAnswer(
                {ProblemCode::Unauthorized, u"The token is unknown, expired or revoked: sign in again."_s, {}, {}}));
        } else {
            sessions.noteRequest(device->account);
            run(route, {exchange, *device});
        }
    });
}

void ClientApi::run(const ClientRoute &route, ClientRequest request)
{
    const Exchange &exchange = request.exchange;
    if (route.limit && route.auth == Auth::Token) {
        const auto counted = limiter.count(*route.limit, exchange->request().peer, request.device.account);
        if (!counted)
            return exchange->answer(problemAnswer(counted.error()));
    }
    if (!route.body.empty()) {
        const HttpRequest &sent = exchange->request();
        auto body = route.takesText && JsonBody::isText(sent) ? JsonBody::readText(sent, route.body, route.query)
                                                              : JsonBody::read(sent, route.body);
        if (!body)
            return exchange->answer(problemAnswer(body.error()));
        request.body = std::move(*body);
    }
    if (!route.query.empty() && route.body.empty()) {
        auto query = Parameters::read(exchange->request(), route.query);
        if (!query)
            return exchange->answer(problemAnswer(query.error()));
        request.query = std::move(*query);
    }
    route.handler(*this, request);
}

Session *ClientApi::sessionFor(const ClientRequest &request) const
{
    Session *session = sessions.find(request.device.account);
    if (!session) {
        request.exchange->answer(problemAnswer({ProblemCode::XmppUnreachable,
                                                u"The account is not signed in at its XMPP server; sign in again."_s,
                                                {},
                                                {}}));
    }
    return session;
}

void answerDone(const Exchange &exchange, const Result<void> &result)
{
    exchange->answer(result ? HttpResponse::empty() : problemAnswer(result.error()));
}

} // namespace WebJabber
