// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHttpHeaders>
#include <QJsonObject>
#include <QNetworkAccessManager>
#include <QUrl>

#include <memory>

namespace WebJabber::Test {

struct HttpResponse {
    int status = 0; // 0: no answer came; `error` says why
    QHttpHeaders headers;
    QByteArray body;
    QJsonObject json; // of the body; empty where it is no JSON object
    QString error;

    QByteArray header(QLatin1StringView name) const { return headers.value(name).toByteArray(); }
};

using HttpHeaderList = QList<std::pair<QByteArray, QByteArray>>;
using FormFields = QList<std::pair<QString, QString>>;

// A request on its way. Destroying it ends the request. Outlived by its client.
class HttpRequest
{
public:
    explicit HttpRequest(QNetworkReply *reply);
    ~HttpRequest();
    Q_DISABLE_COPY_MOVE(HttpRequest)

    bool isFinished() const;
    // The status, once the head of the answer is here; 0 until then.
    int status() const;
    // The part of the body that is here already.
    QByteArray received();
    // Waits for the end of the answer, 30 s at most.
    HttpResponse wait();
    // Closes the connection, as a client that goes away does.
    void abort();

private:
    std::unique_ptr<QNetworkReply> m_reply;
    QByteArray m_body;
};

// An HTTP client for tests: follows no redirect and keeps no cookies unless
// told to. Its waiting functions run the event loop, 30 s at most.
class HttpClient
{
public:
    // Paths, with their query, are relative to `base`.
    explicit HttpClient(const QUrl &base);

    // The same over a UNIX socket.
    static std::unique_ptr<HttpClient> onSocket(const QString &path);

    void setKeepsCookies(bool keeps) { m_keepsCookies = keeps; }
    // Sent with every request from now on, e.g. Authorization.
    void setHeader(const QByteArray &name, const QByteArray &value);

    HttpResponse get(const QString &path, const HttpHeaderList &headers = {});
    HttpResponse postForm(const QString &path, const FormFields &fields, const HttpHeaderList &headers = {});
    HttpResponse postJson(const QString &path, const QJsonObject &json, const HttpHeaderList &headers = {});
    HttpResponse send(const QByteArray &method, const QString &path, const QByteArray &body,
                      const HttpHeaderList &headers = {});

    // The same without waiting, for several at a time (255 at most).
    std::unique_ptr<HttpRequest> startGet(const QString &path, const HttpHeaderList &headers = {});
    std::unique_ptr<HttpRequest> start(const QByteArray &method, const QString &path, const QByteArray &body,
                                       const HttpHeaderList &headers = {});

    // A path and a query in which every value is encoded.
    static QString withQuery(const QString &path, const FormFields &fields);

private:
    QUrl m_base;
    QString m_socket; // empty: TCP
    bool m_keepsCookies = false;
    HttpHeaderList m_headers;
    QNetworkAccessManager m_manager;
};

} // namespace WebJabber::Test
