// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/gateway.h"

#include <functional>

namespace WebJabber::Test {

inline const QString romeo = QStringLiteral("romeo@localhost");
inline const QString juliet = QStringLiteral("juliet@localhost");

// Why the check or the demo failed. Thrown only to main(), never through an event loop.
struct Failure {
    QString why;
};

// Throws a Failure unless the condition is true.
void require(bool condition, const QString &why);

// Prints a line to stdout and flushes it.
void print(const QString &line = {});

// Sends requests to the daemon, and prints each request with its answer. Every function throws a Failure if there is no
// answer.
class Transcript
{
public:
    explicit Transcript(HttpClient &http)
        : m_http(http)
    {
    }

    HttpResponse get(const QString &path);
    HttpResponse postForm(const QString &path, const FormFields &fields);
    HttpResponse postJson(const QString &path, const QJsonObject &json, const QByteArray &token = {});
    HttpResponse remove(const QString &path, const QByteArray &token);
    // Repeats the request until the answer is as wanted, and prints only that answer. On a timeout the Failure
    // contains `what`.
    HttpResponse getUntil(const QString &path, const QString &what,
                          const std::function<bool(const HttpResponse &)> &isWanted);

    // POST /connect with the password of the demo, which must succeed.
    void signIn(const QString &jid, const QString &push = {});
    // POST /send, which must succeed.
    void send(const QString &from, const QString &to, const QString &text);

private:
    HttpResponse show(const QString &path, const HttpResponse &answer);

    HttpClient &m_http;
};

// Throws a Failure unless the answer is 200 with exactly this object.
void requireJson(const QString &path, const HttpResponse &answer, const QJsonObject &json);

} // namespace WebJabber::Test
