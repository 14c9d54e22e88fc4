// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHttpHeaders>
#include <QJsonObject>
#include <QNetworkAccessManager>
#include <QUrl>

#include <memory>

namespace WebJabber::Test {

struct HttpResponse {
    int status = 0; // 0: there was no response; `error` says why
    QHttpHeaders headers;
    QByteArray body;
    QJsonObject json; // the parsed body; empty if it is not a JSON object
    QString error;

    QByteArray header(QLatin1StringView name) const { return headers.value(name).toByteArray(); }
};

using HttpHeaderList = QList<std::pair<QByteArray, QByteArray>>;
using FormFields = QList<std::pair<QString, QString>>;

// A request as it was sent.
struct HttpCall {
    QByteArray method;
    QUrl url;
    HttpHeaderList headers;
    QByteArray body;
};

// Is called for what all clients of the program send and receive.
class HttpObserver
{
public:
    virtual ~HttpObserver() = default;
    // The whole response; of a stream (SSE) only the head.
    virtual void answered(const HttpCall &call, const HttpResponse &response) = 0;
    // One event of a stream: its lines, without the empty one at its end.
    virtual void streamed(const HttpCall &call, const QByteArray &event) = 0;
};

// A request in progress. Destroying it aborts the request. The client must outlive it.
class HttpRequest
{
public:
    HttpRequest(QNetworkReply *reply, HttpCall call);
    ~HttpRequest();
    Q_DISABLE_COPY_MOVE(HttpRequest)

    bool isFinished() const;
    // The status, once the response's header has arrived; 0 until then.
    int status() const;
    // The part of the body that has arrived.
    QByteArray received();
    // Waits for the end of the response, for 30 s at most.
    HttpResponse wait();
    // Closes the connection, like a client that disconnects.
    void abort();

private:
    bool isStream() const;
    void observeStream();

    std::unique_ptr<QNetworkReply> m_reply;
    HttpCall m_call;
    QByteArray m_body;
    bool m_isObserved = false;
    qsizetype m_observed = 0; // bytes of a stream that were observed
};

// An HTTP client for tests. By default it follows no redirects and keeps no cookies. Its waiting functions run the
// event loop, for 30 s at most.
class HttpClient
{
public:
    // Paths, with their query, are relative to `base`.
    explicit HttpClient(const QUrl &base);

    // The same over a UNIX socket.
    static std::unique_ptr<HttpClient> onSocket(const QString &path);

    // The observer, if any, must outlive all requests.
    static void setObserver(HttpObserver *observer);

    void setKeepsCookies(bool keeps) { m_keepsCookies = keeps; }
    // Added to every later request, e.g. Authorization.
    void setHeader(const QByteArray &name, const QByteArray &value);

    HttpResponse get(const QString &path, const HttpHeaderList &headers = {});
    HttpResponse postForm(const QString &path, const FormFields &fields, const HttpHeaderList &headers = {});
    HttpResponse postJson(const QString &path, const QJsonObject &json, const HttpHeaderList &headers = {});
    HttpResponse send(const QByteArray &method, const QString &path, const QByteArray &body,
                      const HttpHeaderList &headers = {});

    // The same without waiting, for concurrent requests (255 at most).
    std::unique_ptr<HttpRequest> startGet(const QString &path, const HttpHeaderList &headers = {});
    std::unique_ptr<HttpRequest> start(const QByteArray &method, const QString &path, const QByteArray &body,
                                       const HttpHeaderList &headers = {});

    // A path and a query whose values are percent-encoded.
    static QString withQuery(const QString &path, const FormFields &fields);

private:
    QUrl m_base;
    QString m_socket; // empty: use TCP
    bool m_keepsCookies = false;
    HttpHeaderList m_headers;
    QNetworkAccessManager m_manager;
};

} // namespace WebJabber::Test
