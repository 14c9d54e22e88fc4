// SPDX-License-Identifier: GPL-3.0-or-later
#include "admin/pushadminroutes.h"

#include "admin/adminjson.h"
#include "http/problemanswer.h"
#include "push/pushdispatcher.h"

#include <QJsonArray>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace WebJabber {

static void listPushes(AdminContext &context, const AdminRequest &request)
{
    context.store.allSubscriptions().then(
        &context, [exchange = request.exchange](const Result<QList<PushSubscription>> &subscriptions) {
            if (!subscriptions)
                return exchange->answer(problemAnswer(subscriptions.error()));
            QJsonArray rows;
            for (const PushSubscription &info : *subscriptions)
                rows.append(pushRow(info));
            exchange->answer(HttpResponse::json({{u"pushes"_s, rows}}));
        });
}

// Calls `then` if there is a subscription with this id. Otherwise answers the exchange.
static void withKnown(AdminContext &context, const AdminRequest &request, std::function<void()> then)
{
    context.store.allSubscriptions().then(
        &context,
        [exchange = request.exchange, id = request.id,
         then = std::move(then)](const Result<QList<PushSubscription>> &subscriptions) {
            if (!subscriptions)
                exchange->answer(problemAnswer(subscriptions.error()));
            else if (!std::ranges::contains(*subscriptions, id, &PushSubscription::id))
                exchange->answer(problemAnswer({ProblemCode::NotFound, u"There is no such subscription."_s, {}, {}}));
            else
                then();
        });
}

static void retryPush(AdminContext &context, const AdminRequest &request)
{
    withKnown(context, request, [&context, exchange = request.exchange, id = request.id] {
        context.pushes.retry(id);
        Q_EMIT context.pushesChanged();
        exchange->answer(HttpResponse::empty(202));
    });
}

static void deletePush(AdminContext &context, const AdminRequest &request)
{
    withKnown(context, request, [&context, exchange = request.exchange, id = request.id] {
        context.store.removeSubscription(id).then(&context, [&context, exchange](const Result<void> &removed) {
            if (removed)
                Q_EMIT context.pushesChanged();
            exchange->answer(removed ? HttpResponse::empty(204) : problemAnswer(removed.error()));
        });
    });
}

std::span<const AdminRoute> pushAdminRoutes()
{
    using Method = RouteTable::Method;
    static constexpr std::array routes{
        AdminRoute{.method = Method::Get, .path = "/admin/v1/pushes"_L1, .handler = &listPushes},
        AdminRoute{.method = Method::Post,
                   .path = "/admin/v1/pushes/{id}/retry"_L1,
                   .handler = &retryPush,
                   .target = AdminTarget::Id,
                   .audit = "push-retry"_L1},
        AdminRoute{.method = Method::Delete,
                   .path = "/admin/v1/pushes/{id}"_L1,
                   .handler = &deletePush,
                   .target = AdminTarget::Id,
                   .audit = "push-delete"_L1},
    };
    return routes;
}

} // namespace WebJabber
