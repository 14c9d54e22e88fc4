// SPDX-License-Identifier: GPL-3.0-or-later
#include "admin/statusroutes.h"

#include "admin/adminjson.h"
#include "admin/changestream.h"
#include "admin/metrics.h"
#include "admin/tracestream.h"
#include "api/parameters.h"
#include "http/problemanswer.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace WebJabber {

static void status(const AdminContext &context, const Exchange &exchange)
{
    const auto parameters = Parameters::read(exchange->request(), {"history"_L1});
    if (!parameters)
        return exchange->answer(problemAnswer(parameters.error()));
    QJsonObject answer = statusJson(context);
    if (parameters->optional("history"_L1) == u"true"_s)
        answer.insert("history"_L1, historyJson(context.statistics));
    exchange->answer(HttpResponse::json(answer));
}

static void trace(AdminContext &context, const Exchange &exchange)
{
    const auto parameters = Parameters::read(exchange->request(), {"jid"_L1});
    if (!parameters)
        return exchange->answer(problemAnswer(parameters.error()));
    const QString text = parameters->optional("jid"_L1).value_or(QString());
    const auto account = text.isEmpty() ? Result<Jid>(Jid()) : Jid::parseBare(text);
    if (!account)
        return exchange->answer(problemAnswer(account.error()));
    if (context.audit(exchange, u"trace"_s, account->toString()))
        new TraceStream(context, exchange, *account); // a child of the context
}

static void reload(const AdminContext &context, const Exchange &exchange)
{
    const QStringList errors = context.hooks.reload();
    exchange->answer(
        HttpResponse::json({{u"reloaded"_s, errors.isEmpty()}, {u"errors"_s, QJsonArray::fromStringList(errors)}}));
}

void addStatusRoutes(RouteTable &table, AdminContext &context)
{
    using Method = RouteTable::Method;
    table.add(Method::Get, u"/admin/v1/status"_s, [&context](const Exchange &exchange) { status(context, exchange); });
    table.add(Method::Get, u"/admin/v1/events"_s,
              [&context](const Exchange &exchange) { new ChangeStream(context, exchange); });
    table.add(Method::Get, u"/admin/v1/trace"_s, [&context](const Exchange &exchange) { trace(context, exchange); });
    table.add(Method::Get, u"/admin/v1/metrics"_s,
              [&context](const Exchange &exchange) { answerMetrics(context, exchange); });
    table.add(Method::Post, u"/admin/v1/reload"_s,
              context.audited(u"reload"_s,
                              [&context](const Exchange &exchange, const QString &) { reload(context, exchange); }));
}

} // namespace WebJabber
