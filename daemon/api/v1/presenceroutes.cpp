// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/v1/presenceroutes.h"

#include "api/jsonbody.h"
#include "http/problemanswer.h"
#include "session/sessionregistry.h"
#include "store/store.h"

#include <QUuid>

using namespace Qt::StringLiterals;

namespace WebJabber {

static constexpr qsizetype maxStatusLength = 1024;
static constexpr qsizetype maxStanzaIdLength = 256;

static Jid readJid(JsonBody &body, QLatin1StringView name)
{
    const auto jid = Jid::parse(body.requiredText(name, Jid::maxLength));
    if (!jid)
        body.fail(jid.error());
    return jid.value_or(Jid());
}

static void presence(ClientApi &api, const Exchange &exchange, const Device &device)
{
    auto body = JsonBody::read(exchange->request(), {"show"_L1, "status"_L1});
    if (!body)
        return exchange->answer(problemAnswer(body.error()));
    const Show show = body->oneOf("show"_L1, showNames);
    const QString status = body->text("status"_L1, maxStatusLength);
    if (const auto checked = body->check(); !checked)
        return answerDone(exchange, checked);
    if (!api.sessionFor(exchange, device))
        return;
    api.store.savePresence(device.account, show, status)
        .then(&api, [&api, exchange, account = device.account, show, status](const Result<void> &saved) {
            Session *session = saved ? api.sessions.find(account) : nullptr;
            if (session)
                session->setPresence(show, status);
            answerDone(exchange, saved);
        });
}

static void chatState(ClientApi &api, const Exchange &exchange, const Device &device)
{
    auto body = JsonBody::read(exchange->request(), {"to"_L1, "state"_L1});
    if (!body)
        return exchange->answer(problemAnswer(body.error()));
    const Jid to = readJid(*body, "to"_L1);
    const QString state = body->oneOf("state"_L1, {u"active"_s, u"composing"_s, u"paused"_s, u"inactive"_s, u"gone"_s});
    if (const auto checked = body->check(); !checked)
        return answerDone(exchange, checked);
    if (Session *session = api.sessionFor(exchange, device))
        answerDone(exchange, session->sendChatState(to, state));
}

// The marker is stored and then sent like a message. Its event informs the account's other devices, as the server sends
// no carbons to the session that sent the stanza.
static void marker(ClientApi &api, const Exchange &exchange, const Device &device)
{
    auto body = JsonBody::read(exchange->request(), {"to"_L1, "id"_L1});
    if (!body)
        return exchange->answer(problemAnswer(body.error()));
    const Jid to = readJid(*body, "to"_L1);
    const QString id = body->requiredText("id"_L1, maxStanzaIdLength);
    if (const auto checked = body->check(); !checked)
        return answerDone(exchange, checked);
    Outgoing marker;
    marker.id = QUuid::createUuid().toString(QUuid::WithoutBraces);
    marker.account = device.account;
    marker.to = to;
    marker.type = markerType;
    marker.body = id;
    marker.time = QDateTime::currentDateTimeUtc();
    api.store.enqueue(marker).then(&api, [exchange](const Result<Enqueued> &kept) {
        answerDone(exchange, kept ? Result<void>() : std::unexpected(kept.error()));
    });
}

void addPresenceRoutes(RouteTable &table, ClientApi &api)
{
    using Method = RouteTable::Method;
    const auto add = [&](Method method, const QString &path, auto function) {
        table.add(method, path, api.authorized([&api, function](const Exchange &exchange, const Device &device) {
            function(api, exchange, device);
        }));
    };
    add(Method::Put, u"/v1/presence"_s, &presence);
    add(Method::Post, u"/v1/chat-states"_s, &chatState);
    add(Method::Post, u"/v1/markers"_s, &marker);
}

} // namespace WebJabber
