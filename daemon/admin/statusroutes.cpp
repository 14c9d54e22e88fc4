// SPDX-License-Identifier: GPL-3.0-or-later
#include "admin/statusroutes.h"

#include "admin/adminjson.h"
#include "admin/changestream.h"
#include "admin/metrics.h"
#include "admin/tracestream.h"
#include "http/problemanswer.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace WebJabber {

static void showStatus(AdminContext &context, const AdminRequest &request)
{
    QJsonObject answer = statusJson(context);
    if (request.query.optional("history"_L1) == u"true"_s)
        answer.insert("history"_L1, historyJson(context.statistics));
    request.exchange->answer(HttpResponse::json(answer));
}

static void followChanges(AdminContext &context, const AdminRequest &request)
{
    new ChangeStream(context, request.exchange); // a child of the context
}

static void followStanzas(AdminContext &context, const AdminRequest &request)
{
    const QString text = request.query.optional("jid"_L1).value_or(QString());
    const Jid account = Jid::parseBare(text).value_or(Jid()); // null: all accounts
    if (context.audit(request.exchange, request.action, account.toString()))
        new TraceStream(context, request.exchange, account); // a child of the context
}

static void showMetrics(AdminContext &context, const AdminRequest &request)
{
    answerMetrics(context, request.exchange);
}

static void reload(AdminContext &context, const AdminRequest &request)
{
    const QStringList errors = context.hooks.reload();
    request.exchange->answer(
        HttpResponse::json({{u"reloaded"_s, errors.isEmpty()}, {u"errors"_s, QJsonArray::fromStringList(errors)}}));
}

std::span<const AdminRoute> statusRoutes()
{
    using Method = RouteTable::Method;
    static constexpr std::array history{Parameter{.name = "history"_L1}};
    static constexpr std::array account{Parameter{.name = "jid"_L1, .type = ParameterType::Account}};
    static constexpr std::array routes{
        AdminRoute{.method = Method::Get, .path = "/admin/v1/status"_L1, .handler = &showStatus, .query = history},
        AdminRoute{.method = Method::Get, .path = "/admin/v1/events"_L1, .handler = &followChanges},
        AdminRoute{.method = Method::Get,
                   .path = "/admin/v1/trace"_L1,
                   .handler = &followStanzas,
                   .target = AdminTarget::InRequest,
                   .audit = "trace"_L1,
                   .query = account},
        AdminRoute{.method = Method::Get, .path = "/admin/v1/metrics"_L1, .handler = &showMetrics},
        AdminRoute{.method = Method::Post, .path = "/admin/v1/reload"_L1, .handler = &reload, .audit = "reload"_L1},
    };
    return routes;
}

} // namespace WebJabber
