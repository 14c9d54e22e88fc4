// SPDX-License-Identifier: GPL-3.0-or-later
#include "admin/queueroutes.h"

#include "admin/adminjson.h"
#include "admin/dumpeverything.h"
#include "http/problemanswer.h"
#include "store/store.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace WebJabber {

static constexpr qint64 maxPage = 1000;

namespace {
// The requested part of a queue.
struct PageRange {
    qint64 after = 0;
    qint64 limit = maxPage;

    static Result<PageRange> read(const Parameters &query);
};
} // namespace

Result<PageRange> PageRange::read(const Parameters &query)
{
    PageRange range;
    bool isAfter = true;
    bool isLimit = true;
    if (const auto after = query.optional("after"_L1))
        range.after = after->toLongLong(&isAfter);
    if (const auto limit = query.optional("limit"_L1))
        range.limit = limit->toLongLong(&isLimit);
    if (!isAfter || range.after < 0 || !isLimit || range.limit < 1 || range.limit > maxPage)
        return problem(ProblemCode::InvalidRequest,
                       u"“after” must be a seq and “limit” a number from 1 to %1."_s.arg(maxPage));
    return range;
}

static void listQueues(AdminContext &context, const AdminRequest &request)
{
    context.inspector.queues().then(&context, [exchange = request.exchange](const Result<QList<QueueInfo>> &queues) {
        if (!queues)
            return exchange->answer(problemAnswer(queues.error()));
        QJsonArray rows;
        for (const QueueInfo &queue : *queues)
            rows.append(queueRow(queue));
        exchange->answer(HttpResponse::json({{u"queues"_s, rows}}));
    });
}

static void addEvents(QJsonObject &answer, const EventPage &page, const PageRange &range, bool withBodies)
{
    QJsonArray events;
    for (const Event &event : page.events)
        events.append(queuedEvent(event, withBodies));
    answer.insert("events"_L1, events);
    answer.insert("next"_L1, page.events.isEmpty() ? range.after : page.events.last().seq);
    answer.insert("more"_L1, page.more);
}

static void addDevices(QJsonObject &answer, const QList<Device> &devices, qint64 newest)
{
    QJsonArray list;
    for (const Device &device : devices)
        list.append(deviceRow(device, newest));
    answer.insert("device_list"_L1, list);
}

static void answerQueue(AdminContext &context, const AdminRequest &request, bool withBodies)
{
    const Exchange exchange = request.exchange;
    const Jid account = request.account;
    const auto range = PageRange::read(request.query);
    if (!range)
        return exchange->answer(problemAnswer(range.error()));
    context.inspector.queues(QList{account})
        .then(&context, [=, &context, range = *range](const Result<QList<QueueInfo>> &queues) {
            if (!queues)
                return exchange->answer(problemAnswer(queues.error()));
            if (queues->isEmpty()) {
                return exchange->answer(problemAnswer(
                    {ProblemCode::NotFound, u"There is no account %1."_s.arg(account.toString()), {}, {}}));
            }
            QFuture<Result<QList<Device>>> devices = context.store.devices(account);
            devices.then(&context, [=, &context, queue = queues->first()](const Result<QList<Device>> &list) {
                if (!list)
                    return exchange->answer(problemAnswer(list.error()));
                context.store.eventsAfter(account, range.after, range.limit)
                    .then(&context, [=, devices = *list](const Result<EventPage> &page) {
                        if (!page)
                            return exchange->answer(problemAnswer(page.error()));
                        QJsonObject answer = queueRow(queue);
                        addDevices(answer, devices, queue.newest);
                        addEvents(answer, *page, range, withBodies);
                        exchange->answer(HttpResponse::json(answer));
                    });
            });
        });
}

static void showQueue(AdminContext &context, const AdminRequest &request)
{
    answerQueue(context, request, false);
}

static void dumpQueue(AdminContext &context, const AdminRequest &request)
{
    answerQueue(context, request, true);
}

static void dumpAll(AdminContext &context, const AdminRequest &request)
{
    dumpEverything(context, request.exchange);
}

std::span<const AdminRoute> queueRoutes()
{
    using Method = RouteTable::Method;
    static constexpr std::array range{Parameter{.name = "after"_L1}, Parameter{.name = "limit"_L1}};
    static constexpr std::array routes{
        AdminRoute{.method = Method::Get, .path = "/admin/v1/queues"_L1, .handler = &listQueues},
        AdminRoute{.method = Method::Get,
                   .path = "/admin/v1/queues/{jid}"_L1,
                   .handler = &showQueue,
                   .target = AdminTarget::Account,
                   .query = range},
        AdminRoute{.method = Method::Get,
                   .path = "/admin/v1/queues/{jid}/dump"_L1,
                   .handler = &dumpQueue,
                   .target = AdminTarget::Account,
                   .audit = "dump"_L1,
                   .query = range},
        AdminRoute{.method = Method::Get, .path = "/dumprcv"_L1, .handler = &dumpAll, .audit = "dump"_L1},
    };
    return routes;
}

} // namespace WebJabber
