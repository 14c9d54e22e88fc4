// SPDX-License-Identifier: GPL-3.0-or-later
#include "httpmessage.h"

#include <QJsonDocument>
#include <QUrl>

using namespace Qt::StringLiterals;

namespace WebJabber {

using Header = QHttpHeaders::WellKnownHeader;
using Method = QHttpServerRequest::Method;

HttpRequest::HttpRequest(const QHttpServerRequest &request)
    : method(request.method())
    , path(request.url().path(QUrl::FullyEncoded))
    , query(request.url().query(QUrl::FullyEncoded).toLatin1())
    , headers(request.headers())
    , body(request.body())
    , peer(request.remoteAddress())
    , peerPort(request.remotePort())
{
}

QByteArray HttpRequest::header(Header name) const
{
    return headers.value(name).toByteArray();
}

QByteArray HttpRequest::header(QAnyStringView name) const
{
    return headers.value(name).toByteArray();
}

QLatin1StringView HttpRequest::methodName() const
{
    switch (method) {
    case Method::Get:
        return "GET"_L1;
    case Method::Post:
        return "POST"_L1;
    case Method::Put:
        return "PUT"_L1;
    case Method::Delete:
        return "DELETE"_L1;
    case Method::Head:
        return "HEAD"_L1;
    case Method::Options:
        return "OPTIONS"_L1;
    case Method::Patch:
        return "PATCH"_L1;
    default:
        return "UNKNOWN"_L1;
    }
}

bool HttpRequest::isFromLoopback() const
{
    return peer.isLoopback() && !headers.contains("forwarded"_L1) && !headers.contains("x-forwarded-for"_L1);
}

static HttpResponse withBody(int status, const QByteArray &contentType, const QByteArray &body)
{
    HttpResponse response{status, {}, body};
    response.headers.append(Header::ContentType, contentType);
    return response;
}

HttpResponse HttpResponse::json(const QJsonObject &object, int status)
{
    return withBody(status, "application/json", QJsonDocument(object).toJson(QJsonDocument::Compact));
}

HttpResponse HttpResponse::text(const QString &text)
{
    return withBody(200, "text/plain; charset=utf-8", text.toUtf8());
}

HttpResponse HttpResponse::empty(int status)
{
    return {status, {}, {}};
}

void addProblemHeaders(HttpResponse &response, const Problem &problem)
{
    if (response.status == 401)
        response.headers.append(Header::WWWAuthenticate, "Bearer");
    if (problem.retryAfter.count() > 0)
        response.headers.append(Header::RetryAfter, QByteArray::number(qint64(problem.retryAfter.count())));
}

} // namespace WebJabber
