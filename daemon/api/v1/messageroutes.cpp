// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/v1/messageroutes.h"

#include "api/jsonbody.h"
#include "api/messagelimits.h"
#include "api/v1/messagejson.h"
#include "http/problemanswer.h"
#include "session/sessionregistry.h"
#include "store/store.h"

#include <QRegularExpression>
#include <QUuid>

using namespace Qt::StringLiterals;

namespace WebJabber {

static constexpr qsizetype maxThreadLength = 256;
static constexpr qsizetype maxIdLength = 64;

static bool isClientId(const QString &id)
{
    static const QRegularExpression pattern(u"\\A[A-Za-z0-9._-]{1,64}\\z"_s);
    return pattern.match(id).hasMatch();
}

static Result<Outgoing> readMessage(const HttpRequest &request, const Device &device)
{
    auto body = JsonBody::read(request, {"to"_L1, "body"_L1, "id"_L1, "type"_L1, "thread"_L1});
    if (!body)
        return std::unexpected(body.error());
    Outgoing message;
    message.account = device.account;
    message.time = QDateTime::currentDateTimeUtc();
    const QString to = body->requiredText("to"_L1, Jid::maxLength);
    // No length limit here, because a long text fails later with too-large instead of invalid-request.
    message.body = body->requiredText("body"_L1, std::numeric_limits<qsizetype>::max());
    message.type = body->oneOf("type"_L1, {u"chat"_s, u"normal"_s}, u"chat"_s);
    message.thread = body->text("thread"_L1, maxThreadLength);
    message.id = body->has("id"_L1) ? body->requiredText("id"_L1, maxIdLength)
                                    : QUuid::createUuid().toString(QUuid::WithoutBraces);
    if (!isClientId(message.id))
        body->fail({ProblemCode::InvalidRequest, u"“id” must be 1 to 64 of A-Z a-z 0-9 . _ -"_s, {}, {}});
    if (const auto jid = Jid::parse(to))
        message.to = *jid;
    else
        body->fail(jid.error());
    if (const auto length = checkTextLength(message.body); !length)
        body->fail(length.error());
    return body->check().transform([&message] { return message; });
}

static void post(ClientApi &api, const Exchange &exchange, const Device &device)
{
    const auto message = readMessage(exchange->request(), device);
    if (!message)
        return exchange->answer(problemAnswer(message.error()));
    if (const Session *session = api.sessions.find(device.account)) {
        if (const auto size = session->checkSize(*message); !size)
            return exchange->answer(problemAnswer(size.error()));
    }
    api.store.enqueue(*message).then(&api, [exchange](const Result<Enqueued> &enqueued) {
        if (!enqueued)
            return exchange->answer(problemAnswer(enqueued.error()));
        exchange->answer(HttpResponse::json(acceptedJson(enqueued->message), enqueued->isNew ? 201 : 200));
    });
}

static void showMessage(ClientApi &api, const Exchange &exchange, const Device &device)
{
    api.store.outgoing(device.account, exchange->pathParameters().first())
        .then(&api, [exchange](const Result<Outgoing> &message) {
            exchange->answer(message ? HttpResponse::json(messageJson(*message)) : problemAnswer(message.error()));
        });
}

void addMessageRoutes(RouteTable &table, ClientApi &api)
{
    using Method = RouteTable::Method;
    table.add(Method::Post, u"/v1/messages"_s,
              api.limited(RateLimiter::Action::Send,
                          [&api](const Exchange &exchange, const Device &device) { post(api, exchange, device); }));
    table.add(
        Method::Get, u"/v1/messages/{id}"_s,
        api.authorized([&api](const Exchange &exchange, const Device &device) { showMessage(api, exchange, device); }));
}

} // namespace WebJabber
