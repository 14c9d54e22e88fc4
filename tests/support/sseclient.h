// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/httpclient.h"

#include <QList>

#include <functional>

namespace WebJabber::Test {

// Reads a stream of Server-Sent Events whose data are JSON objects. Its waiting
// functions run the event loop, 30 s at most.
class SseClient
{
public:
    SseClient(HttpClient &client, const QString &path);

    // Whether one of this type has come, or comes.
    [[nodiscard]] bool waitFor(const QString &type);
    // The same, one that the condition holds for.
    [[nodiscard]] bool waitUntil(const QString &type, const std::function<bool(const QJsonObject &)> &condition);
    // What has come so far.
    QList<QJsonObject> all(const QString &type);
    QJsonObject last(const QString &type);
    HttpRequest &request() { return *m_request; }

private:
    std::unique_ptr<HttpRequest> m_request;
};

} // namespace WebJabber::Test
