// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/nametable.h"
#include "shared/problem.h"

#include <QByteArray>
#include <QHostAddress>
#include <QHttpHeaders>
#include <QJsonObject>
#include <QString>

namespace WebJabber {

enum class HttpMethod { Unknown, Get, Head, Post, Put, Patch, Delete, Options };
inline constexpr NameTable httpMethodNames(std::array{
    std::pair(HttpMethod::Get, QLatin1StringView("GET")),
    std::pair(HttpMethod::Head, QLatin1StringView("HEAD")),
    std::pair(HttpMethod::Post, QLatin1StringView("POST")),
    std::pair(HttpMethod::Put, QLatin1StringView("PUT")),
    std::pair(HttpMethod::Patch, QLatin1StringView("PATCH")),
    std::pair(HttpMethod::Delete, QLatin1StringView("DELETE")),
    std::pair(HttpMethod::Options, QLatin1StringView("OPTIONS")),
});

struct HttpRequest {
    HttpMethod method = HttpMethod::Unknown;
    QString route; // "/v1/contacts/{jid}"; empty if no route matches
    QString path; // normalized percent-encoding; safe to log
    QByteArray query; // as sent; may contain secrets, never log it
    QHttpHeaders headers;
    QByteArray body;
    // The client, even behind trusted proxies. Null if a proxy does not report it.
    QHostAddress peer;
    bool isSecure = false; // the client uses https, to this server or to a trusted proxy

    // Empty if the header is missing.
    QByteArray header(QHttpHeaders::WellKnownHeader name) const;
    QByteArray header(QAnyStringView name) const;
    QLatin1StringView methodName() const;
    // True if the client itself is on this machine, not only a proxy.
    bool isFromLoopback() const;
};

struct HttpResponse {
    int status = 200;
    QHttpHeaders headers;
    QByteArray body;

    static HttpResponse json(const QJsonObject &object, int status = 200);
    static HttpResponse text(const QString &text);
    static HttpResponse empty(int status = 204);
};

// The recommended reason phrase (RFC 9110, section 15); empty for statuses that are not used here.
QByteArrayView statusPhrase(int status);

// The status line and the fields, each with CRLF, without the final empty line.
QByteArray headOf(const HttpResponse &response);

// Adds the fields that the status requires: WWW-Authenticate, Retry-After.
void addProblemHeaders(HttpResponse &response, const Problem &problem);

} // namespace WebJabber
