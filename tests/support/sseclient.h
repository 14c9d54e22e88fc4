// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/httpclient.h"

#include <QList>

#include <functional>

namespace WebJabber::Test {

// Reads a stream of Server-Sent Events with JSON objects as data. Its waiting functions run the event loop, for 30 s at
// most.
class SseClient
{
public:
    SseClient(HttpClient &client, const QString &path);

    // Whether an event of this type has arrived or arrives in time.
    [[nodiscard]] bool waitFor(const QString &type);
    // The same for an event that meets the condition.
    [[nodiscard]] bool waitUntil(const QString &type, const std::function<bool(const QJsonObject &)> &condition);
    // The events received so far.
    QList<QJsonObject> all(const QString &type);
    QJsonObject last(const QString &type);
    HttpRequest &request() { return *m_request; }

private:
    std::unique_ptr<HttpRequest> m_request;
};

} // namespace WebJabber::Test
