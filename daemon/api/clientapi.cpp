// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/clientapi.h"

#include "api/bearer.h"
#include "http/problemanswer.h"
#include "session/sessionregistry.h"
#include "shared/secret.h"
#include "store/store.h"
#include "store/whenanswered.h"

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

Handler ClientApi::authorized(DeviceHandler handler)
{
    return [this, handler = std::move(handler)](const Exchange &exchange) {
        const QByteArray token = bearerToken(exchange->request());
        if (token.isEmpty()) {
            return exchange->answer(problemAnswer(
                {ProblemCode::Unauthorized, u"A token is needed: POST /v1/sessions gives one."_s, {}, {}}));
        }
        whenAnswered(store.findDevice(hashToken(token)), this, [this, exchange, handler](const Result<Device> &device) {
            if (!device) {
                exchange->answer(problemAnswer(device.error()));
            } else if (device->id.isEmpty()) {
                exchange->answer(problemAnswer({ProblemCode::Unauthorized,
                                                u"The token is unknown, expired or revoked: sign in again."_s,
                                                {},
                                                {}}));
            } else {
                sessions.noteRequest(device->account);
                handler(exchange, *device);
            }
        });
    };
}

Handler ClientApi::limited(RateLimiter::Action action, DeviceHandler handler)
{
    return authorized([this, action, handler = std::move(handler)](const Exchange &exchange, const Device &device) {
        if (const auto counted = limiter.count(action, exchange->request().peer, device.account))
            handler(exchange, device);
        else
            exchange->answer(problemAnswer(counted.error()));
    });
}

Session *ClientApi::sessionFor(const Exchange &exchange, const Device &device) const
{
    Session *session = sessions.find(device.account);
    if (!session) {
        exchange->answer(problemAnswer({ProblemCode::XmppUnreachable,
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
