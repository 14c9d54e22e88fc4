// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/gateway.h"
#include "support/v1client.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace WebJabber::Test;

static const QString romeo = u"romeo@localhost"_s;
static const QString juliet = u"juliet@localhost"_s;

// What Romeo sends beside texts, as Juliet's and his own devices see it.
class tst_V1Acts : public QObject
{
    Q_OBJECT

private:
    Gateway m_gateway{QStringLiteral(WEBJABBERD_PATH)};
    std::unique_ptr<V1Client> m_romeo;
    std::unique_ptr<V1Client> m_juliet;
    QHash<V1Client *, QHash<QString, QJsonObject>> m_events; // by id
    QHash<V1Client *, qint64> m_cursors;

    // Waits for the event with this id.
    QJsonObject event(V1Client &device, const QString &id)
    {
        auto &events = m_events[&device];
        const auto isThere = [&] {
            if (events.contains(id))
                return true;
            qint64 &cursor = m_cursors[&device];
            // Nothing is acknowledged, so that about.seq stays known.
            const auto page = device.get(u"/v1/events?wait=5&limit=1000"_s);
            for (const QJsonValue &value : page.json.value("events"_L1).toArray()) {
                const QString type = value["type"_L1].toString();
                if (value["seq"_L1].toInteger() > cursor && type != "receipt"_L1 && type != "marker"_L1)
                    events.insert(value["id"_L1].toString(), value.toObject());
            }
            cursor = std::max(cursor, page.json.value("next"_L1).toInteger());
            return events.contains(id);
        };
        (void)QTest::qWaitFor(isThere, std::chrono::seconds(30));
        return events.value(id);
    }

    HttpResponse post(V1Client &device, const QString &to, const QByteArray &members, const QString &id = {})
    {
        QJsonObject json = QJsonDocument::fromJson(QByteArray(members).replace('\'', '"')).object();
        json.insert("to"_L1, to);
        if (!id.isEmpty())
            json.insert("id"_L1, id);
        return device.post(u"/v1/messages"_s, json);
    }
    HttpResponse post(const QByteArray &members, const QString &id = {}) { return post(*m_romeo, juliet, members, id); }

