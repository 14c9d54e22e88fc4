// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/v1/sessionroutes.h"

#include "api/jsonbody.h"
#include "api/parameters.h"
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

static void signIn(ClientApi &api, const Exchange &exchange)
{
    auto body = JsonBody::read(exchange->request(), {"jid"_L1, "password"_L1, "device"_L1});
    if (!body)
        return exchange->answer(problemAnswer(body.error()));
    const QString jidText = body->requiredText("jid"_L1, Jid::maxLength);
    const QString password = body->requiredText("password"_L1, maxPasswordLength);
    const QString name = body->text("device"_L1, maxDeviceNameLength);
    const auto account = Jid::parseBare(jidText);
    if (!account)
        body->fail(account.error());
    else if (account->local().isEmpty())
        body->fail({ProblemCode::InvalidJid, u"A user's JID (user@domain) is needed here."_s, {}, {}});
    if (const auto checked = body->check(); !checked)
        return exchange->answer(problemAnswer(checked.error()));
    const auto counted = api.limiter.count(RateLimiter::Action::SignIn, exchange->request().peer, *account);
    if (!counted)
        return exchange->answer(problemAnswer(counted.error()));

    const SignInLimits::SignIn attempt{exchange->request().peer, *account, !api.sessions.peek(*account)};
    if (const auto admitted = api.limiter.signIns().admit(attempt); !admitted)
        return exchange->answer(problemAnswer(admitted.error()));

    const QByteArray token = makeToken();
    openDevice(&api, api.sessions, api.store, {*account, password, DeviceKind::V1, name, hashToken(token)})
        .then(&api, [&api, exchange, token, attempt](const Result<Device> &device) {
            api.limiter.signIns().end(attempt, device.transform([](const Device &) { }));
            if (device)
                opened(api, exchange, token, *device);
            else
                exchange->answer(problemAnswer(device.error()));
        });
}

static void showSession(ClientApi &api, const Exchange &exchange, const Device &device)
{
    describeSession(api, device, [exchange](const Result<QJsonObject> &session) {
        exchange->answer(session ? HttpResponse::json(*session) : problemAnswer(session.error()));
    });
}

static void signOut(ClientApi &api, const Exchange &exchange, const Device &device)
{
    const auto parameters = Parameters::read(exchange->request(), {"everywhere"_L1});
    if (!parameters)
        return exchange->answer(problemAnswer(parameters.error()));
    const QString everywhere = parameters->optional("everywhere"_L1).value_or(u"false"_s);
    if (everywhere != "true"_L1 && everywhere != "false"_L1) {
        return exchange->answer(
            problemAnswer({ProblemCode::InvalidRequest, u"“everywhere” must be true or false."_s, {}, {}}));
    }
    const auto removed = everywhere == "true"_L1 ? api.store.removeAccount(device.account)
                                                 : api.store.removeDevice(device.id);
    QFuture<Result<void>>(removed).then(&api, [exchange](const Result<void> &done) { answerDone(exchange, done); });
}

void addSessionRoutes(RouteTable &table, ClientApi &api)
{
    using Method = RouteTable::Method;
    table.add(Method::Post, u"/v1/sessions"_s, [&api](const Exchange &exchange) { signIn(api, exchange); });
    table.add(Method::Get, u"/v1/session"_s, api.authorized([&api](const Exchange &exchange, const Device &device) {
        showSession(api, exchange, device);
    }));
    table.add(Method::Delete, u"/v1/session"_s, api.authorized([&api](const Exchange &exchange, const Device &device) {
        signOut(api, exchange, device);
    }));
}

} // namespace WebJabber
