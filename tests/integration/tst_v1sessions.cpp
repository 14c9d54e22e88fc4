// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/gateway.h"
#include "support/v1client.h"
#include "support/xmpppeer.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace WebJabber::Test;

static const QString romeo = u"romeo@localhost"_s;
static const QString juliet = u"juliet@localhost"_s;

// Devices and tokens, messages, contacts, and restarts of the daemon.
class tst_V1Sessions : public QObject
{
    Q_OBJECT

private:
    Gateway m_gateway{QStringLiteral(WEBJABBERD_PATH)};

    V1Client client() { return V1Client(m_gateway.daemon.url()); }

    static void checkProblem(const HttpResponse &answer, int status, const QString &code)
    {
        QVERIFY(V1Client::isProblem(answer, status, code));
        if (code == "unauthorized"_L1)
            QCOMPARE(answer.header("WWW-Authenticate"_L1), "Bearer");
    }

private Q_SLOTS:
    void initTestCase()
    {
        GatewayConfig config = m_gateway.config();
        config.limits = "sign_ins_per_account = 0\n"; // the tests cause more per minute than clients do
        QVERIFY2(m_gateway.start(config), (m_gateway.daemon.log() + m_gateway.prosody.logTail()).constData());
    }

    void cleanup()
    {
        for (const QString &jid : {romeo, juliet}) {
            V1Client last = client();
            QCOMPARE(last.signIn(jid).status, 201);
            QCOMPARE(last.remove(u"/v1/session?everywhere=true"_s).status, 204);
        }
    }

    void signInReturnsTokenAndSession()
    {
        V1Client phone = client();
        const auto answer = phone.signIn(juliet, u"demo"_s, u"phone"_s);
        QCOMPARE(answer.status, 201);
        QCOMPARE(answer.json.keys(), QStringList({u"expires_at"_s, u"session"_s, u"token"_s}));
        const QDateTime expires = QDateTime::fromString(answer.json.value("expires_at"_L1).toString(),
                                                        Qt::ISODateWithMs);
        QCOMPARE(QDateTime::currentDateTimeUtc().daysTo(expires), 30);
        const QJsonObject session = phone.get(u"/v1/session"_s).json;
        QCOMPARE(session.keys(),
                 QStringList({u"cursor"_s, u"device"_s, u"devices"_s, u"jid"_s, u"since"_s, u"state"_s}));
        QCOMPARE(session.value("jid"_L1).toString(), juliet);
        QCOMPARE(session.value("state"_L1).toString(), u"online"_s);
        QCOMPARE(session.value("device"_L1).toObject().keys(),
                 QStringList({u"created"_s, u"id"_s, u"last_seen"_s, u"name"_s}));
        QCOMPARE(session.value("device"_L1)["name"_L1].toString(), u"phone"_s);
        QCOMPARE(session.value("cursor"_L1).toObject().keys(), QStringList({u"device"_s, u"newest"_s, u"oldest"_s}));

        V1Client desk = client();
        QCOMPARE(desk.signIn(juliet, u"demo"_s, u"desk"_s).status, 201);
        QCOMPARE(phone.get(u"/v1/session"_s).json.value("devices"_L1).toArray().size(), 2);
        checkProblem(client().signIn(juliet, u"wrong"_s), 401, u"not-authorized"_s);
        QCOMPARE(desk.remove(u"/v1/session"_s).status, 204);
        checkProblem(desk.get(u"/v1/session"_s), 401, u"unauthorized"_s);
        QCOMPARE(phone.get(u"/v1/session"_s).json.value("devices"_L1).toArray().size(), 1);
    }

    void theLastDeviceEndsTheSession()
    {
        V1Client watcher = client();
        QCOMPARE(watcher.signIn(romeo).status, 201);
        const auto show = [&] {
            const QJsonArray contacts = watcher.get(u"/v1/contacts"_s).json.value("contacts"_L1).toArray();
            return contacts.isEmpty() ? QString() : contacts.first()["presence"_L1]["show"_L1].toString();
        };
        V1Client phone = client();
        QCOMPARE(phone.signIn(juliet).status, 201);
        QTRY_COMPARE(show(), u"online"_s);
        QCOMPARE(phone.remove(u"/v1/session"_s).status, 204);
        QTRY_COMPARE(show(), u"offline"_s);
    }