    static void compareSome(const QJsonObject &event, const QByteArray &members)
    {
        const QJsonObject wanted = QJsonDocument::fromJson(QByteArray(members).replace('\'', '"')).object();
        QVERIFY(!wanted.isEmpty());
        for (const QString &name : wanted.keys())
            QCOMPARE(event.value(name), wanted.value(name));
    }

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(m_gateway.start());
        for (const auto &[device, jid] : {std::pair(&m_romeo, romeo), std::pair(&m_juliet, juliet)}) {
            *device = std::make_unique<V1Client>(m_gateway.daemon.url());
            QCOMPARE((*device)->signIn(jid).status, 201);
        }
        QCOMPARE(post("{'body': 'first'}", u"mine"_s).status, 201);
        QCOMPARE(post(*m_juliet, romeo, "{'body': 'hers'}", u"hers"_s).status, 201);
        QCOMPARE(event(*m_juliet, u"mine"_s).value("body"_L1).toString(), u"first"_s);
        QCOMPARE(event(*m_romeo, u"hers"_s).value("body"_L1).toString(), u"hers"_s);
    }

    void bothSeeTheAct_data()
    {
        QTest::addColumn<QByteArray>("members");
        QTest::addColumn<QByteArray>("expected");
        QTest::addColumn<QString>("about"); // the id of the message that it refers to
        const auto row = [](const char *name, const QByteArray &members, const QByteArray &expected,
                            const QString &about = {}) { QTest::newRow(name) << members << expected << about; };
        row("correction", "{'body': 'second', 'replaces': 'mine'}",
            "{'type': 'correction', 'body': 'second', 'verified': true}", u"mine"_s);
        row("reaction", "{'react': {'ref': 'hers', 'emojis': ['👍', '❤️', '👍']}}",
            "{'type': 'reaction', 'body': null, 'emojis': ['👍', '❤️'], 'verified': true}", u"hers"_s);
        row("reaction taken back", "{'react': {'ref': 'hers', 'emojis': []}}",
            "{'type': 'reaction', 'emojis': [], 'verified': true}", u"hers"_s);
        row("spoiler", "{'body': 'He dies', 'spoiler': 'the end'}", "{'body': 'He dies', 'spoiler': 'the end'}");
        row("json", "{'json': {'type': 'https://example.org/t', 'data': {'t': [1, 2.5]}}}",
            "{'type': 'message', 'body': null, 'json': {'type': 'https://example.org/t', 'data': {'t': [1, 2.5]}}}");
        row("mention", "{'body': '👍 Nurse', 'mentions': [{'jid': 'nurse@localhost', 'begin': 2, 'end': 7}]}",
            "{'body': '👍 Nurse', 'mentions': [{'jid': 'nurse@localhost', 'begin': 2, 'end': 7}]}");
    }
    void bothSeeTheAct()
    {
        QFETCH(const QByteArray, members);
        QFETCH(const QByteArray, expected);
        QFETCH(const QString, about);
        const auto accepted = post(members);
        QCOMPARE(accepted.status, 201);
        const QString id = accepted.json.value("id"_L1).toString();
        for (V1Client *device : {m_juliet.get(), m_romeo.get()}) {
            const QJsonObject seen = event(*device, id);
            compareSome(seen, expected);
            QCOMPARE(seen.value("direction"_L1).toString(), device == m_romeo.get() ? u"out"_s : u"in"_s);
            if (about.isEmpty())
                continue;
            const QJsonObject referred = seen.value("about"_L1).toObject();
            QCOMPARE(referred.value("ref"_L1).toString(), about);
            QCOMPARE(referred.value("seq"_L1), event(*device, about).value("seq"_L1));
        }
        QCOMPARE(m_romeo->get(u"/v1/messages/"_s + id).json.value("ref"_L1).toString(), id);
    }

    void replyHasAQuote()
    {
        QCOMPARE(post("{'body': 'Yes', 'reply_to': 'hers'}", u"reply"_s).status, 201);
        for (V1Client *device : {m_juliet.get(), m_romeo.get()}) {
            const QJsonObject seen = event(*device, u"reply"_s);
            QCOMPARE(seen.value("body"_L1).toString(), u"Yes"_s);
            const QJsonObject replyTo{{u"ref"_s, u"hers"_s},
                                      {u"from"_s, juliet},
                                      {u"seq"_s, event(*device, u"hers"_s).value("seq"_L1)},
                                      {u"quote"_s, u"hers"_s}};
            QCOMPARE(seen.value("reply_to"_L1).toObject(), replyTo);
        }
    }

    void retractionEmptiesTheMessage()
    {
        QCOMPARE(post("{'body': 'oops'}", u"oops"_s).status, 201);
        QVERIFY(!event(*m_juliet, u"oops"_s).isEmpty());
        QCOMPARE(post("{'retract': 'oops'}", u"sorry"_s).status, 201);
        for (V1Client *device : {m_juliet.get(), m_romeo.get()}) {
            const QJsonObject seen = event(*device, u"sorry"_s);
            compareSome(seen, "{'type': 'retraction', 'body': null, 'by': null, 'verified': true}");
            const qint64 seq = event(*device, u"oops"_s).value("seq"_L1).toInteger();
            QCOMPARE(seen["about"_L1]["seq"_L1].toInteger(), seq);
            const auto page = device->get(u"/v1/events?limit=1000"_s);
            bool isEmptied = false;
            for (const QJsonValue &value : page.json.value("events"_L1).toArray())
                isEmptied = isEmptied || (value["seq"_L1] == seq && value.toObject().contains("retracted"_L1));
            QVERIFY(isEmptied);
        }
    }

    void textIsSentAsItIs()
    {
        const HttpHeaderList text{{"Content-Type", "text/plain; charset=utf-8"}};
        const auto accepted = m_romeo->http().send("POST", u"/v1/messages?to=juliet@localhost"_s, "disk “full”", text);
        QCOMPARE(accepted.status, 201);
        const QString id = accepted.json.value("id"_L1).toString();
        QCOMPARE(event(*m_juliet, id).value("body"_L1).toString(), u"disk “full”"_s);
        const auto code = [&](const QString &query, const QByteArray &body, const HttpHeaderList &headers) {
            return m_romeo->http().send("POST", u"/v1/messages"_s + query, body, headers).json["type"_L1].toString();
        };
        QCOMPARE(code({}, "x", text), u"/v1/problems/invalid-request"_s);
        QCOMPARE(code(u"?to=@"_s, "x", text), u"/v1/problems/invalid-jid"_s);
        QCOMPARE(code(u"?to=juliet@localhost&x=1"_s, "x", text), u"/v1/problems/invalid-request"_s);
        QCOMPARE(code(u"?to=juliet@localhost"_s, "", text), u"/v1/problems/invalid-request"_s);
        QCOMPARE(code(u"?to=juliet@localhost"_s, "\xff", text), u"/v1/problems/invalid-request"_s);
        QCOMPARE(code(u"?to=juliet@localhost"_s, "x", {{"Content-Type", "text/plain; charset=latin1"}}),
                 u"/v1/problems/unsupported-media-type"_s);
        QCOMPARE(code(u"?to=juliet@localhost"_s, "x", {{"Content-Type", "text/html"}}),
                 u"/v1/problems/unsupported-media-type"_s);
    }

    void refusals_data()
    {
        QTest::addColumn<QByteArray>("members");
        QTest::addColumn<int>("status");
        QTest::addColumn<QString>("code");
        const auto row = [](const char *name, const QByteArray &members, int status, const QString &code) {
            QTest::newRow(name) << members << status << code;
        };
        const QString invalid = u"invalid-request"_s;
        row("somebody else's message corrected", "{'body': 'x', 'replaces': 'hers'}", 409, u"conflict"_s);
        row("somebody else's message retracted", "{'retract': 'hers'}", 409, u"conflict"_s);
        row("unknown corrected", "{'body': 'x', 'replaces': 'nothing'}", 404, u"not-found"_s);
        row("unknown retracted", "{'retract': 'nothing'}", 404, u"not-found"_s);
        row("correction without an id", "{'body': 'x', 'replaces': null}", 501, u"not-supported"_s);
        row("reaction without an id", "{'react': {'ref': null, 'emojis': []}}", 501, u"not-supported"_s);
        row("reply without an id", "{'body': 'x', 'reply_to': null}", 501, u"not-supported"_s);
        row("no act", "{'spoiler': 'x'}", 400, invalid);
        row("two acts", "{'body': 'x', 'retract': 'mine'}", 400, invalid);
        row("two other acts", "{'react': {'ref': 'hers', 'emojis': []}, 'retract': 'mine'}", 400, invalid);
        row("a retraction with a spoiler", "{'retract': 'mine', 'spoiler': ''}", 400, invalid);
        row("an empty emoji", "{'react': {'ref': 'hers', 'emojis': [' ']}}", 400, invalid);
        row("no emojis", "{'react': {'ref': 'hers'}}", 400, invalid);
        row("an unknown member of react", "{'react': {'ref': 'hers', 'emojis': [], 'x': 1}}", 400, invalid);
        row("react is a string", "{'react': 'hers'}", 400, invalid);
        row("json without a type", "{'json': {'data': {}}}", 400, invalid);
        row("json is a number", "{'json': {'type': 't', 'data': 1}}", 400, invalid);
        row("a mention past the end", "{'body': '👍', 'mentions': [{'jid': 'a@b', 'begin': 0, 'end': 2}]}", 400,
            invalid);
        row("half a range", "{'body': 'abc', 'mentions': [{'jid': 'a@b', 'begin': 0}]}", 400, invalid);
        row("a mention without a text", "{'json': {'type': 't', 'data': []}, 'mentions': [{'jid': 'a@b'}]}", 400,
            invalid);
        row("a mention of an occupant", "{'body': 'abc', 'mentions': [{'nick': 'nurse'}]}", 400, invalid);
        row("files", "{'files': []}", 400, invalid);
        QByteArray emojis;
        for (int i = 0; i < 21; ++i)
            emojis += QByteArray(i > 0 ? "," : "") + "'" + QByteArray::number(i) + "'";
        row("21 emojis", "{'react': {'ref': 'hers', 'emojis': [" + emojis + "]}}", 413, u"too-large"_s);
        const QByteArray mentions = QByteArray("{'jid': 'a@b'},").repeated(50) + "{'jid': 'a@b'}";
        row("51 mentions", "{'body': 'x', 'mentions': [" + mentions + "]}", 413, u"too-large"_s);
        row("long json", "{'json': {'type': 't', 'data': ['" + QByteArray(17'000, 'x') + "']}}", 413, u"too-large"_s);
    }
    void refusals()
    {
        QFETCH(const QByteArray, members);
        QFETCH(const int, status);
        QFETCH(const QString, code);
        QVERIFY(V1Client::isProblem(post(members, u"refused"_s), status, code));
        QCOMPARE(m_romeo->get(u"/v1/messages/refused"_s).status, 404);
    }

    void sameIdWithAnotherContentIsAConflict()
    {
        QCOMPARE(post("{'body': 'x', 'spoiler': 'a'}", u"twice"_s).status, 201);
        QCOMPARE(post("{'spoiler': 'a', 'body': 'x'}", u"twice"_s).status, 200);
        QCOMPARE(post("{'body': 'x', 'spoiler': 'b'}", u"twice"_s).status, 409);
        QCOMPARE(post("{'body': 'x'}", u"twice"_s).status, 409);
    }
};

QTEST_GUILESS_MAIN(tst_V1Acts)
#include "tst_v1acts.moc"
