// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <problem.h>

#include <QByteArray>
#include <QHostAddress>
#include <QHttpHeaders>
#include <QJsonObject>
#include <QString>

namespace WebJabber {

// Those that are understood; others are refused before they become a request.
enum class HttpMethod { Get, Head, Post, Put, Delete, Options };

QLatin1StringView methodName(HttpMethod method);

struct HttpRequest {
    HttpMethod method = HttpMethod::Get;
    QString route; // "/v1/contacts/{jid}"; empty where there is none for the path
    QString path; // percent-encoded as far as it must be; safe to log
    QByteArray query; // as sent: may hold secrets, never logged
    QHttpHeaders headers;
    QByteArray body;
    QHostAddress peer; // the client, also where a trusted proxy stands between

    // Empty where the header is missing.
    QByteArray header(QHttpHeaders::WellKnownHeader name) const;
    QByteArray header(QAnyStringView name) const;
    // From this machine, and not on somebody else's behalf.
    bool isFromLoopback() const;
};

struct HttpResponse {
    int status = 200;
    QHttpHeaders headers; // without what the connection adds: length and persistence
    QByteArray body;

    static HttpResponse json(const QJsonObject &object, int status = 200);
    static HttpResponse text(const QString &text);
    static HttpResponse empty(int status = 204);
};

// The recommended words for a status (RFC 9110, section 15); empty for those
// that are not used here.
QByteArrayView statusPhrase(int status);

// Adds what a problem's status asks for: WWW-Authenticate, Retry-After.
void addProblemHeaders(HttpResponse &response, const Problem &problem);

} // namespace WebJabber
