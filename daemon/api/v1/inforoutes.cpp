// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/v1/inforoutes.h"

#include "http/problemanswer.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace WebJabber {

static void problems(const Exchange &exchange)
{
    QJsonArray list;
    for (const ProblemInfo &info : problemTable())
        list.append(describeProblem(info));
    exchange->answer(HttpResponse::json({{u"problems"_s, list}}));
}

static void oneProblem(const Exchange &exchange)
{
    const auto table = problemTable();
    const auto found = std::ranges::find(table, exchange->pathParameters().first(), &ProblemInfo::name);
    if (found == table.end())
        return exchange->answer(problemAnswer({ProblemCode::NotFound, u"There is no such problem."_s, {}, {}}));
    exchange->answer(HttpResponse::json(describeProblem(*found)));
}

static QByteArray description(const QByteArray &pathPrefix)
{
    QFile file(u":/webjabber/openapi.json"_s);
    const QByteArray text = file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    if (pathPrefix.isEmpty())
        return text;
    QJsonObject description = QJsonDocument::fromJson(text).object();
    description.insert("servers"_L1, QJsonArray{QJsonObject{{u"url"_s, QString::fromLatin1(pathPrefix)}}});
    return QJsonDocument(description).toJson();
}

void addInfoRoutes(RouteTable &table, const QByteArray &pathPrefix)
{
    using Method = RouteTable::Method;
    table.add(Method::Get, u"/healthz"_s,
              [](const Exchange &exchange) { exchange->answer(HttpResponse::json({{u"status"_s, u"ok"_s}})); });
    table.add(Method::Get, u"/openapi.json"_s, [body = description(pathPrefix)](const Exchange &exchange) {
        HttpResponse response{200, {}, body};
        response.headers.append(QHttpHeaders::WellKnownHeader::ContentType, "application/json");
        exchange->answer(std::move(response));
    });
    table.add(Method::Get, u"/v1/problems"_s, &problems);
    table.add(Method::Get, u"/v1/problems/{code}"_s, &oneProblem);
}

} // namespace WebJabber
