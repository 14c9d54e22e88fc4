// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/v1/messageroutes.h"

#include "api/messagelimits.h"
#include "api/v1/messagebody.h"
#include "api/v1/messagejson.h"
#include "http/problemanswer.h"
#include "session/sessionregistry.h"
#include "store/store.h"

#include <QUuid>

using namespace Qt::StringLiterals;

namespace WebJabber {

// A wrong JID and a text that is too long are reported after all other mistakes.
static Result<Outgoing> readMessage(const ClientRequest &request)
{
    const JsonBody &body = request.body;
    auto read = messageFrom(body);
    if (!read)
        return read;
    Outgoing &message = *read;
    message.account = request.device.account;
    message.time = QDateTime::currentDateTimeUtc();
    message.type = body.has("type"_L1) ? body.text("type"_L1) : u"chat"_s;
    message.thread = body.text("thread"_L1);
    message.id = body.has("id"_L1) ? body.text("id"_L1) : QUuid::createUuid().toString(QUuid::WithoutBraces);
    const auto to = Jid::parse(body.text("to"_L1));
    if (!to)
        return std::unexpected(to.error());
    message.to = *to;
    if (const auto length = checkTextLength(message.body); !length)
        return std::unexpected(length.error());
    if (message.body.toUtf8().size() + message.content.size() > maxContentBytes)
        return problem(ProblemCode::TooLarge, u"A message may have at most %1 bytes in all."_s.arg(maxContentBytes));
    return read;
}

static void post(ClientApi &api, const ClientRequest &request)
{
    const Exchange &exchange = request.exchange;
    const auto message = readMessage(request);
    if (!message)
        return exchange->answer(problemAnswer(message.error()));
    if (const Session *session = api.sessions.find(message->account)) {
        if (const auto size = session->checkSize(*message); !size)
            return exchange->answer(problemAnswer(size.error()));
    }
    api.store.enqueue(*message).then(&api, [exchange](const Result<Enqueued> &enqueued) {
        if (!enqueued)
            return exchange->answer(problemAnswer(enqueued.error()));
        exchange->answer(HttpResponse::json(acceptedJson(enqueued->message), enqueued->isNew ? 201 : 200));
    });
}

static void showMessage(ClientApi &api, const ClientRequest &request)
{
    const Exchange &exchange = request.exchange;
    api.store.outgoing(request.device.account, exchange->pathParameters().first())
        .then(&api, [exchange](const Result<Outgoing> &message) {
            exchange->answer(message ? HttpResponse::json(messageJson(*message)) : problemAnswer(message.error()));
        });
}

std::span<const ClientRoute> messageRoutes()
{
    using Method = RouteTable::Method;
    static constexpr std::array query{Parameter{.name = "to"_L1}};
    static const std::array routes{
        ClientRoute{.method = Method::Post,
                    .path = "/v1/messages"_L1,
                    .handler = &post,
                    .limit = RateLimiter::Action::Send,
                    .body = messageMembers(),
                    .query = query,
                    .takesText = true},
        ClientRoute{.method = Method::Get, .path = "/v1/messages/{id}"_L1, .handler = &showMessage},
    };
    return routes;
}

} // namespace WebJabber
