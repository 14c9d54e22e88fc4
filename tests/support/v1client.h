// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/httpclient.h"

#include <QJsonArray>

namespace WebJabber::Test {

// One device of /v1: its token and its requests.
class V1Client
{
public:
    explicit V1Client(const QUrl &base);

    // POST /v1/sessions; keeps the token if the response has one.
    HttpResponse signIn(const QString &jid, const QString &password = QStringLiteral("demo"),
                        const QString &device = {});
    void setToken(const QByteArray &token);
    const QByteArray &token() const { return m_token; }

    HttpResponse get(const QString &path, const HttpHeaderList &headers = {}) { return m_http.get(path, headers); }
    HttpResponse post(const QString &path, const QJsonObject &json) { return m_http.postJson(path, json); }
    HttpResponse put(const QString &path, const QJsonObject &json);
    HttpResponse remove(const QString &path);
    std::unique_ptr<HttpRequest> startGet(const QString &path, const HttpHeaderList &headers = {})
    {
        return m_http.startGet(path, headers);
    }
    HttpClient &http() { return m_http; }

    HttpResponse send(const QString &to, const QString &body, const QString &id = {});
    // Whether the response is this problem in the form of RFC 9457.
    static bool isProblem(const HttpResponse &answer, int status, const QString &code);
    // Reads and acknowledges events until this many received messages were seen, or the time is up. Returns their
    // bodies.
    QStringList receive(qsizetype count);
    qint64 cursor() const { return m_cursor; } // used by receive()

private:
    HttpClient m_http;
    QByteArray m_token;
    qint64 m_cursor = -1;
};

} // namespace WebJabber::Test
