// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/v1/inforoutes.h"

#include "http/problemanswer.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace WebJabber {

static void listProblems(ClientApi &, const ClientRequest &request)
{
    QJsonArray list;
    for (const ProblemInfo &info : problemTable())
        list.append(describeProblem(info));
    request.exchange->answer(HttpResponse::json({{u"problems"_s, list}}));
}

static void showProblem(ClientApi &, const ClientRequest &request)
{
    const Exchange &exchange = request.exchange;
    const auto table = problemTable();
    const auto found = std::ranges::find(table, exchange->pathParameters().first(), &ProblemInfo::name);
    if (found == table.end())
        return exchange->answer(problemAnswer({ProblemCode::NotFound, u"There is no such problem."_s, {}, {}}));
    exchange->answer(HttpResponse::json(describeProblem(*found)));
}

QByteArray apiDescription(const QByteArray &pathPrefix)
{
    QFile file(u":/webjabber/openapi.json"_s);
    const QByteArray text = file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    if (pathPrefix.isEmpty())
        return text;
    QJsonObject description = QJsonDocument::fromJson(text).object();
    description.insert("servers"_L1, QJsonArray{QJsonObject{{u"url"_s, QString::fromLatin1(pathPrefix)}}});
    return QJsonDocument(description).toJson();
}

static void showHealth(ClientApi &, const ClientRequest &request)
{
    request.exchange->answer(HttpResponse::json({{u"status"_s, u"ok"_s}}));
}

static void showDescription(ClientApi &api, const ClientRequest &request)
{
    HttpResponse response{200, {}, api.description};
    response.headers.append(QHttpHeaders::WellKnownHeader::ContentType, "application/json");
    request.exchange->answer(std::move(response));
}

std::span<const ClientRoute> infoRoutes()
{
    using Method = RouteTable::Method;
    static constexpr std::array routes{
        ClientRoute{.method = Method::Get, .path = "/healthz"_L1, .handler = &showHealth, .auth = Auth::None},
        ClientRoute{.method = Method::Get, .path = "/openapi.json"_L1, .handler = &showDescription, .auth = Auth::None},
        ClientRoute{.method = Method::Get, .path = "/v1/problems"_L1, .handler = &listProblems, .auth = Auth::None},
        ClientRoute{
            .method = Method::Get, .path = "/v1/problems/{code}"_L1, .handler = &showProblem, .auth = Auth::None},
    };
    return routes;
}

} // namespace WebJabber
