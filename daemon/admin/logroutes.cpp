// SPDX-License-Identifier: GPL-3.0-or-later
#include "admin/logroutes.h"

#include "admin/logstream.h"
#include "api/parameters.h"
#include "http/problemanswer.h"

#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace WebJabber {

static void follow(AdminContext &context, const Exchange &exchange)
{
    const auto parameters = Parameters::read(exchange->request(), {"level"_L1});
    if (!parameters)
        return exchange->answer(problemAnswer(parameters.error()));
    const auto least = logLevelFromName(parameters->optional("level"_L1).value_or(u"debug"_s));
    if (!least) {
        return exchange->answer(problemAnswer(
            {ProblemCode::InvalidRequest, u"“level” must be one of: debug, info, warning, critical."_s, {}, {}}));
    }
    new LogStream(context, exchange, *least); // a child of the context
}

static void setLevels(AdminContext &context, const Exchange &exchange)
{
    const QJsonDocument body = QJsonDocument::fromJson(exchange->request().body);
    if (!body.isObject()) {
        return exchange->answer(
            problemAnswer({ProblemCode::InvalidRequest, u"Send a JSON object of categories and levels."_s, {}, {}}));
    }
    const QString target = QString::fromUtf8(body.toJson(QJsonDocument::Compact)).left(1000);
    if (!context.audit(exchange, u"log-levels"_s, target))
        return;
    const auto set = context.levels.setLevels(body.object());
    exchange->answer(set ? HttpResponse::json(context.levels.levels()) : problemAnswer(set.error()));
}

void addLogRoutes(RouteTable &table, AdminContext &context)
{
    using Method = RouteTable::Method;
    table.add(Method::Get, u"/admin/v1/log"_s, [&context](const Exchange &exchange) { follow(context, exchange); });
    table.add(Method::Put, u"/admin/v1/log"_s, [&context](const Exchange &exchange) { setLevels(context, exchange); });
}

} // namespace WebJabber