    // Two concurrent requests. In either order a returned token has a session, and what it sends is delivered.
    void deviceAddedWhileLastOneIsRemovedHasASession()
    {
        V1Client listener = client();
        QCOMPARE(listener.signIn(juliet).status, 201);
        QStringList sent;
        for (int round = 0; round < 30; ++round) {
            V1Client leaving = client();
            QCOMPARE(leaving.signIn(romeo).status, 201);
            V1Client coming = client();
            const QByteArray body = R"({"jid":"romeo@localhost","password":"demo"})";
            const auto leave = [&] {
                const QString path = round % 3 == 0 ? u"/v1/session?everywhere=true"_s : u"/v1/session"_s;
                return leaving.http().start("DELETE", path, {});
            };
            const auto come = [&] {
                return coming.http().start("POST", u"/v1/sessions"_s, body, {{"Content-Type", "application/json"}});
            };
            std::unique_ptr<HttpRequest> left = round % 2 == 0 ? leave() : nullptr;
            const auto came = come();
            if (!left)
                left = leave();
            QCOMPARE(left->wait().status, 204);
            const auto answer = came->wait();
            QCOMPARE(answer.status, 201);
            coming.setToken(answer.json.value("token"_L1).toString().toLatin1());
            const auto session = coming.get(u"/v1/session"_s);
            if (session.status == 401)
                continue; // it came first, and was removed with the account
            QTRY_COMPARE(coming.get(u"/v1/session"_s).json.value("state"_L1).toString(), u"online"_s);
            const QString text = u"round %1"_s.arg(round);
            QCOMPARE(coming.send(juliet, text, u"round-%1"_s.arg(round)).status, 201);
            sent.append(text);
            QTRY_COMPARE(coming.get(u"/v1/messages/round-%1"_s.arg(round)).json.value("state"_L1).toString(),
                         u"sent"_s);
            QCOMPARE(coming.remove(u"/v1/session?everywhere=true"_s).status, 204);
        }
        QVERIFY(sent.size() > 10);
        QCOMPARE(listener.receive(sent.size()), sent);
    }

