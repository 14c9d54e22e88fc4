// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/v1client.h"

#include <QElapsedTimer>
#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace WebJabber::Test {

V1Client::V1Client(const QUrl &base)
    : m_http(base)
{
}

void V1Client::setToken(const QByteArray &token)
{
    m_token = token;
    m_http.setHeader("Authorization", "Bearer " + token);
}

HttpResponse V1Client::signIn(const QString &jid, const QString &password, const QString &device)
{
    QJsonObject body{{u"jid"_s, jid}, {u"password"_s, password}};
    if (!device.isEmpty())
        body.insert("device"_L1, device);
    HttpResponse answer = m_http.postJson(u"/v1/sessions"_s, body);
    if (answer.status == 201)
        setToken(answer.json.value("token"_L1).toString().toLatin1());
    return answer;
}

HttpResponse V1Client::put(const QString &path, const QJsonObject &json)
{
    return m_http.send("PUT", path, QJsonDocument(json).toJson(), {{"Content-Type", "application/json"}});
}

HttpResponse V1Client::remove(const QString &path)
{
    return m_http.send("DELETE", path, {});
}

HttpResponse V1Client::send(const QString &to, const QString &body, const QString &id)
{
    QJsonObject json{{u"to"_s, to}, {u"body"_s, body}};
    if (!id.isEmpty())
        json.insert("id"_L1, id);
    return m_http.postJson(u"/v1/messages"_s, json);
}

bool V1Client::isProblem(const HttpResponse &answer, int status, const QString &code)
{
    const bool is = answer.status == status && answer.header("Content-Type"_L1) == "application/problem+json"
        && answer.json.value("type"_L1).toString() == u"/v1/problems/"_s + code
        && answer.json.value("status"_L1).toInt() == status && !answer.json.value("title"_L1).toString().isEmpty()
        && !answer.json.value("detail"_L1).toString().isEmpty();
    if (!is)
        qWarning("%d %s", answer.status, answer.body.constData());
    return is;
}

QStringList V1Client::receive(qsizetype count)
{
    QStringList bodies;
    QElapsedTimer time;
    time.start();
    while (bodies.size() < count && time.elapsed() < 30'000) {
        const QString after = m_cursor < 0 ? QString() : u"&after=%1"_s.arg(m_cursor);
        const HttpResponse page = m_http.get(u"/v1/events?limit=1000&wait=5"_s + after);
        if (page.status != 200)
            break;
        for (const QJsonValue &event : page.json.value("events"_L1).toArray()) {
            if (event["type"_L1].toString() == "message"_L1 && event["direction"_L1].toString() == "in"_L1)
                bodies += event["body"_L1].toString();
        }
        m_cursor = page.json.value("next"_L1).toInteger();
    }
    return bodies;
}

} // namespace WebJabber::Test
