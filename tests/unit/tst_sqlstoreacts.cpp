// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/eventjson.h"
#include "store/outgoingevent.h"

#include "sqlstorefixture.h"

#include <QJsonArray>
#include <QJsonDocument>

using namespace Qt::StringLiterals;
using namespace WebJabber;
using namespace WebJabber::Test;

// Messages of the account that refer to earlier ones: the ids that are sent, and what its devices see.
class TestSqlStoreActs : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<SqlStoreFixture> m_fixture;

    static Outgoing act(const QString &id, const QJsonObject &content, const QString &body = {})
    {
        Outgoing message = outgoing(romeo, id);
        message.body = body;
        message.time = {}; // now
        message.content = QJsonDocument(content).toJson(QJsonDocument::Compact);
        return message;
    }
    static Outgoing correction(const QString &id, const QString &ref)
    {
        return act(id, {{u"replaces"_s, ref}}, u"text of "_s + id);
    }
    static Outgoing retraction(const QString &id, const QString &ref) { return act(id, {{u"retract"_s, ref}}); }
    static Outgoing reply(const QString &id, const QString &ref)
    {
        return act(id, {{u"reply_to"_s, QJsonObject{{u"ref"_s, ref}}}}, u"yes"_s);
    }

    Enqueued send(const Outgoing &message) { return value(m_fixture->store->enqueue(message)); }
    // What is to be sent.
    QJsonObject sent(const Outgoing &message) { return outgoingContent(send(message).message); }
    ProblemCode refusal(const Outgoing &message)
    {
        const auto refused = result(m_fixture->store->enqueue(message));
        return refused ? ProblemCode::Timeout : refused.error().code;
    }
    Event event(qint64 seq) { return value(m_fixture->store->eventsAfter(romeo, seq - 1, 1)).events.value(0); }
    QJsonObject json(qint64 seq) { return eventJson(event(seq)); }
    // Romeo's device has read and acknowledged everything.
    void forgetEvents()
    {
        const Device device = m_fixture->addDevice(romeo, "token");
        value(m_fixture->store->acknowledge(device.id, value(m_fixture->store->eventsAfter(romeo, 0, 100)).newest));
        m_fixture->runRetention();
        QCOMPARE(value(m_fixture->store->eventsAfter(romeo, 0, 100)).events.size(), 0);
    }
    // The nurse's message n is 1, the own message a is 2.
    void prepare()
    {
        value(m_fixture->store->append(message(romeo, u"n"_s)));
        send(outgoing(romeo, u"a"_s));
    }

