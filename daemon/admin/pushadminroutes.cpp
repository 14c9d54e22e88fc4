// SPDX-License-Identifier: GPL-3.0-or-later
#include "admin/pushadminroutes.h"

#include "admin/adminjson.h"
#include "http/problemanswer.h"
#include "push/pushdispatcher.h"

#include <QJsonArray>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace WebJabber {

static void listPushes(AdminContext &context, const Exchange &exchange)
{
    context.store.allSubscriptions().then(&context, [exchange](const Result<QList<PushSubscription>> &subscriptions) {
        if (!subscriptions)
            return exchange->answer(problemAnswer(subscriptions.error()));
        QJsonArray rows;
        for (const PushSubscription &info : *subscriptions)
            rows.append(pushRow(info));
        exchange->answer(HttpResponse::json({{u"pushes"_s, rows}}));
    });
}

// Calls `then` if there is a subscription with this id. Otherwise answers the exchange.
static void withKnown(AdminContext &context, const Exchange &exchange, const QString &id, std::function<void()> then)
{
    context.store.allSubscriptions().then(
        &context, [exchange, id, then = std::move(then)](const Result<QList<PushSubscription>> &subscriptions) {
            if (!subscriptions)
                exchange->answer(problemAnswer(subscriptions.error()));
            else if (!std::ranges::contains(*subscriptions, id, &PushSubscription::id))
                exchange->answer(problemAnswer({ProblemCode::NotFound, u"There is no such subscription."_s, {}, {}}));
            else
                then();
        });
}

static void retryPush(AdminContext &context, const Exchange &exchange, const QString &id)
{
    withKnown(context, exchange, id, [&context, exchange, id] {
        context.pushes.retry(id);
        Q_EMIT context.pushesChanged();
        exchange->answer(HttpResponse::empty(202));
    });
}

static void deletePush(AdminContext &context, const Exchange &exchange, const QString &id)
{
    withKnown(context, exchange, id, [&context, exchange, id] {
        context.store.removeSubscription(id).then(&context, [&context, exchange](const Result<void> &removed) {
            if (removed)
                Q_EMIT context.pushesChanged();
            exchange->answer(removed ? HttpResponse::empty(204) : problemAnswer(removed.error()));
        });
    });
}

void addPushAdminRoutes(RouteTable &table, AdminContext &context)
{
    using Method = RouteTable::Method;
    const QString one = u"/admin/v1/pushes/{id}"_s;
    table.add(Method::Get, u"/admin/v1/pushes"_s,
              [&context](const Exchange &exchange) { listPushes(context, exchange); });
    table.add(Method::Post, one + u"/retry"_s,
              context.audited(u"push-retry"_s, [&context](const Exchange &exchange, const QString &id) {
                  retryPush(context, exchange, id);
              }));
    table.add(Method::Delete, one,
              context.audited(u"push-delete"_s, [&context](const Exchange &exchange, const QString &id) {
                  deletePush(context, exchange, id);
              }));
}

} // namespace WebJabber
