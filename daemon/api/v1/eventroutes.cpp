// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/v1/eventroutes.h"

#include "api/eventhub.h"
#include "api/jsonbody.h"
#include "api/longpoll.h"
#include "api/parameters.h"
#include "api/v1/eventpages.h"
#include "api/v1/eventstream.h"
#include "http/problemanswer.h"
#include "shared/eventjson.h"
#include "store/whenanswered.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace WebJabber {

static constexpr qint64 defaultLimit = 100;
static constexpr qint64 maxLimit = 1000;
static constexpr qint64 maxWaitSeconds = 50;

HttpResponse eventPageAnswer(const EventPage &page, qint64 cursor)
{
    QJsonArray events;
    for (const Event &event : page.events)
        events.append(eventJson(event));
    return HttpResponse::json({{u"events"_s, events}, {u"next"_s, nextCursor(page, cursor)}, {u"more"_s, page.more}});
}

// Reads an integer from the query; `fallback` if it is missing.
static Result<qint64> number(const Parameters &parameters, QLatin1StringView name, qint64 fallback, qint64 least,
                             qint64 most)
{
    const auto text = parameters.optional(name);
    if (!text)
        return fallback;
    bool isNumber = false;
    const qint64 value = text->toLongLong(&isNumber);
    if (!isNumber || value < least || value > most)
        return problem(ProblemCode::InvalidRequest,
                       u"“%1” must be a whole number from %2 to %3."_s.arg(name).arg(least).arg(most));
    return value;
}

static constexpr qint64 largestCursor = 1LL << 53;

struct EventQuery {
    bool hasAfter = false;
    qint64 after = 0;
    qint64 limit = 0;
    qint64 wait = 0;
};

static Result<EventQuery> readQuery(const HttpRequest &request, const Device &device)
{
    const auto parameters = Parameters::read(request, {"after"_L1, "limit"_L1, "wait"_L1});
    if (!parameters)
        return std::unexpected(parameters.error());
    const auto after = number(*parameters, "after"_L1, device.cursor, 0, largestCursor);
    const auto limit = number(*parameters, "limit"_L1, defaultLimit, 1, maxLimit);
    const auto wait = number(*parameters, "wait"_L1, 0, 0, maxWaitSeconds);
    for (const auto *value : {&after, &limit, &wait}) {
        if (!*value)
            return std::unexpected(value->error());
    }
    return EventQuery{parameters->optional("after"_L1).has_value(), *after, *limit, *wait};
}

static bool wantsStream(const HttpRequest &request)
{
    return request.header(QHttpHeaders::WellKnownHeader::Accept).contains("text/event-stream");
}

static void stream(ClientApi &api, const Exchange &exchange, const Device &device, EventQuery query)
{
    if (const QByteArray lastId = exchange->request().header("Last-Event-ID"_L1); !lastId.isEmpty()) {
        bool isNumber = false;
        const qint64 cursor = lastId.toLongLong(&isNumber);
        if (!isNumber || cursor < 0 || cursor > largestCursor) {
            return exchange->answer(problemAnswer(
                {ProblemCode::InvalidRequest, u"“Last-Event-ID” must be an id of this stream."_s, {}, {}}));
        }
        query.after = cursor;
    }
    new EventStream(api, exchange, device, query.after); // destroys itself
}

static void readOnce(ClientApi &api, const Exchange &exchange, const Device &device, const EventQuery &query)
{
    whenAnswered(readEvents(api.store, device.account, query.after, query.limit), &api,
                 [&api, exchange, device, query](const Result<EventPage> &page) {
                     if (!page)
                         exchange->answer(problemAnswer(page.error()));
                     else if (page->events.isEmpty() && query.wait > 0)
                         new LongPoll(api, exchange, device, query.after, query.limit,
                                      std::chrono::seconds(query.wait));
                     else
                         exchange->answer(eventPageAnswer(*page, query.after));
                 });
}

// RFC 9110, section 9.3.2: HEAD changes nothing, so it neither acknowledges nor waits.
static void describeEvents(ClientApi &api, const Exchange &exchange, const Device &device, EventQuery query)
{
    if (wantsStream(exchange->request())) {
        HttpResponse head{200, {}, {}};
        head.headers.append(QHttpHeaders::WellKnownHeader::ContentType, "text/event-stream");
        return exchange->answer(std::move(head));
    }
    query.wait = 0;
    readOnce(api, exchange, device, query);
}

static QFuture<Result<void>> acknowledgeUpTo(ClientApi &api, const Device &device, qint64 cursor)
{
    return api.store.acknowledge(device.id, cursor).then(&api, [&api, device, cursor](const Result<void> &done) {
        if (done)
            api.hub.acknowledged(device.account, cursor);
        return done;
    });
}

static void events(ClientApi &api, const Exchange &exchange, const Device &device)
{
    auto query = readQuery(exchange->request(), device);
    if (!query)
        return exchange->answer(problemAnswer(query.error()));
    if (exchange->request().method == HttpMethod::Head)
        return describeEvents(api, exchange, device, *query);
    // Need not wait, as the store runs its operations in order. A cursor beyond the newest event acknowledges nothing
    // and is answered with `reset`.
    if (query->hasAfter && query->after > device.cursor)
        acknowledgeUpTo(api, device, query->after);
    if (wantsStream(exchange->request()))
        stream(api, exchange, device, *query);
    else
        readOnce(api, exchange, device, *query);
}

static void acknowledge(ClientApi &api, const Exchange &exchange, const Device &device)
{
    auto body = JsonBody::read(exchange->request(), {"cursor"_L1});
    if (!body)
        return exchange->answer(problemAnswer(body.error()));
    const qint64 cursor = body->requiredNumber("cursor"_L1);
    if (const auto checked = body->check(); !checked)
        return answerDone(exchange, checked);
    acknowledgeUpTo(api, device, cursor).then(&api, [exchange](const Result<void> &done) {
        answerDone(exchange, done);
    });
}

void addEventRoutes(RouteTable &table, ClientApi &api)
{
    using Method = RouteTable::Method;
    table.add(Method::Get, u"/v1/events"_s, api.authorized([&api](const Exchange &exchange, const Device &device) {
        events(api, exchange, device);
    }));
    table.add(Method::Post, u"/v1/events/ack"_s, api.authorized([&api](const Exchange &exchange, const Device &device) {
        acknowledge(api, exchange, device);
    }));
}

void finishEventReaders(ClientApi &api)
{
    for (QObject *child : api.children()) {
        if (auto *stream = qobject_cast<EventStream *>(child))
            stream->finish();
        else if (auto *poll = qobject_cast<LongPoll *>(child))
            poll->finish();
    }
}

} // namespace WebJabber
