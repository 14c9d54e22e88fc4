// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/sseclient.h"

#include <QJsonDocument>
#include <QTest>

#include <algorithm>
#include <chrono>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace WebJabber::Test {

static constexpr auto eventDeadline = 30s;

SseClient::SseClient(HttpClient &client, const QString &path)
    : m_request(client.startGet(path, {{"Accept", "text/event-stream"}}))
{
}

QList<QJsonObject> SseClient::all(const QString &type)
{
    QList<QJsonObject> found;
    const QByteArray head = "event: " + type.toUtf8() + "\ndata: ";
    QByteArray received = m_request->received();
    received.truncate(received.lastIndexOf("\n\n") + 2); // complete events only
    for (qsizetype at = received.indexOf(head); at >= 0; at = received.indexOf(head, at + 1)) {
        const qsizetype start = at + head.size();
        found.append(QJsonDocument::fromJson(received.sliced(start, received.indexOf('\n', start) - start)).object());
    }
    return found;
}

QJsonObject SseClient::last(const QString &type)
{
    return all(type).value(all(type).size() - 1);
}

bool SseClient::waitFor(const QString &type)
{
    return waitUntil(type, [](const QJsonObject &) { return true; });
}

bool SseClient::waitUntil(const QString &type, const std::function<bool(const QJsonObject &)> &condition)
{
    return QTest::qWaitFor([&] { return std::ranges::any_of(all(type), condition); }, eventDeadline);
}

} // namespace WebJabber::Test
