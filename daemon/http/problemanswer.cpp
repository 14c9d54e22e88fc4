// SPDX-License-Identifier: GPL-3.0-or-later
#include "problemanswer.h"

#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace WebJabber {

static QString typeOf(const ProblemInfo &info)
{
    return u"/v1/problems/"_s + info.name;
}

HttpResponse problemAnswer(const Problem &problem)
{
    const ProblemInfo &info = problem.info();
    QJsonObject object{
        {u"type"_s, typeOf(info)}, {u"title"_s, info.title}, {u"status"_s, info.status}, {u"detail"_s, problem.detail}};
    if (!problem.condition.isEmpty())
        object.insert("condition"_L1, problem.condition);
    HttpResponse response{info.status, {}, QJsonDocument(object).toJson(QJsonDocument::Compact)};
    response.headers.append(QHttpHeaders::WellKnownHeader::ContentType, "application/problem+json");
    addProblemHeaders(response, problem);
    return response;
}

QJsonObject describeProblem(const ProblemInfo &info)
{
    return {{u"code"_s, info.name}, {u"type"_s, typeOf(info)}, {u"status"_s, info.status}, {u"title"_s, info.title}};
}

} // namespace WebJabber
