// SPDX-License-Identifier: GPL-3.0-or-later
#include "admin/logroutes.h"

#include "admin/logstream.h"
#include "http/problemanswer.h"

#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace WebJabber {

static void follow(AdminContext &context, const AdminRequest &request)
{
    const auto least = logLevelFromName(request.query.optional("level"_L1).value_or(u"debug"_s));
    new LogStream(context, request.exchange, *least); // a child of the context
}

static void setLevels(AdminContext &context, const AdminRequest &request)
{
    const Exchange &exchange = request.exchange;
    const QJsonDocument body = QJsonDocument::fromJson(exchange->request().body);
    if (!body.isObject()) {
        return exchange->answer(
            problemAnswer({ProblemCode::InvalidRequest, u"Send a JSON object of categories and levels."_s, {}, {}}));
    }
    const QString target = QString::fromUtf8(body.toJson(QJsonDocument::Compact)).left(1000);
    if (!context.audit(exchange, request.action, target))
        return;
    const auto set = context.levels.setLevels(body.object());
    exchange->answer(set ? HttpResponse::json(context.levels.levels()) : problemAnswer(set.error()));
}

std::span<const AdminRoute> logRoutes()
{
    using Method = RouteTable::Method;
    static constexpr std::array levels{"debug"_L1, "info"_L1, "warning"_L1, "critical"_L1};
    static constexpr std::array stream{
        Parameter{.name = "level"_L1, .type = ParameterType::Word, .words = levels},
    };
    static constexpr std::array routes{
        AdminRoute{.method = Method::Get, .path = "/admin/v1/log"_L1, .handler = &follow, .query = stream},
        AdminRoute{.method = Method::Put,
                   .path = "/admin/v1/log"_L1,
                   .handler = &setLevels,
                   .target = AdminTarget::InRequest,
                   .audit = "log-levels"_L1},
    };
    return routes;
}

} // namespace WebJabber
