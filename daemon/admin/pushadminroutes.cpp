// SPDX-License-Identifier: GPL-3.0-or-later
#include "admin/pushadminroutes.h"

#include "admin/adminjson.h"
#include "http/problemanswer.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace WebJabber {

static void listPushes(AdminContext &context, const Exchange &exchange)
{
    context.pushes.subscriptions().then(&context, [exchange](const Result<QList<PushSubscription>> &subscriptions) {
        if (!subscriptions)
            return exchange->answer(problemAnswer(subscriptions.error()));
        QJsonArray rows;
        for (const PushSubscription &info : *subscriptions)
            rows.append(pushRow(info));
        exchange->answer(HttpResponse::json({{u"pushes"_s, rows}}));
    });
}

static void answerWhenDone(AdminContext &context, const Exchange &exchange, PushControl::Answer<void> done, int status)
{
    done.then(&context, [&context, exchange, status](const Result<void> &result) {
        if (result)
            Q_EMIT context.pushesChanged();
        exchange->answer(result ? HttpResponse::empty(status) : problemAnswer(result.error()));
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
                  answerWhenDone(context, exchange, context.pushes.retry(id), 202);
              }));
    table.add(Method::Delete, one,
              context.audited(u"push-delete"_s, [&context](const Exchange &exchange, const QString &id) {
                  answerWhenDone(context, exchange, context.pushes.remove(id), 204);
              }));
}

} // namespace WebJabber
