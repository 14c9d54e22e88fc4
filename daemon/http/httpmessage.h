// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/problem.h"

#include <QByteArray>
#include <QHostAddress>
#include <QHttpHeaders>
#include <QHttpServerRequest>
#include <QJsonObject>
#include <QString>

namespace WebJabber {

// A request, copied from the server's own object, which does not outlive the
// call that brings it.
struct HttpRequest {
    QHttpServerRequest::Method method = QHttpServerRequest::Method::Unknown;
    QString route; // "/v1/contacts/{jid}"; empty where there is none for the path
    QString path; // percent-encoded as far as it must be; safe to log
    QByteArray query; // as sent: may hold secrets, never logged
    QHttpHeaders headers;
    QByteArray body;
    // The client, also if trusted proxies stand between; null: one of those does not say which.
    QHostAddress peer;
    bool isSecure = false; // the client speaks https, to us or to a trusted proxy

    HttpRequest() = default;
    explicit HttpRequest(const QHttpServerRequest &request);

    // Empty where the header is missing.
    QByteArray header(QHttpHeaders::WellKnownHeader name) const;
    QByteArray header(QAnyStringView name) const;
    QLatin1StringView methodName() const;
    // From this machine, and not on somebody else's behalf.
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

// The recommended words for a status (RFC 9110, section 15); empty for those
// that are not used here.
QByteArrayView statusPhrase(int status);

// The status line and the fields, each with its line end; without the empty line.
QByteArray headOf(const HttpResponse &response);

// Adds what a problem's status asks for: WWW-Authenticate, Retry-After.
void addProblemHeaders(HttpResponse &response, const Problem &problem);

} // namespace WebJabber
