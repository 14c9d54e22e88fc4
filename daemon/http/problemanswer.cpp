// SPDX-License-Identifier: GPL-3.0-or-later
#include "http/problemanswer.h"

#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace WebJabber {

static QString typeOf(const ProblemInfo &info)
{
    return u"/v1/problems/"_s + info.name;
}

static HttpResponse answerWith(const QJsonObject &object, int status)
{
    HttpResponse response{status, {}, QJsonDocument(object).toJson(QJsonDocument::Compact)};
    response.headers.append(QHttpHeaders::WellKnownHeader::ContentType, "application/problem+json");
    return response;
}

HttpResponse problemAnswer(const Problem &problem)
{
    const ProblemInfo &info = problem.info();
    QJsonObject object{
        {u"type"_s, typeOf(info)}, {u"title"_s, info.title}, {u"status"_s, info.status}, {u"detail"_s, problem.detail}};
    if (!problem.condition.isEmpty())
        object.insert("condition"_L1, problem.condition);
    HttpResponse response = answerWith(object, info.status);
    addProblemHeaders(response, problem);
    return response;
}

HttpResponse protocolProblemAnswer(int status, const QString &detail)
{
    const QString title = QString::fromLatin1(statusPhrase(status));
    return answerWith(
        {{u"type"_s, u"about:blank"_s}, {u"title"_s, title}, {u"status"_s, status}, {u"detail"_s, detail}}, status);
}

QJsonObject describeProblem(const ProblemInfo &info)
{
    return {{u"code"_s, info.name}, {u"type"_s, typeOf(info)}, {u"status"_s, info.status}, {u"title"_s, info.title}};
}

} // namespace WebJabber
