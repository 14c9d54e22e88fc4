// SPDX-License-Identifier: GPL-3.0-or-later
#include "legacycheck.h"

#include "pushexpectations.h"
#include "transcript.h"

#include <QJsonArray>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace WebJabber::Test {

static const QString checkedText = u"Wherefore art thou? €5 & 100 % <sure>"_s;

static void requireStatus(const QString &path, const HttpResponse &answer, int status)
{
    require(answer.status == status, u"%1: the status is %2, not %3"_s.arg(path).arg(answer.status).arg(status));
}

static void requireText(const QString &path, const HttpResponse &answer, const QByteArrayList &parts)
{
    requireStatus(path, answer, 200);
    for (const QByteArray &part : parts)
        require(answer.body.contains(part), u"%1: the answer lacks \"%2\""_s.arg(path, QString::fromUtf8(part)));
}

static QJsonArray messages(const HttpResponse &answer)
{
    return answer.json.value("messages"_L1).toArray();
}

static void checkTexts(Transcript &daemon)
{
    requireJson(u"/healthz"_s, daemon.get(u"/healthz"_s), {{u"status"_s, u"ok"_s}});
    requireText(u"/help"_s, daemon.get(u"/help"_s),
                {"/connect", "/disconnect", "/send", "/receive", "/receivestatus", "/dumprcv", "/debug", "/help"});
    const HttpResponse debug = daemon.get(u"/debug?jid=romeo@localhost&pwd=unspoken"_s);
    requireText(u"/debug"_s, debug, {"romeo@localhost"});
    require(!debug.body.contains("unspoken"), u"/debug: the answer shows the password"_s);
}

static void checkPresence(Transcript &daemon)
{
    const QJsonArray wanted{QJsonObject{{u"roster"_s, romeo}, {u"presence"_s, u"online"_s}}};
    daemon.getUntil(u"/receivestatus?jid="_s + juliet, u"romeo was not shown online"_s,
                    [&](const HttpResponse &answer) { return answer.json.value("contacts"_L1) == wanted; });
}

namespace {

// A device of /v1 with a webhook.
struct HookedDevice {
    QByteArray token;
    QString secret; // of the webhook
};

} // namespace

static HookedDevice subscribeWebhook(Transcript &daemon, const QUrl &endpoint)
{
    HookedDevice device;
    const HttpResponse session = daemon.postJson(
        u"/v1/sessions"_s, {{u"jid"_s, juliet}, {u"password"_s, u"demo"_s}, {u"device"_s, u"check"_s}});
    requireStatus(u"/v1/sessions"_s, session, 201);
    device.token = session.json.value("token"_L1).toString().toLatin1();
    const HttpResponse subscription = daemon.postJson(
        u"/v1/push-subscriptions"_s, {{u"kind"_s, u"webhook"_s}, {u"endpoint"_s, endpoint.toString()}}, device.token);
    requireStatus(u"/v1/push-subscriptions"_s, subscription, 201);
    device.secret = subscription.json.value("secret"_L1).toString();
    return device;
}

static bool isTheMessage(const QJsonObject &message)
{
    static const QRegularExpression date(u"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"_s);
    static const QRegularExpression time(u"^[0-9]{2}:[0-9]{2}:[0-9]{2}[.][0-9]{6}$"_s);
    const QJsonObject timestamp = message.value("timestamp"_L1).toObject();
    const QJsonObject wanted{{u"body"_s, checkedText}, {u"from"_s, romeo}, {u"timestamp"_s, timestamp}};
    return message == wanted && timestamp.size() == 2 && date.match(timestamp.value("date"_L1).toString()).hasMatch()
        && time.match(timestamp.value("time"_L1).toString()).hasMatch();
}

static void requireTheMessage(const QString &path, const HttpResponse &answer)
{
    requireStatus(path, answer, 200);
    require(answer.json.size() == 1 && messages(answer).size() == 1, path + u": there is not one message"_s);
    require(isTheMessage(messages(answer).first().toObject()), path + u": the message is not what was sent"_s);
}

static void checkReceiving(Transcript &daemon)
{
    const QString dump = u"/dumprcv?jid="_s + juliet;
    const QString receive = u"/receive?jid="_s + juliet;
    requireTheMessage(dump, daemon.getUntil(dump, u"the message did not come"_s, [](const HttpResponse &answer) {
        return !messages(answer).isEmpty();
    }));
    requireTheMessage(receive, daemon.get(receive));
    for (const QString &path : {receive, dump})
        requireJson(path, daemon.get(path), {{u"messages"_s, QJsonArray()}});
}

static void checkSigningOut(Transcript &daemon, const QString &jid)
{
    requireJson(u"/disconnect"_s, daemon.get(u"/disconnect?jid="_s + jid), {{u"status"_s, u"OK"_s}});
    const QString path = u"/receive?jid="_s + jid;
    const HttpResponse refusal = daemon.get(path);
    requireStatus(path + u" after /disconnect"_s, refusal, 401);
    const QJsonObject wanted{
        {u"status"_s, u"ERROR"_s}, {u"error"_s, u"unauthorized"_s}, {u"detail"_s, refusal.json.value("detail"_L1)}};
    require(refusal.json == wanted && refusal.json.value("detail"_L1).isString(),
            path + u" after /disconnect: the answer is not an error of the legacy API"_s);
}

void checkLegacyRoutes(Gateway &gateway)
{
    PushListener listener;
    Transcript daemon(*gateway.http);
    checkTexts(daemon);
    daemon.signIn(romeo);
    daemon.signIn(juliet, listener.url(u"/v1/notify/demo"_s).toString());
    checkPresence(daemon);
    const HookedDevice device = subscribeWebhook(daemon, listener.url(u"/hook"_s));
    listener.clear();
    daemon.send(romeo, juliet, checkedText);
    requireSimplePush(listener);
    requireWebhook(listener, device.secret);
    requireStatus(u"/v1/session"_s, daemon.remove(u"/v1/session"_s, device.token), 204);
    checkReceiving(daemon);
    for (const QString &jid : {romeo, juliet})
        checkSigningOut(daemon, jid);
}

} // namespace WebJabber::Test
