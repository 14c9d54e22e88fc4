// SPDX-License-Identifier: GPL-3.0-or-later
#include "push/pushnotice.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>
#include <QTimeZone>

using namespace Qt::StringLiterals;
using namespace WebJabber;

class tst_PushNotice : public QObject
{
    Q_OBJECT

private:
    static Event event(const QString &body)
    {
        Event event;
        event.seq = 12;
        event.account = Jid::fromServer(u"juliet@localhost"_s);
        event.time = QDateTime::fromMSecsSinceEpoch(1'700'000'000'123, QTimeZone::UTC);
        event.from = Jid::fromServer(u"romeo@localhost/phone"_s);
        event.to = event.account;
        event.id = u"an-id"_s;
        event.stanzaId = u"a-stanza-id"_s;
        event.body = body;
        return event;
    }

    static PushNotice noticeOf(const Event &event)
    {
        DuePush due;
        due.event = event;
        due.unread = 7;
        due.unreadWith = 3;
        return WebJabber::noticeOf(due);
    }

    static QJsonObject parsed(const QByteArray &payload)
    {
        QJsonParseError error;
        const QJsonObject object = QJsonDocument::fromJson(payload, &error).object();
        return error.error == QJsonParseError::NoError ? object : QJsonObject{{u"error"_s, error.errorString()}};
    }

private Q_SLOTS:
    void payloadMatchesTheRequestedLevel()
    {
        const PushNotice notice = noticeOf(event(u"hello"_s));
        QCOMPARE(notice.name, "e12");
        QCOMPARE(payloadOf(notice, PushPayload::None, 4096), "{}");
        const QJsonObject brief{
            {u"seq"_s, 12}, {u"type"_s, u"message"_s}, {u"id"_s, u"an-id"_s}, {u"stanza_id"_s, u"a-stanza-id"_s}};
        QCOMPARE(parsed(payloadOf(notice, PushPayload::Id, 4096)), brief);
        QJsonObject full = brief;
        full.insert("time"_L1, u"2023-11-14T22:13:20.123Z"_s);
        full.insert("from"_L1, u"romeo@localhost/phone"_s);
        full.insert("to"_L1, u"juliet@localhost"_s);
        full.insert("body"_L1, u"hello"_s);
        full.insert("thread"_L1, QJsonValue());
        full.insert("direction"_L1, u"in"_s);
        full.insert("with"_L1, u"romeo@localhost"_s);
        full.insert("kind"_L1, u"chat"_s);
        full.insert("ref"_L1, u"an-id"_s);
        full.insert("unread"_L1, 7);
        full.insert("unread_with"_L1, 3);
        const QJsonObject reported = parsed(payloadOf(notice, PushPayload::Full, 4096));
        for (auto member = full.begin(); member != full.end(); ++member)
            QCOMPARE(reported.value(member.key()), *member);
    }

    void eachConversationHasItsTopic()
    {
        const Event first = event(u"a"_s);
        Event second = event(u"b"_s);
        second.seq = 13;
        second.from = Jid::fromServer(u"romeo@localhost/desk"_s);
        QCOMPARE(noticeOf(first).topic, noticeOf(second).topic);
        second.from = Jid::fromServer(u"nurse@localhost/desk"_s);
        QVERIFY(noticeOf(first).topic != noticeOf(second).topic);
        // A subscription request does not replace a message.
        second = event(u"subscribe"_s);
        second.type = EventType::Subscription;
        QVERIFY(noticeOf(first).topic != noticeOf(second).topic);
        QVERIFY(presenceNotice({{u"jid"_s, u"romeo@localhost"_s}}, 1).topic != noticeOf(first).topic);
        QVERIFY(testNotice(1).topic != noticeOf(first).topic);
    }

    void sessionEventHasNoConversation()
    {
        Event refused = event({});
        refused.type = EventType::Session;
        refused.from = refused.account;
        refused.content = R"({"state":"refused","reason":"not-authorized","text":"Account disabled"})";
        const QJsonObject reported = parsed(payloadOf(noticeOf(refused), PushPayload::Full, 4096));
        QCOMPARE(reported.value("type"_L1).toString(), u"session"_s);
        QCOMPARE(reported.value("state"_L1).toString(), u"refused"_s);
        QCOMPARE(reported.value("text"_L1).toString(), u"Account disabled"_s);
        QVERIFY(!reported.contains("unread_with"_L1));
        QCOMPARE(reported.value("unread"_L1).toInt(), 7);
    }

    void invitationBelongsToItsRoom()
    {
        Event invitation = event({});
        invitation.type = EventType::Invitation;
        invitation.content = R"({"with":"room@localhost","kind":"room","reason":"Join"})";
        const QJsonObject reported = parsed(payloadOf(noticeOf(invitation), PushPayload::Full, 4096));
        QCOMPARE(reported.value("with"_L1).toString(), u"room@localhost"_s);
        QCOMPARE(reported.value("from"_L1).toString(), u"romeo@localhost/phone"_s);
        QCOMPARE(reported.value("reason"_L1).toString(), u"Join"_s);
    }

    void truncatesBetweenGraphemes_data()
    {
        QTest::addColumn<QString>("character");
        QTest::newRow("ASCII") << u"a"_s;
        QTest::newRow("two bytes") << u"ж"_s;
        QTest::newRow("three bytes") << u"語"_s;
        QTest::newRow("a surrogate pair") << u"😀"_s;
        QTest::newRow("escaped") << u"\n"_s;
        QTest::newRow("a combining mark") << u"e\u0301"_s;
        QTest::newRow("joined") << u"👩‍👩‍👧"_s;
    }
    void truncatesBetweenGraphemes()
    {
        QFETCH(QString, character);
        const PushNotice notice = noticeOf(event(character.repeated(2000)));
        qsizetype last = 0;
        for (int bytes = 1000; bytes < 1050; ++bytes) {
            const QByteArray payload = payloadOf(notice, PushPayload::Full, bytes);
            QVERIFY(payload.size() <= bytes);
            const QJsonObject object = parsed(payload);
            QVERIFY(object.value("truncated"_L1).toBool());
            const QString body = object.value("body"_L1).toString();
            QVERIFY(!body.isEmpty());
            QCOMPARE(body, character.repeated(body.size() / character.size()));
            QVERIFY(body.size() >= last);
            last = body.size();
            // One more character would not have fitted.
            QVERIFY(payload.size() + QJsonDocument(QJsonArray{character}).toJson(QJsonDocument::Compact).size() - 4
                    > bytes);
        }
    }

    void lowersTheLevelIfTruncationIsNotEnough()
    {
        const PushNotice notice = noticeOf(event(u"hello"_s));
        const qsizetype briefBytes = payloadOf(notice, PushPayload::Id, 4096).size();
        QCOMPARE(payloadOf(notice, PushPayload::Full, briefBytes), payloadOf(notice, PushPayload::Id, 4096));
        QCOMPARE(payloadOf(notice, PushPayload::Full, briefBytes - 1), "{}");
    }

    void fittingBodyIsNotTruncated()
    {
        const PushNotice notice = noticeOf(event(u"hello"_s));
        const QByteArray whole = payloadOf(notice, PushPayload::Full, 4096);
        QVERIFY(!parsed(whole).contains("truncated"_L1));
        QCOMPARE(payloadOf(notice, PushPayload::Full, whole.size()), whole);
    }
};

QTEST_GUILESS_MAIN(tst_PushNotice)
#include "tst_pushnotice.moc"
