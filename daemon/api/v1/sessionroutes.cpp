// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/v1/sessionroutes.h"

#include "api/v1/deviceopening.h"
#include "http/problemanswer.h"
#include "session/sessionregistry.h"
#include "shared/eventjson.h"
#include "shared/secret.h"
#include "store/store.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace WebJabber {

static constexpr qsizetype maxPasswordLength = 1024;
static constexpr qsizetype maxDeviceNameLength = 64;

static QJsonObject deviceJson(const Device &device)
{
    return {{u"id"_s, device.id},
            {u"name"_s, device.name},
            {u"created"_s, jsonTime(device.created)},
            {u"last_seen"_s, jsonTime(device.lastSeen)}};
}

static QJsonObject sessionJson(const Session *session, const Device &device, const QList<Device> &devices,
                               const EventPage &range)
{
    QJsonArray others;
    for (const Device &other : devices)
        others.append(deviceJson(other));
    return {
        {u"jid"_s, device.account.toString()},
        {u"state"_s, sessionStateNames[session ? session->state() : SessionState::Offline]},
        {u"since"_s, jsonTime(session ? session->since() : device.created)},
        {u"device"_s, deviceJson(device)},
        {u"devices"_s, others},
        {u"cursor"_s,
         QJsonObject{{u"oldest"_s, range.oldest}, {u"newest"_s, range.newest}, {u"device"_s, device.cursor}}},
    };
}

// Calls `then` with the body of GET /v1/session.
static void describeSession(ClientApi &api, const Device &device, std::function<void(const Result<QJsonObject> &)> then)
{
    api.store.devices(device.account)
        .then(&api, [&api, device, then = std::move(then)](const Result<QList<Device>> &devices) {
            if (!devices)
                return then(std::unexpected(devices.error()));
            api.store.eventsAfter(device.account, device.cursor, 1)
                .then(&api, [&api, device, devices = *devices, then](const Result<EventPage> &range) {
                    if (!range)
                        return then(std::unexpected(range.error()));
                    then(sessionJson(api.sessions.find(device.account), device, devices, *range));
                });
        });
}

static void opened(ClientApi &api, const Exchange &exchange, const QByteArray &token, const Device &device)
{
    describeSession(api, device, [exchange, token, device](const Result<QJsonObject> &session) {
        if (!session)
            return exchange->answer(problemAnswer(session.error()));
        HttpResponse response = HttpResponse::json({{u"token"_s, QString::fromLatin1(token)},
                                                    {u"expires_at"_s, jsonTime(device.expires)},
                                                    {u"session"_s, *session}},
                                                   201);
        response.headers.append(QHttpHeaders::WellKnownHeader::Location, "/v1/session");
        exchange->answer(std::move(response));
    });
}

// The account that signs in. A wrong JID is reported after all other mistakes.
static Result<Jid> readAccount(const ClientRequest &request)
{
    const auto account = Jid::parseBare(request.body.text("jid"_L1));
    if (account && account->local().isEmpty())
        return problem(ProblemCode::InvalidJid, u"A user's JID (user@domain) is needed here."_s);
    return account;
}

static void signIn(ClientApi &api, const ClientRequest &request)
{
    const Exchange &exchange = request.exchange;
    const auto account = readAccount(request);
    if (!account)
        return exchange->answer(problemAnswer(account.error()));
    const auto counted = api.limiter.count(RateLimiter::Action::SignIn, exchange->request().peer, *account);
    if (!counted)
        return exchange->answer(problemAnswer(counted.error()));

    const SignInLimits::SignIn attempt{exchange->request().peer, *account, !api.sessions.peek(*account)};
    if (const auto admitted = api.limiter.signIns().admit(attempt); !admitted)
        return exchange->answer(problemAnswer(admitted.error()));

    const QByteArray token = makeToken();
    const NewDevice wanted{*account, request.body.text("password"_L1), DeviceKind::V1, request.body.text("device"_L1),
                           hashToken(token)};
    openDevice(&api, api.sessions, api.store, wanted)
        .then(&api, [&api, exchange, token, attempt](const Result<Device> &device) {
            api.limiter.signIns().end(attempt, device.transform([](const Device &) { }));
            if (device)
                opened(api, exchange, token, *device);
            else
                exchange->answer(problemAnswer(device.error()));
        });
}

static void showSession(ClientApi &api, const ClientRequest &request)
{
    describeSession(api, request.device, [exchange = request.exchange](const Result<QJsonObject> &session) {
        exchange->answer(session ? HttpResponse::json(*session) : problemAnswer(session.error()));
    });
}

static void signOut(ClientApi &api, const ClientRequest &request)
{
    const bool isEverywhere = request.query.optional("everywhere"_L1) == u"true"_s;
    const auto removed = isEverywhere ? api.store.removeAccount(request.device.account)
                                      : api.store.removeDevice(request.device.id);
    QFuture<Result<void>>(removed).then(
        &api, [exchange = request.exchange](const Result<void> &done) { answerDone(exchange, done); });
}

std::span<const ClientRoute> sessionRoutes()
{
    using Method = RouteTable::Method;
    static constexpr std::array credentials{
        BodyMember{.name = "jid"_L1, .isRequired = true, .maxLength = Jid::maxLength},
        BodyMember{.name = "password"_L1, .isRequired = true, .maxLength = maxPasswordLength},
        BodyMember{.name = "device"_L1, .maxLength = maxDeviceNameLength},
    };
    static constexpr std::array devices{Parameter{.name = "everywhere"_L1, .type = ParameterType::Flag}};
    static constexpr std::array routes{
        ClientRoute{.method = Method::Post,
                    .path = "/v1/sessions"_L1,
                    .handler = &signIn,
                    .auth = Auth::None,
                    .limit = RateLimiter::Action::SignIn,
                    .body = credentials},
        ClientRoute{.method = Method::Get, .path = "/v1/session"_L1, .handler = &showSession},
        ClientRoute{.method = Method::Delete, .path = "/v1/session"_L1, .handler = &signOut, .query = devices},
    };
    return routes;
}

} // namespace WebJabber
