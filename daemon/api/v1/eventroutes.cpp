// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/v1/eventroutes.h"

#include "api/eventhub.h"
#include "api/longpoll.h"
#include "api/v1/eventpages.h"
#include "api/v1/eventstream.h"
#include "http/problemanswer.h"
#include "shared/eventjson.h"
#include "store/whenready.h"

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

static constexpr qint64 largestCursor = 1LL << 53;

struct EventQuery {
    bool hasAfter = false;
    qint64 after = 0;
    qint64 limit = 0;
    qint64 wait = 0;
};

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
    whenReady(readEvents(api.store, device.account, query.after, query.limit), &api,
              [&api, exchange, device, query](const Result<EventPage> &page) {
                  if (!page)
                      exchange->answer(problemAnswer(page.error()));
                  else if (page->events.isEmpty() && query.wait > 0)
                      new LongPoll(api, exchange, device, query.after, query.limit, std::chrono::seconds(query.wait));
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

static void showEvents(ClientApi &api, const ClientRequest &request)
{
    const auto &[exchange, device, body, parameters] = request;
    const EventQuery query{parameters.optional("after"_L1).has_value(), parameters.number("after"_L1, device.cursor),
                           parameters.number("limit"_L1, defaultLimit), parameters.number("wait"_L1, 0)};
    if (exchange->request().method == HttpMethod::Head)
        return describeEvents(api, exchange, device, query);
    // Need not wait, as the store runs its operations in order. A cursor beyond the newest event acknowledges nothing
    // and is answered with `reset`.
    if (query.hasAfter && query.after > device.cursor)
        acknowledgeUpTo(api, device, query.after);
    if (wantsStream(exchange->request()))
        stream(api, exchange, device, query);
    else
        readOnce(api, exchange, device, query);
}

static void acknowledge(ClientApi &api, const ClientRequest &request)
{
    acknowledgeUpTo(api, request.device, request.body.number("cursor"_L1))
        .then(&api, [exchange = request.exchange](const Result<void> &done) { answerDone(exchange, done); });
}

std::span<const ClientRoute> eventRoutes()
{
    using Method = RouteTable::Method;
    static constexpr std::array page{
        Parameter{.name = "after"_L1, .type = ParameterType::Number, .least = 0, .most = largestCursor},
        Parameter{.name = "limit"_L1, .type = ParameterType::Number, .least = 1, .most = maxLimit},
        Parameter{.name = "wait"_L1, .type = ParameterType::Number, .least = 0, .most = maxWaitSeconds},
    };
    static constexpr std::array cursor{
        BodyMember{.name = "cursor"_L1, .type = MemberType::Number, .isRequired = true},
    };
    static constexpr std::array routes{
        ClientRoute{.method = Method::Get, .path = "/v1/events"_L1, .handler = &showEvents, .query = page},
        ClientRoute{.method = Method::Post, .path = "/v1/events/ack"_L1, .handler = &acknowledge, .body = cursor},
    };
    return routes;
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
