// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/gateway.h"

#include <QJsonArray>
#include <QTcpSocket>
#include <QTest>

#include <linux/filter.h>
#include <sys/socket.h>

using namespace Qt::StringLiterals;
using namespace WebJabber::Test;

static const QString romeo = u"romeo@localhost"_s;
static const QString juliet = u"juliet@localhost"_s;

// The legacy API as its clients call it, with a real Prosody.
class tst_LegacyRoutes : public QObject
{
    Q_OBJECT

private:
    enum class Way { Query, Form, Json };
    Gateway m_gateway{QStringLiteral(WEBJABBERD_PATH)};

    HttpResponse call(Way way, const QString &path, const FormFields &fields)
    {
        switch (way) {
        case Way::Query:
            return m_gateway.http->get(HttpClient::withQuery(path, fields));
        case Way::Form:
            return m_gateway.http->postForm(path, fields);
        case Way::Json:
            break;
        }
        QJsonObject json;
        for (const auto &[name, value] : fields)
            json.insert(name, value);
        return m_gateway.http->postJson(path, json);
    }

    static QStringList sortedKeys(const QJsonObject &object)
    {
        QStringList keys = object.keys();
        keys.sort();
        return keys;
    }

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY2(m_gateway.start(), (m_gateway.daemon.log() + m_gateway.prosody.logTail()).constData());
    }

    void cleanup()
    {
        m_gateway.http->get(u"/disconnect?jid="_s + romeo);
        m_gateway.http->get(u"/disconnect?jid="_s + juliet);
    }

    void everyRouteAnswersItsContract_data()
    {
        QTest::addColumn<int>("way");
        QTest::newRow("query") << int(Way::Query);
        QTest::newRow("form") << int(Way::Form);
        QTest::newRow("JSON") << int(Way::Json);
    }
    void everyRouteAnswersItsContract()
    {
        QFETCH(int, way);
        const auto ask = [&](const QString &path, const FormFields &fields) { return call(Way(way), path, fields); };

        const auto connected = ask(u"/connect"_s, {{u"jid"_s, romeo}, {u"pwd"_s, u"demo"_s}});
        QCOMPARE(connected.status, 200);
        QCOMPARE(connected.header("Content-Type"_L1), "application/json");
        QCOMPARE(sortedKeys(connected.json), QStringList({u"status"_s, u"token"_s}));
        QCOMPARE(connected.json.value("status"_L1).toString(), u"OK"_s);
        QVERIFY(connected.json.value("token"_L1).toString().startsWith("wj_"_L1));
        QCOMPARE(ask(u"/connect"_s, {{u"jid"_s, juliet}, {u"pwd"_s, u"demo"_s}}).status, 200);

        const QString text = u"But soft! <what> & “light” 🌅\nthrough yonder + window %20 breaks?"_s;
        const auto sent = ask(u"/send"_s, {{u"from"_s, romeo}, {u"to"_s, juliet}, {u"msg"_s, text}});
        QCOMPARE(sent.status, 200);
        QCOMPARE(sent.body, R"({"status":"OK"})");

        QJsonArray dumped;
        QTRY_VERIFY(!(dumped = ask(u"/dumprcv"_s, {{u"jid"_s, juliet}}).json.value("messages"_L1).toArray()).isEmpty());
        const auto received = ask(u"/receive"_s, {{u"jid"_s, juliet}});
        QCOMPARE(received.status, 200);
        QCOMPARE(sortedKeys(received.json), QStringList({u"messages"_s}));
        QCOMPARE(received.json.value("messages"_L1).toArray(), dumped);
        QCOMPARE(dumped.size(), 1);
        const QJsonObject message = dumped.first().toObject();
        QCOMPARE(sortedKeys(message), QStringList({u"body"_s, u"from"_s, u"timestamp"_s}));
        QCOMPARE(message.value("from"_L1).toString(), romeo);
        QCOMPARE(message.value("body"_L1).toString(), text);
        const QJsonObject timestamp = message.value("timestamp"_L1).toObject();
        QCOMPARE(sortedKeys(timestamp), QStringList({u"date"_s, u"time"_s}));
        const QString time = timestamp.value("date"_L1).toString() + u'T' + timestamp.value("time"_L1).toString();
        QVERIFY2(QRegularExpression(u"^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{6}$"_s).match(time).hasMatch(),
                 qPrintable(time));
        QCOMPARE(ask(u"/receive"_s, {{u"jid"_s, juliet}}).body, R"({"messages":[]})");

        QTRY_COMPARE(m_gateway.presence(juliet, romeo), u"online"_s);
        const auto contacts = ask(u"/receivestatus"_s, {{u"jid"_s, juliet}});
        QCOMPARE(contacts.body, R"({"contacts":[{"presence":"online","roster":"romeo@localhost"}]})");

        QCOMPARE(ask(u"/disconnect"_s, {{u"jid"_s, romeo}}).body, R"({"status":"OK"})");
        QTRY_COMPARE(m_gateway.presence(juliet, romeo), u"offline"_s);
        QCOMPARE(ask(u"/receive"_s, {{u"jid"_s, romeo}}).status, 401);
    }

    void helpAndDebugAreText()
    {
        const auto help = m_gateway.http->get(u"/help"_s);
        QCOMPARE(help.status, 200);
        QVERIFY(help.header("Content-Type"_L1).startsWith("text/plain"));
        for (const char *route :
             {"/connect", "/disconnect", "/send", "/receive", "/receivestatus", "/dumprcv", "/debug", "/help"})
            QVERIFY2(help.body.contains(route), route);

        const auto debug = m_gateway.http->get(u"/debug?pwd=s3cret&token=wj_t0ken&a=b"_s,
                                               {{"Authorization", "Bearer wj_t0p"}, {"X-Thing", "seen"}});
        QCOMPARE(debug.status, 200);
        QVERIFY(debug.header("Content-Type"_L1).startsWith("text/plain"));
        QVERIFY(debug.body.contains("parameter a: b"));
        QVERIFY(debug.body.contains("seen"));
        for (const char *secret : {"s3cret", "wj_t0ken", "wj_t0p"})
            QVERIFY2(!debug.body.contains(secret), secret);
    }

    void healthAnswersGetAndHead()
    {
        QCOMPARE(m_gateway.http->get(u"/healthz"_s).body, R"({"status":"ok"})");
        const auto head = m_gateway.http->send("HEAD", u"/healthz"_s, {});
        QCOMPARE(head.status, 200);
        QCOMPARE(head.header("Content-Length"_L1), "15");
        QVERIFY(head.body.isEmpty());
    }

    void failuresMatchTheProblemTable_data()
    {
        QTest::addColumn<QString>("path");
        QTest::addColumn<int>("status");
        QTest::addColumn<QString>("code");
        QTest::newRow("no jid") << u"/connect?pwd=demo"_s << 400 << u"invalid-request"_s;
        QTest::newRow("no password") << u"/connect?jid=romeo@localhost"_s << 400 << u"invalid-request"_s;
        QTest::newRow("unknown parameter")
            << u"/connect?jid=romeo@localhost&pwd=demo&x=y"_s << 400 << u"invalid-request"_s;
        QTest::newRow("push kind") << u"/connect?jid=romeo@localhost&pwd=demo&pushkind=pigeon"_s << 400
                                   << u"invalid-request"_s;
        QTest::newRow("jid") << u"/connect?jid=a%20b@localhost&pwd=demo"_s << 422 << u"invalid-jid"_s;
        QTest::newRow("full jid") << u"/connect?jid=romeo@localhost/r&pwd=demo"_s << 422 << u"invalid-jid"_s;
        QTest::newRow("server's jid") << u"/connect?jid=localhost&pwd=demo"_s << 422 << u"invalid-jid"_s;
        QTest::newRow("password") << u"/connect?jid=romeo@localhost&pwd=wrong"_s << 401 << u"not-authorized"_s;
        QTest::newRow("no such user") << u"/connect?jid=nobody@localhost&pwd=demo"_s << 401 << u"not-authorized"_s;
        QTest::newRow("unknown host") << u"/connect?jid=romeo@nowhere.invalid&pwd=demo"_s << 502
                                      << u"xmpp-unreachable"_s;
        QTest::newRow("endpoint") << u"/connect?jid=romeo@localhost&pwd=demo&push=http://push.example/x"_s << 422
                                  << u"endpoint-refused"_s;
        QTest::newRow("not connected") << u"/receive?jid=romeo@localhost"_s << 401 << u"unauthorized"_s;
        QTest::newRow("not connected, contacts") << u"/receivestatus?jid=romeo@localhost"_s << 401 << u"unauthorized"_s;
        QTest::newRow("not connected, sending")
            << u"/send?from=romeo@localhost&to=a@b&msg=x"_s << 401 << u"unauthorized"_s;
        QTest::newRow("not connected, leaving") << u"/disconnect?jid=romeo@localhost"_s << 401 << u"unauthorized"_s;
        QTest::newRow("whose") << u"/receive"_s << 400 << u"invalid-request"_s;
        QTest::newRow("path") << u"/nothing"_s << 404 << u"not-found"_s;
    }
    void failuresMatchTheProblemTable()
    {
        QFETCH(QString, path);
        const auto answer = m_gateway.http->get(path);
        QTEST(answer.status, "status");
        QCOMPARE(sortedKeys(answer.json), QStringList({u"detail"_s, u"error"_s, u"status"_s}));
        QCOMPARE(answer.json.value("status"_L1).toString(), u"ERROR"_s);
        QTEST(answer.json.value("error"_L1).toString(), "code");
        QVERIFY(!answer.json.value("detail"_L1).toString().isEmpty());
        if (answer.json.value("error"_L1).toString() == "unauthorized"_L1)
            QCOMPARE(answer.header("WWW-Authenticate"_L1), "Bearer");
    }

    void messagesAreChecked_data()
    {
        QTest::addColumn<QString>("to");
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("status");
        QTest::addColumn<QString>("code");
        QTest::newRow("longest") << juliet << QString(32 * 1024, u'x') << 200 << QString();
        QTest::newRow("too long") << juliet << QString(32 * 1024 + 1, u'x') << 413 << u"too-large"_s;
        QTest::newRow("too long in bytes") << juliet << QString(16 * 1024 + 1, u'Ж') << 413 << u"too-large"_s;
        QTest::newRow("body over the limit") << juliet << QString(70'000, u'x') << 413 << u"too-large"_s;
        QTest::newRow("empty") << juliet << QString() << 400 << u"invalid-request"_s;
        QTest::newRow("escape character") << juliet << u"a\x1b[31m"_s << 400 << u"invalid-request"_s;
        QTest::newRow("null character") << juliet << QString(u"a"_s + QChar(0) + u'b') << 400 << u"invalid-request"_s;
        QTest::newRow("not a character") << juliet << u"\uFFFE"_s << 400 << u"invalid-request"_s;
        QTest::newRow("to nobody") << QString() << u"x"_s << 400 << u"invalid-request"_s;
        QTest::newRow("to a bad jid") << u"@@"_s << u"x"_s << 422 << u"invalid-jid"_s;
        QTest::newRow("stanza injection")
            << u"a@b'/><presence type='unavailable'/>"_s << u"x"_s << 422 << u"invalid-jid"_s;
    }
    void messagesAreChecked()
    {
        QFETCH(QString, to);
        QFETCH(QString, text);
        QCOMPARE(m_gateway.connectAccount(romeo).status, 200);
        const auto answer = m_gateway.sendMessage(romeo, to, text);
        QTEST(answer.status, "status");
        QTEST(answer.json.value("error"_L1).toString(), "code");
        // The stream has survived the attempt.
        QCOMPARE(m_gateway.connectAccount(juliet).status, 200);
        QCOMPARE(m_gateway.sendMessage(romeo, juliet, u"after"_s).status, 200);
        QStringList bodies;
        QTRY_VERIFY(bodies.contains(u"after"_s) || (bodies += m_gateway.receive(juliet)).contains(u"after"_s));
    }

    void methodsAndMediaTypesAreChecked()
    {
        const auto put = m_gateway.http->send("PUT", u"/send"_s, {});
        QCOMPARE(put.status, 405);
        QCOMPARE(put.json.value("error"_L1).toString(), u"method-not-allowed"_s);
        QCOMPARE(put.header("Allow"_L1), "GET, POST, OPTIONS");
        // HEAD must change nothing, so it is rejected if GET has side effects.
        QCOMPARE(m_gateway.http->send("HEAD", u"/receive?jid=romeo@localhost"_s, {}).status, 405);
        for (const QString &path : {u"/help"_s, u"/debug"_s})
            QCOMPARE(m_gateway.http->send("HEAD", path, {}).status, 200);
        const auto encoded = m_gateway.http->send("POST", u"/send"_s, "\x1f\x8b",
                                                  {{"Content-Type", "application/json"}, {"Content-Encoding", "gzip"}});
        QCOMPARE(encoded.status, 415);
        QCOMPARE(encoded.header("Accept-Encoding"_L1), "identity");
        QCOMPARE(encoded.json.value("error"_L1).toString(), u"unsupported-media-type"_s);
        const auto twice = m_gateway.http->send("POST", u"/send"_s, R"({"from":"a@b","to":"c@d","\u0066rom":"e@f"})",
                                                {{"Content-Type", "application/json"}});
        QCOMPARE(twice.status, 400);
        QVERIFY(twice.json.value("detail"_L1).toString().contains(u"“from”"_s));
        const auto text = m_gateway.http->send("POST", u"/send"_s, "x", {{"Content-Type", "text/plain"}});
        QCOMPARE(text.status, 415);
        QCOMPARE(text.json.value("error"_L1).toString(), u"unsupported-media-type"_s);
        const auto json = m_gateway.http->send("POST", u"/send"_s, R"({"from":1})",
                                               {{"Content-Type", "application/json"}});
        QCOMPARE(json.status, 400);
        QVERIFY(json.json.value("detail"_L1).toString().contains("from"_L1));
    }

    // The kernel accepts an answer for a peer that is gone; its content must be delivered again.
    void unacknowledgedAnswerIsRepeated_data()
    {
        QTest::addColumn<bool>("isReset");
        QTest::newRow("its packets are lost") << false;
        QTest::newRow("and then it resets the connection") << true;
    }
    void unacknowledgedAnswerIsRepeated()
    {
        QFETCH(const bool, isReset);
        QCOMPARE(m_gateway.connectAccount(romeo).status, 200);
        QCOMPARE(m_gateway.connectAccount(juliet).status, 200);
        QCOMPARE(m_gateway.sendMessage(romeo, juliet, u"twice, but not never"_s).status, 200);
        const auto isPending = [this] {
            return m_gateway.http->get(u"/dumprcv?jid="_s + juliet).body.contains("not never");
        };
        QTRY_VERIFY(isPending());

        QTcpSocket client;
        const QUrl url = m_gateway.daemon.url();
        client.connectToHost(url.host(), quint16(url.port()));
        QVERIFY(client.waitForConnected());
        const auto setOption = [&client](int name, const auto &value) {
            return setsockopt(int(client.socketDescriptor()), SOL_SOCKET, name, &value, sizeof(value)) == 0;
        };
        sock_filter dropAll{BPF_RET | BPF_K, 0, 0, 0}; // before its TCP sees them
        QVERIFY(setOption(SO_ATTACH_FILTER, sock_fprog{1, &dropAll}));
        const auto answered = [this] { return m_gateway.daemon.log().count("/receive 200"); };
        const qsizetype before = answered();
        client.write("GET /receive?jid=juliet@localhost HTTP/1.1\r\nHost: localhost\r\n\r\n");
        QVERIFY(client.flush());
        QTRY_COMPARE(answered(), before + 1);
        if (isReset) {
            QVERIFY(setOption(SO_LINGER, linger{1, 0}));
            client.abort();
        }
        QCOMPARE(m_gateway.receive(juliet), QStringList(u"twice, but not never"_s));
        QVERIFY(!isPending());
        QCOMPARE(m_gateway.receive(juliet), QStringList());
    }

    void textOfOnlySpacesArrives()
    {
        QCOMPARE(m_gateway.connectAccount(romeo).status, 200);
        QCOMPARE(m_gateway.connectAccount(juliet).status, 200);
        QCOMPARE(m_gateway.sendMessage(romeo, juliet, u"   "_s).status, 200);
        QCOMPARE(m_gateway.sendMessage(romeo, juliet, u"a\n\tb"_s).status, 200);
        const QStringList bodies = m_gateway.receiveAll(juliet, 2);
        QCOMPARE(bodies, QStringList({u"   "_s, u"a\n\tb"_s}));
    }
};

QTEST_GUILESS_MAIN(tst_LegacyRoutes)
#include "tst_legacyroutes.moc"