    void invalidRequestsGetProblems_data()
    {
        QTest::addColumn<QByteArray>("method");
        QTest::addColumn<QString>("path");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<int>("status");
        QTest::addColumn<QString>("code");
        const QByteArray get = "GET", post = "POST", put = "PUT", none;
        QTest::newRow("no JSON") << post << u"/v1/sessions"_s << QByteArray("{") << 400 << u"invalid-request"_s;
        QTest::newRow("no object") << post << u"/v1/sessions"_s << QByteArray("[]") << 400 << u"invalid-request"_s;
        QTest::newRow("no password") << post << u"/v1/sessions"_s << QByteArray(R"({"jid":"a@localhost"})") << 400
                                     << u"invalid-request"_s;
        QTest::newRow("number") << post << u"/v1/sessions"_s << QByteArray(R"({"jid":1,"password":"x"})") << 400
                                << u"invalid-request"_s;
        QTest::newRow("unknown member") << post << u"/v1/sessions"_s
                                        << QByteArray(R"({"jid":"a@localhost","password":"x","z":1})") << 400
                                        << u"invalid-request"_s;
        QTest::newRow("jid") << post << u"/v1/sessions"_s << QByteArray(R"({"jid":"@","password":"x"})") << 422
                             << u"invalid-jid"_s;
        QTest::newRow("full jid") << post << u"/v1/sessions"_s
                                  << QByteArray(R"({"jid":"a@localhost/r","password":"x"})") << 422 << u"invalid-jid"_s;
        QTest::newRow("unknown host") << post << u"/v1/sessions"_s
                                      << QByteArray(R"({"jid":"a@nowhere.invalid","password":"x"})") << 502
                                      << u"xmpp-unreachable"_s;
        QTest::newRow("path") << get << u"/v1/nothing"_s << none << 404 << u"not-found"_s;
        QTest::newRow("method") << put << u"/v1/session"_s << none << 405 << u"method-not-allowed"_s;
        QTest::newRow("message nobody sent") << get << u"/v1/messages/nothing"_s << none << 404 << u"not-found"_s;
        QTest::newRow("message to nobody")
            << post << u"/v1/messages"_s << QByteArray(R"({"body":"x"})") << 400 << u"invalid-request"_s;
        QTest::newRow("message id") << post << u"/v1/messages"_s << QByteArray(R"({"to":"a@b","body":"x","id":"a b"})")
                                    << 400 << u"invalid-request"_s;
        QTest::newRow("message type") << post << u"/v1/messages"_s
                                      << QByteArray(R"({"to":"a@b","body":"x","type":"shout"})") << 400
                                      << u"invalid-request"_s;
        QTest::newRow("control character") << post << u"/v1/messages"_s << QByteArray(R"({"to":"a@b","body":"\u0001"})")
                                           << 400 << u"invalid-request"_s;
        QTest::newRow("long text") << post << u"/v1/messages"_s
                                   << QByteArray("{\"to\":\"a@b\",\"body\":\"" + QByteArray(33'000, 'x') + "\"}") << 413
                                   << u"too-large"_s;
        QTest::newRow("long body") << post << u"/v1/messages"_s << QByteArray(70'000, 'x') << 413 << u"too-large"_s;
        QTest::newRow("contact") << put << u"/v1/contacts/%40"_s << QByteArray("{}") << 422 << u"invalid-jid"_s;
        QTest::newRow("contact that is none")
            << QByteArray("DELETE") << u"/v1/contacts/stranger%40localhost"_s << none << 404 << u"not-found"_s;
        QTest::newRow("action") << post << u"/v1/contacts/a%40b/subscription"_s << QByteArray(R"({"action":"beg"})")
                                << 400 << u"invalid-request"_s;
        QTest::newRow("show") << put << u"/v1/presence"_s << QByteArray(R"({"show":"asleep"})") << 400
                              << u"invalid-request"_s;
        QTest::newRow("chat state") << post << u"/v1/chat-states"_s << QByteArray(R"({"to":"a@b","state":"yelling"})")
                                    << 400 << u"invalid-request"_s;
    }
    void invalidRequestsGetProblems()
    {
        QFETCH(QByteArray, method);
        QFETCH(QString, path);
        QFETCH(QByteArray, body);
        QFETCH(int, status);
        QFETCH(QString, code);
        V1Client phone = client();
        QCOMPARE(phone.signIn(juliet).status, 201);
        const HttpHeaderList headers = body.isEmpty() ? HttpHeaderList()
                                                      : HttpHeaderList{{"Content-Type", "application/json"}};
        checkProblem(phone.http().send(method, path, body, headers), status, code);
    }

    void everyProblemHasAPage()
    {
        const QJsonArray problems = client().get(u"/v1/problems"_s).json.value("problems"_L1).toArray();
        QVERIFY(problems.size() >= 16);
        for (const QJsonValue &problem : problems)
            QCOMPARE(client().get(problem["type"_L1].toString()).json, problem.toObject());
        checkProblem(client().get(u"/v1/problems/nonsense"_s), 404, u"not-found"_s);
        checkProblem(client().http().send("POST", u"/v1/sessions"_s, "x", {{"Content-Type", "text/plain"}}), 415,
                     u"unsupported-media-type"_s);
    }

    void repeatedPostSendsOnce()
    {
        V1Client phone = client();
        QCOMPARE(phone.signIn(juliet).status, 201);
        V1Client other = client();
        QCOMPARE(other.signIn(romeo).status, 201);
        const auto first = phone.send(romeo, u"once"_s, u"id-1"_s);
        QCOMPARE(first.status, 201);
        QCOMPARE(first.json.keys(), QStringList({u"id"_s, u"seq"_s, u"state"_s}));
        for (int i = 0; i < 5; ++i) {
            const auto again = phone.send(romeo, u"once"_s, u"id-1"_s);
            QCOMPARE(again.status, 200);
            QCOMPARE(again.json.value("seq"_L1), first.json.value("seq"_L1));
        }
        checkProblem(phone.send(romeo, u"twice"_s, u"id-1"_s), 409, u"conflict"_s);
        checkProblem(phone.send(juliet, u"once"_s, u"id-1"_s), 409, u"conflict"_s);
        QTRY_COMPARE(phone.get(u"/v1/messages/id-1"_s).json.value("state"_L1).toString(), u"sent"_s);
        QCOMPARE(phone.send(romeo, u"last"_s).status, 201);
        QCOMPARE(other.receive(2), QStringList({u"once"_s, u"last"_s}));
    }

    void otherDevicesGetSentMessages()
    {
        V1Client phone = client();
        V1Client desk = client();
        QCOMPARE(phone.signIn(juliet).status, 201);
        QCOMPARE(desk.signIn(juliet).status, 201);
        QCOMPARE(phone.send(romeo, u"from the phone"_s, u"p-1"_s).status, 201);
        const auto page = desk.get(u"/v1/events?wait=10"_s);
        const QJsonObject event = page.json.value("events"_L1).toArray().first().toObject();
        QCOMPARE(event.value("direction"_L1).toString(), u"out"_s);
        QCOMPARE(event.value("body"_L1).toString(), u"from the phone"_s);
        QCOMPARE(event.value("id"_L1).toString(), u"p-1"_s);
        QCOMPARE(event.value("to"_L1).toString(), romeo);
    }

    void contactsAreEdited()
    {
        V1Client phone = client();
        QCOMPARE(phone.signIn(juliet).status, 201);
        const QString path = u"/v1/contacts/nurse%40localhost"_s;
        QCOMPARE(phone.put(path, {{u"name"_s, u"Amme 👵"_s}, {u"groups"_s, QJsonArray{u"Haus"_s, u"<b>"_s}}}).status,
                 204);
        const auto nurse = [&] {
            for (const QJsonValue &contact : phone.get(u"/v1/contacts"_s).json.value("contacts"_L1).toArray()) {
                if (contact["jid"_L1].toString() == "nurse@localhost"_L1)
                    return contact.toObject();
            }
            return QJsonObject();
        };
        QTRY_COMPARE(nurse().value("name"_L1).toString(), u"Amme 👵"_s);
        QCOMPARE(nurse().keys(),
                 QStringList({u"groups"_s, u"jid"_s, u"name"_s, u"presence"_s, u"resources"_s, u"subscription"_s}));
        QCOMPARE(nurse().value("groups"_L1).toArray(), QJsonArray({u"<b>"_s, u"Haus"_s}));
        QCOMPARE(nurse().value("subscription"_L1).toString(), u"none"_s);
        QCOMPARE(phone.put(path, {{u"name"_s, u"Nurse"_s}}).status, 204);
        QTRY_COMPARE(nurse().value("name"_L1).toString(), u"Nurse"_s);
        QCOMPARE(phone.remove(path).status, 204);
        QTRY_VERIFY(nurse().isEmpty());
    }

    void subscriptionsAreRequestedAndApproved()
    {
        m_gateway.prosody.addAccount(u"tybalt"_s, u"demo"_s);
        V1Client phone = client();
        V1Client tybalt = client();
        QCOMPARE(phone.signIn(juliet).status, 201);
        QCOMPARE(tybalt.signIn(u"tybalt@localhost"_s).status, 201);
        QCOMPARE(phone.post(u"/v1/contacts/tybalt%40localhost/subscription"_s, {{u"action"_s, u"request"_s}}).status,
                 204);
        const auto page = tybalt.get(u"/v1/events?wait=20"_s);
        const QJsonObject event = page.json.value("events"_L1).toArray().first().toObject();
        QCOMPARE(event.value("type"_L1).toString(), u"subscription"_s);
        QCOMPARE(event.value("from"_L1).toString(), juliet);
        QCOMPARE(event.value("body"_L1).toString(), u"subscribe"_s);
        QCOMPARE(tybalt.post(u"/v1/contacts/juliet%40localhost/subscription"_s, {{u"action"_s, u"approve"_s}}).status,
                 204);
        const auto subscription = [&] {
            for (const QJsonValue &contact : phone.get(u"/v1/contacts"_s).json.value("contacts"_L1).toArray()) {
                if (contact["jid"_L1].toString() == "tybalt@localhost"_L1)
                    return contact["subscription"_L1].toString();
            }
            return QString();
        };
        QTRY_COMPARE(subscription(), u"to"_s);
        QCOMPARE(tybalt.remove(u"/v1/session?everywhere=true"_s).status, 204);
        QCOMPARE(phone.remove(u"/v1/contacts/tybalt%40localhost"_s).status, 204);
    }

    void presenceIsSentToContacts()
    {
        V1Client phone = client();
        QCOMPARE(phone.signIn(juliet).status, 201);
        V1Client other = client();
        QCOMPARE(other.signIn(romeo).status, 201);
        QCOMPARE(phone.put(u"/v1/presence"_s, {{u"show"_s, u"dnd"_s}, {u"status"_s, u"sleeping 😴"_s}}).status, 204);
        const auto presence = [&] {
            return other.get(u"/v1/contacts"_s).json.value("contacts"_L1).toArray().first()["presence"_L1].toObject();
        };
        QTRY_COMPARE(presence(), QJsonObject({{u"show"_s, u"dnd"_s}, {u"status"_s, u"sleeping 😴"_s}}));
        QCOMPARE(phone.post(u"/v1/chat-states"_s, {{u"to"_s, romeo}, {u"state"_s, u"composing"_s}}).status, 204);
        QCOMPARE(phone.post(u"/v1/markers"_s, {{u"to"_s, romeo}, {u"id"_s, u"m-1"_s}}).status, 204);
        const auto page = other.get(u"/v1/events?wait=20"_s);
        const QJsonObject event = page.json.value("events"_L1).toArray().first().toObject();
        QCOMPARE(event.value("type"_L1).toString(), u"marker"_s);
        QCOMPARE(event.value("id"_L1).toString(), u"m-1"_s);
    }

    void readMarkersReachOtherDevices()
    {
        V1Client phone = client();
        QCOMPARE(phone.signIn(juliet).status, 201);
        V1Client tablet = client();
        QCOMPARE(tablet.signIn(juliet).status, 201);
        for (int i = 0; i < 2; ++i) // twice, like a client that repeats a request
            QCOMPARE(phone.post(u"/v1/markers"_s, {{u"to"_s, romeo}, {u"id"_s, u"m-2"_s}}).status, 204);
        const auto markers = [](V1Client &device) {
            QJsonArray found;
            for (const QJsonValue &event : device.get(u"/v1/events?wait=20"_s).json.value("events"_L1).toArray()) {
                if (event["type"_L1] == "marker"_L1)
                    found.append(event);
            }
            return found;
        };
        const QJsonArray seen = markers(tablet);
        QCOMPARE(seen.size(), 1);
        QCOMPARE(seen.at(0)["direction"_L1].toString(), u"out"_s);
        QCOMPARE(seen.at(0)["to"_L1].toString(), romeo);
        QCOMPARE(seen.at(0)["id"_L1].toString(), u"m-2"_s);
    }

    void everythingSurvivesAKill()
    {
        V1Client phone = client();
        QCOMPARE(phone.signIn(juliet).status, 201);
        XmppPeer peer(m_gateway.prosody.port(), m_gateway.prosody.caFile());
        QVERIFY(peer.signIn(u"romeo"_s, u"demo"_s));
        peer.sendMessage(juliet, u"before"_s);
        QTRY_VERIFY(!phone.get(u"/v1/events"_s).json.value("events"_L1).toArray().isEmpty());
        m_gateway.daemon.kill();
        peer.sendMessage(juliet, u"meanwhile"_s);
        QVERIFY2(m_gateway.daemon.restart(), m_gateway.daemon.log().constData());
        peer.sendMessage(juliet, u"after"_s);

        V1Client again = client();
        again.setToken(phone.token());
        QTRY_COMPARE(again.get(u"/v1/session"_s).json.value("state"_L1).toString(), u"online"_s);
        QCOMPARE(again.receive(3), QStringList({u"before"_s, u"meanwhile"_s, u"after"_s}));
        QCOMPARE(again.send(romeo, u"alive"_s).status, 201);
        QTRY_VERIFY(peer.bodies().contains(u"alive"_s));
    }
};

QTEST_GUILESS_MAIN(tst_V1Sessions)
#include "tst_v1sessions.moc"