private Q_SLOTS:
    void init()
    {
        m_fixture = std::make_unique<SqlStoreFixture>();
        prepare();
    }
    void cleanup() { m_fixture.reset(); }

    void correctionIsAnEventOfItsOwn()
    {
        QCOMPARE(sent(correction(u"b"_s, u"a"_s)), (QJsonObject{{u"replaces"_s, u"a"_s}}));
        const QJsonObject told = json(3);
        QCOMPARE(told.value("type"_L1).toString(), u"correction"_s);
        QCOMPARE(told.value("direction"_L1).toString(), u"out"_s);
        QCOMPARE(told.value("body"_L1).toString(), u"text of b"_s);
        QCOMPARE(told["about"_L1]["seq"_L1].toInteger(), 2);
        QCOMPARE(told["about"_L1]["id"_L1].toString(), u"a"_s);
        QVERIFY(told.value("verified"_L1).toBool());
    }

    void correctionOfACorrectionNamesTheFirstVersion()
    {
        send(correction(u"b"_s, u"a"_s));
        QCOMPARE(sent(correction(u"c"_s, u"b"_s)).value("replaces"_L1).toString(), u"a"_s);
        QCOMPARE(json(4)["about"_L1]["seq"_L1].toInteger(), 2);
        value(m_fixture->store->settle(romeo, u"c"_s, {OutgoingState::Sent, {}, {}, {}}));
        forgetEvents();
        QCOMPARE(sent(correction(u"d"_s, u"c"_s)).value("replaces"_L1).toString(), u"a"_s);
        QCOMPARE(sent(retraction(u"e"_s, u"d"_s)).value("retract"_L1).toString(), u"a"_s);
    }

    // Another client of the account sent it, with an origin-id that is not the stanza's id.
    void correctionNamesTheStanzaAndRetractionTheOriginId()
    {
        Event other = message(romeo, u"origin"_s);
        other.direction = Direction::Out;
        std::swap(other.from, other.to);
        other.wireId = u"stanza"_s;
        value(m_fixture->store->append(other));
        QCOMPARE(sent(correction(u"b"_s, u"origin"_s)).value("replaces"_L1).toString(), u"stanza"_s);
        QCOMPARE(json(4)["about"_L1]["seq"_L1].toInteger(), 3);
        QCOMPARE(sent(retraction(u"c"_s, u"stanza"_s)).value("retract"_L1).toString(), u"origin"_s);
        QCOMPARE(json(5)["about"_L1]["seq"_L1].toInteger(), 3);
        QVERIFY(!json(3).contains("_wire_id"_L1));
    }

    void othersMessagesAreRefused_data()
    {
        QTest::addColumn<QString>("ref");
        QTest::addColumn<ProblemCode>("code");
        QTest::newRow("of the contact") << u"n"_s << ProblemCode::Conflict;
        QTest::newRow("unknown") << u"x"_s << ProblemCode::NotFound;
        QTest::newRow("of another conversation") << u"other"_s << ProblemCode::NotFound;
    }
    void othersMessagesAreRefused()
    {
        QFETCH(const QString, ref);
        QFETCH(const ProblemCode, code);
        Outgoing other = outgoing(romeo, u"other"_s);
        other.to = juliet;
        send(other);
        QCOMPARE(refusal(correction(u"b"_s, ref)), code);
        QCOMPARE(refusal(retraction(u"b"_s, ref)), code);
        QCOMPARE(m_fixture->bodies(romeo).size(), 3); // nothing was appended
        QCOMPARE(result(m_fixture->store->outgoing(romeo, u"b"_s)).error().code, ProblemCode::NotFound);
        QCOMPARE(json(1).value("body"_L1).toString(), u"n"_s);
    }

    void retractionEmptiesAllVersions()
    {
        send(correction(u"b"_s, u"a"_s));
        QCOMPARE(sent(retraction(u"c"_s, u"a"_s)), (QJsonObject{{u"retract"_s, u"a"_s}}));
        QCOMPARE(json(4).value("type"_L1).toString(), u"retraction"_s);
        QVERIFY(json(4).value("verified"_L1).toBool());
        for (const qint64 seq : {2, 3}) {
            QVERIFY(json(seq).contains("retracted"_L1));
            QVERIFY(json(seq).value("body"_L1).isNull());
        }
        QCOMPARE(refusal(correction(u"d"_s, u"a"_s)), ProblemCode::NotFound);
        send(retraction(u"e"_s, u"a"_s)); // another device did not know
    }

    void reactionIsForEveryMessage()
    {
        const auto react = [](const QString &id, const QString &ref) {
            return act(id, {{u"react"_s, QJsonObject{{u"ref"_s, ref}, {u"emojis"_s, QJsonArray{u"👍"_s}}}}});
        };
        send(react(u"b"_s, u"n"_s));
        send(react(u"c"_s, u"a"_s));
        send(react(u"d"_s, u"x"_s));
        for (const auto &[seq, about, isVerified] : {std::tuple(3, 1, true), {4, 2, true}, {5, 0, false}}) {
            QCOMPARE(json(seq).value("type"_L1).toString(), u"reaction"_s);
            QCOMPARE(json(seq)["about"_L1]["seq"_L1].toInteger(), about);
            QCOMPARE(json(seq).value("verified"_L1).toBool(), isVerified);
            QCOMPARE(json(seq).value("emojis"_L1).toArray().size(), 1);
        }
    }

    void replyQuotesTwoLines()
    {
        Event long1 = message(romeo, u"long"_s);
        long1.body = u"\n  one \n\ntwo\nthree"_s;
        value(m_fixture->store->append(long1));
        const QJsonObject quoted = sent(reply(u"b"_s, u"long"_s)).value("reply_to"_L1).toObject();
        QCOMPARE(quoted,
                 (QJsonObject{{u"ref"_s, u"long"_s}, {u"from"_s, u"nurse@localhost"_s}, {u"quote"_s, u"one\ntwo"_s}}));
        QCOMPARE(json(4)["reply_to"_L1]["seq"_L1].toInteger(), 3);
        QCOMPARE(json(4)["reply_to"_L1]["quote"_L1].toString(), u"one\ntwo"_s);
        send(correction(u"c"_s, u"a"_s));
        const QJsonObject own = sent(reply(u"d"_s, u"a"_s)).value("reply_to"_L1).toObject();
        QCOMPARE(own.value("from"_L1).toString(), romeo.toString());
        QCOMPARE(own.value("quote"_L1).toString(), u"text of c"_s); // the newest version
        QCOMPARE(sent(reply(u"e"_s, u"x"_s)).value("reply_to"_L1).toObject(), (QJsonObject{{u"ref"_s, u"x"_s}}));
    }

    // Quoted, it would be readable.
    void spoilerIsNotQuoted()
    {
        Event hidden = message(romeo, u"hidden"_s);
        hidden.content = R"({"spoiler":""})";
        value(m_fixture->store->append(hidden));
        QVERIFY(!sent(reply(u"b"_s, u"hidden"_s))["reply_to"_L1].toObject().contains("quote"_L1));
    }

    void sameIdIsSentOnce()
    {
        send(correction(u"b"_s, u"a"_s));
        QVERIFY(send(correction(u"c"_s, u"b"_s)).isNew);
        QVERIFY(!send(correction(u"c"_s, u"b"_s)).isNew); // the ref that the client gave counts
        QCOMPARE(refusal(correction(u"c"_s, u"a"_s)), ProblemCode::Conflict);
        Outgoing plain = correction(u"c"_s, u"b"_s);
        plain.content.clear();
        QCOMPARE(refusal(plain), ProblemCode::Conflict);
        value(m_fixture->store->settle(romeo, u"c"_s, {OutgoingState::Sent, {}, {}, {}}));
        m_fixture->reopen();
        QVERIFY(!send(correction(u"c"_s, u"b"_s)).isNew);
        QCOMPARE(m_fixture->bodies(romeo).size(), 4);
    }

    void contentIsKeptUntilItIsSettled()
    {
        const Outgoing message = act(u"b"_s, {{u"spoiler"_s, u"héé 👍"_s}}, u"text"_s);
        send(message);
        m_fixture->reopen();
        QCOMPARE(value(m_fixture->store->queuedOutgoing(romeo)).last().content, message.content);
        value(m_fixture->store->settle(romeo, u"b"_s, {OutgoingState::Sent, {}, {}, {}}));
        QCOMPARE(value(m_fixture->store->outgoing(romeo, u"b"_s)).content, QByteArray());
    }

    void copyFromTheArchiveIsNoEvent_data()
    {
        QTest::addColumn<Outgoing>("message");
        QTest::newRow("correction") << correction(u"b"_s, u"a"_s);
        QTest::newRow("retraction") << retraction(u"b"_s, u"a"_s);
        QTest::newRow("reply") << reply(u"b"_s, u"n"_s);
        QTest::newRow("reaction") << act(u"b"_s,
                                         {{u"react"_s, QJsonObject{{u"ref"_s, u"n"_s}, {u"emojis"_s, QJsonArray()}}}});
    }
    void copyFromTheArchiveIsNoEvent()
    {
        QFETCH(const Outgoing, message);
        Event copy = outgoingEvent(send(message).message);
        copy.stanzaId = u"archived"_s;
        copy.isIdUnique = true;
        for (const QString &stanzaId : {u"archived"_s, u"archived again"_s}) {
            copy.stanzaId = stanzaId;
            const Appended appended = value(m_fixture->store->append(copy));
            QVERIFY(!appended.isNew);
            QCOMPARE(appended.event.seq, 3);
            QCOMPARE(json(3).value("stanza_id"_L1).toString(), stanzaId);
            m_fixture->change(u"DELETE FROM outgoing"_s); // as after a long time
        }
        QCOMPARE(m_fixture->bodies(romeo).size(), 3);
    }
};

QTEST_GUILESS_MAIN(TestSqlStoreActs)
#include "tst_sqlstoreacts.moc"
