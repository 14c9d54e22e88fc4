// SPDX-License-Identifier: GPL-3.0-or-later
#include "http/httpmessage.h"

#include <QJsonDocument>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace WebJabber {

using Header = QHttpHeaders::WellKnownHeader;
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
    return method == HttpMethod::Unknown ? "-"_L1 : httpMethodNames[method];
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

QByteArrayView statusPhrase(int status)
{
    static constexpr std::array phrases{
        std::pair<int, QByteArrayView>(200, "OK"),
        std::pair<int, QByteArrayView>(201, "Created"),
        std::pair<int, QByteArrayView>(202, "Accepted"),
        std::pair<int, QByteArrayView>(204, "No Content"),
        std::pair<int, QByteArrayView>(304, "Not Modified"),
        std::pair<int, QByteArrayView>(400, "Bad Request"),
        std::pair<int, QByteArrayView>(401, "Unauthorized"),
        std::pair<int, QByteArrayView>(403, "Forbidden"),
        std::pair<int, QByteArrayView>(404, "Not Found"),
        std::pair<int, QByteArrayView>(405, "Method Not Allowed"),
        std::pair<int, QByteArrayView>(408, "Request Timeout"),
        std::pair<int, QByteArrayView>(409, "Conflict"),
        std::pair<int, QByteArrayView>(411, "Length Required"),
        std::pair<int, QByteArrayView>(413, "Content Too Large"),
        std::pair<int, QByteArrayView>(414, "URI Too Long"),
        std::pair<int, QByteArrayView>(415, "Unsupported Media Type"),
        std::pair<int, QByteArrayView>(417, "Expectation Failed"),
        std::pair<int, QByteArrayView>(422, "Unprocessable Content"),
        std::pair<int, QByteArrayView>(429, "Too Many Requests"),
        std::pair<int, QByteArrayView>(431, "Request Header Fields Too Large"),
        std::pair<int, QByteArrayView>(500, "Internal Server Error"),
        std::pair<int, QByteArrayView>(501, "Not Implemented"),
        std::pair<int, QByteArrayView>(502, "Bad Gateway"),
        std::pair<int, QByteArrayView>(503, "Service Unavailable"),
        std::pair<int, QByteArrayView>(504, "Gateway Timeout"),
        std::pair<int, QByteArrayView>(505, "HTTP Version Not Supported"),
    };
    const auto found = std::ranges::find(phrases, status, &std::pair<int, QByteArrayView>::first);
    return found == phrases.end() ? QByteArrayView() : found->second;
}

QByteArray headOf(const HttpResponse &response)
{
    QByteArray head;
    head.reserve(512);
    head.append("HTTP/1.1 ").append(QByteArray::number(response.status)).append(' ');
    head.append(statusPhrase(response.status)).append("\r\n");
    for (qsizetype i = 0; i < response.headers.size(); ++i) {
        const QLatin1StringView name = response.headers.nameAt(i);
        head.append(name.data(), name.size()).append(": ").append(response.headers.valueAt(i)).append("\r\n");
    }
    return head;
}

void addProblemHeaders(HttpResponse &response, const Problem &problem)
{
    if (response.status == 401)
        response.headers.append(Header::WWWAuthenticate, "Bearer");
    if (problem.retryAfter.count() > 0)
        response.headers.append(Header::RetryAfter, QByteArray::number(qint64(problem.retryAfter.count())));
}

} // namespace WebJabber
