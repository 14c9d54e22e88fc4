// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/httpclient.h"

#include <QHttp1Configuration>
#include <QJsonDocument>
#include <QNetworkProxy>
#include <QNetworkReply>
#include <QNetworkRequest>
#include <QTest>

#include <chrono>
#include <limits>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace WebJabber::Test {

static constexpr auto answerDeadline = 30s;

static HttpObserver *observer = nullptr;

HttpRequest::HttpRequest(QNetworkReply *reply, HttpCall call)
    : m_reply(reply)
    , m_call(std::move(call))
{
}

HttpRequest::~HttpRequest()
{
    if (isStream())
        received();
    abort();
}

bool HttpRequest::isFinished() const
{
    return m_reply->isFinished();
}

int HttpRequest::status() const
{
    return m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
}

QByteArray HttpRequest::received()
{
    if (m_reply->isOpen())
        m_body += m_reply->readAll();
    if (observer && isStream())
        observeStream();
    return m_body;
}

bool HttpRequest::isStream() const
{
    return m_reply->headers().value("Content-Type"_L1) == "text/event-stream";
}

void HttpRequest::observeStream()
{
    if (!std::exchange(m_isObserved, true))
        observer->answered(m_call, {status(), m_reply->headers(), {}, {}, {}});
    for (qsizetype end = 0; (end = m_body.indexOf("\n\n", m_observed)) >= 0; m_observed = end + 2)
        observer->streamed(m_call, m_body.sliced(m_observed, end - m_observed));
}

// Whether the response is complete: errors above this one are statuses.
static bool isComplete(const QNetworkReply &reply)
{
    return reply.error() == QNetworkReply::NoError || reply.error() > QNetworkReply::UnknownProxyError;
}

HttpResponse HttpRequest::wait()
{
    if (!QTest::qWaitFor([this] { return isFinished(); }, answerDeadline)) {
        HttpResponse response;
        response.error = u"no answer in 30 s"_s;
        return response;
    }
    HttpResponse response{status(), m_reply->headers(), received(), {}, {}};
    if (m_reply->error() != QNetworkReply::NoError)
        response.error = m_reply->errorString();
    response.json = QJsonDocument::fromJson(response.body).object();
    if (observer && response.status != 0 && isComplete(*m_reply) && !std::exchange(m_isObserved, true))
        observer->answered(m_call, response);
    return response;
}

void HttpRequest::abort()
{
    m_reply->abort();
}

HttpClient::HttpClient(const QUrl &base)
    : m_base(base)
{
    m_manager.setProxy(QNetworkProxy::NoProxy);
}

void HttpClient::setObserver(HttpObserver *newObserver)
{
    observer = newObserver;
}

std::unique_ptr<HttpClient> HttpClient::onSocket(const QString &path)
{
    auto client = std::make_unique<HttpClient>(QUrl(u"unix+http://localhost/"_s));
    client->m_socket = path;
    return client;
}

void HttpClient::setHeader(const QByteArray &name, const QByteArray &value)
{
    m_headers.removeIf([&name](const auto &header) { return header.first == name; });
    m_headers.emplaceBack(name, value);
}

static QByteArray encoded(const FormFields &fields)
{
    QByteArrayList pairs;
    for (const auto &[name, value] : fields)
        pairs.append(QUrl::toPercentEncoding(name) + '=' + QUrl::toPercentEncoding(value));
    return pairs.join('&');
}

QString HttpClient::withQuery(const QString &path, const FormFields &fields)
{
    return path + u'?' + QString::fromLatin1(encoded(fields));
}

HttpResponse HttpClient::get(const QString &path, const HttpHeaderList &headers)
{
    return startGet(path, headers)->wait();
}

HttpResponse HttpClient::postForm(const QString &path, const FormFields &fields, const HttpHeaderList &headers)
{
    return send("POST", path, encoded(fields),
                HttpHeaderList{{"Content-Type", "application/x-www-form-urlencoded"}} + headers);
}

HttpResponse HttpClient::postJson(const QString &path, const QJsonObject &json, const HttpHeaderList &headers)
{
    return send("POST", path, QJsonDocument(json).toJson(QJsonDocument::Compact),
                HttpHeaderList{{"Content-Type", "application/json"}} + headers);
}

HttpResponse HttpClient::send(const QByteArray &method, const QString &path, const QByteArray &body,
                              const HttpHeaderList &headers)
{
    return start(method, path, body, headers)->wait();
}

std::unique_ptr<HttpRequest> HttpClient::startGet(const QString &path, const HttpHeaderList &headers)
{
    return start("GET", path, {}, headers);
}

std::unique_ptr<HttpRequest> HttpClient::start(const QByteArray &method, const QString &path, const QByteArray &body,
                                               const HttpHeaderList &headers)
{
    QNetworkRequest request(m_base.resolved(QUrl(path)));
    if (!m_socket.isEmpty())
        request.setAttribute(QNetworkRequest::FullLocalServerNameAttribute, m_socket);
    QHttp1Configuration connections;
    connections.setNumberOfConnectionsPerHost(std::numeric_limits<quint8>::max());
    request.setHttp1Configuration(connections);
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    const auto cookies = m_keepsCookies ? QNetworkRequest::Automatic : QNetworkRequest::Manual;
    request.setAttribute(QNetworkRequest::CookieLoadControlAttribute, cookies);
    request.setAttribute(QNetworkRequest::CookieSaveControlAttribute, cookies);
    for (const auto &[name, value] : m_headers + headers)
        request.setRawHeader(name, value);
    // A custom request would wait for the body that a HEAD response announces.
    QNetworkReply *reply = method == "HEAD" ? m_manager.head(request)
                                            : m_manager.sendCustomRequest(request, method, body);
    return std::make_unique<HttpRequest>(reply, HttpCall{method, request.url(), m_headers + headers, body});
}

} // namespace WebJabber::Test
