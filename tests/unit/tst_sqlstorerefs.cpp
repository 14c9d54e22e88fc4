// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/eventjson.h"
#include "shared/legacytext.h"

#include "sqlstorefixture.h"

#include <QJsonArray>
#include <QJsonDocument>

using namespace Qt::StringLiterals;
using namespace WebJabber;
using namespace WebJabber::Test;
using namespace std::chrono_literals;

static const QString nurse = u"nurse@localhost"_s;

static Event withContent(Event event, const QJsonObject &content)
{
    event.content = QJsonDocument(content).toJson(QJsonDocument::Compact);
    return event;
}

// A message that Romeo received from `peer`; or one that another client of his sent there.
static Event text(const QString &id, const QString &peer = nurse, Direction direction = Direction::In)
{
    Event event = message(romeo, id);
    event.body = u"text of "_s + id;
    event.direction = direction;
    event.isIdUnique = false;
    (direction == Direction::In ? event.from : event.to) = Jid::fromServer(peer);
    (direction == Direction::In ? event.to : event.from) = romeo;
    return event;
}

static QJsonObject aboutOf(const QString &id)
{
    return {{u"about"_s, QJsonObject{{u"ref"_s, id}, {u"id"_s, id}, {u"seq"_s, QJsonValue()}}}, {u"verified"_s, false}};
}

// The same with a reference to the message `about`, as stanzacodec.h makes it. `id` is its own.
static Event act(EventType type, const QString &about, const QString &id = u"act"_s, const QString &peer = nurse,
                 Direction direction = Direction::In)
{
    Event event = text(id, peer, direction);
    event.type = type;
    if (type == EventType::Receipt || type == EventType::Marker) {
        event.id = about;
        event.body.clear();
        return event;
    }
    if (type != EventType::Correction)
        event.body.clear();
    return withContent(event, aboutOf(about));
}

static Event reply(const QString &ref, const QString &from)
{
    const QJsonValue author = from.isEmpty() ? QJsonValue() : QJsonValue(from);
    const QJsonObject replyTo{{u"ref"_s, ref}, {u"from"_s, author}, {u"seq"_s, QJsonValue()}};
    return withContent(text(u"act"_s), {{u"reply_to"_s, replyTo}});
}

// Later events refer to earlier messages: which event that is, and whether the same author wrote it.
class TestSqlStoreRefs : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<SqlStoreFixture> m_fixture;

    qint64 add(const Event &event) { return value(m_fixture->store->append(event)).event.seq; }
    // Stores the event. Returns what clients see of it.
    QJsonObject told(const Event &event) { return eventJson(value(m_fixture->store->append(event)).event); }
    Event kept(qint64 seq) { return value(m_fixture->store->eventsAfter(romeo, seq - 1, 1)).events.value(0); }
    QJsonObject json(qint64 seq) { return eventJson(kept(seq)); }
    bool isEmptied(qint64 seq) { return json(seq).contains("retracted"_L1) && json(seq).value("body"_L1).isNull(); }
    QStringList legacyBodies()
    {
        QStringList bodies;
        for (const Event &event : value(m_fixture->store->legacyMessages(romeo, 100)))
            bodies += legacyText(event).value_or(u"none"_s);
        return bodies;
    }
    qint64 count(const QString &table)
    {
        qint64 rows = -1;
        {
            QSqlDatabase database = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"count"_s);
            database.setDatabaseName(m_fixture->path() + u"/webjabber.db"_s);
            QSqlQuery query(database.open() ? database : QSqlDatabase());
            if (query.exec(u"SELECT count(*) FROM "_s + table) && query.next())
                rows = query.value(0).toLongLong();
        }
        QSqlDatabase::removeDatabase(u"count"_s);
        return rows;
    }

private Q_SLOTS:
    void init() { m_fixture = std::make_unique<SqlStoreFixture>(); }
    void cleanup() { m_fixture.reset(); }

    // Before each: 1 is from the nurse, 2 to her, 3 from Tybalt with the id of 1.
    void findsTheMessage_data()
    {
        QTest::addColumn<Event>("event");
        QTest::addColumn<qint64>("seq"); // 0: null
        QTest::addColumn<bool>("isVerified");
        const auto row = [](const QByteArray &name, const Event &event, qint64 seq, bool isVerified) {
            QTest::newRow(name.constData()) << event << seq << isVerified;
        };
        const auto in = Direction::In;
        const auto out = Direction::Out;
        const QString tybalt = u"tybalt@localhost/street"_s;
        for (const auto &[name, type] :
             {std::pair("correction", EventType::Correction), std::pair("retraction", EventType::Retraction)}) {
            const QByteArray tag(name);
            row(tag + " of one's own", act(type, u"in"_s), 1, true);
            row(tag + " by another client of the author", act(type, u"in"_s, u"a"_s, nurse + u"/street"_s), 1, true);
            row(tag + " by another client of the account", act(type, u"out"_s, u"a"_s, nurse, out), 2, true);
            row(tag + " of the account's message by the contact", act(type, u"out"_s), 2, false);
            row(tag + " of the contact's message by the account", act(type, u"in"_s, u"a"_s, nurse, out), 1, false);
            row(tag + " of an unknown message", act(type, u"none"_s), 0, false);
            row(tag + " of a message elsewhere", act(type, u"out"_s, u"a"_s, tybalt), 0, false);
            row(tag + " in another conversation with the id", act(type, u"in"_s, u"a"_s, tybalt), 3, true);
            row(tag + " by a stranger", act(type, u"in"_s, u"a"_s, u"nurse@localhost.example"_s), 0, false);
            row(tag + " by the domain", act(type, u"in"_s, u"a"_s, u"localhost"_s), 0, false);
            row(tag + " to oneself", act(type, u"out"_s, u"a"_s, romeo.toString(), out), 0, false);
            row(tag + " with the id in other case", act(type, u"IN"_s), 0, false);
        }
        row("reaction to the account's message", act(EventType::Reaction, u"out"_s), 2, true);
        row("reaction to one's own", act(EventType::Reaction, u"in"_s), 1, true);
        row("reaction of the account", act(EventType::Reaction, u"in"_s, u"a"_s, nurse, out), 1, true);
        row("reaction to an unknown message", act(EventType::Reaction, u"none"_s), 0, false);
        row("reaction to a message elsewhere", act(EventType::Reaction, u"out"_s, u"a"_s, tybalt, in), 0, false);
    }
    void findsTheMessage()
    {
        QFETCH(const Event, event);
        QFETCH(const qint64, seq);
        QFETCH(const bool, isVerified);
        add(text(u"in"_s));
        add(text(u"out"_s, nurse, Direction::Out));
        add(text(u"in"_s, u"tybalt@localhost/street"_s));
        m_fixture->reopen();
        const QJsonObject seen = told(event);
        QCOMPARE(seen["about"_L1]["seq"_L1], seq > 0 ? QJsonValue(seq) : QJsonValue());
        QCOMPARE(seen["about"_L1]["id"_L1].toString(), eventContent(event)["about"_L1]["id"_L1].toString());
        QCOMPARE(seen.value("verified"_L1).toBool(), isVerified);
        QCOMPARE(json(4), seen);
        const bool isTakenBack = event.type == EventType::Retraction && isVerified;
        for (const qint64 each : {1, 2, 3})
            QCOMPARE(isEmptied(each), isTakenBack && each == seq);
    }

    void findsWhatWasReadAndRepliedTo_data()
    {
        QTest::addColumn<Event>("event");
        QTest::addColumn<qint64>("seq");
        const auto row = [](const char *name, const Event &event, qint64 seq) { QTest::newRow(name) << event << seq; };
        const auto out = Direction::Out;
        row("receipt", act(EventType::Receipt, u"out"_s), 2);
        row("marker", act(EventType::Marker, u"out"_s), 2);
        row("marker of the account", act(EventType::Marker, u"in"_s, {}, nurse, out), 1);
        row("receipt of an unknown message", act(EventType::Receipt, u"none"_s), 0);
        row("receipt of a message elsewhere", act(EventType::Receipt, u"out"_s, {}, u"tybalt@localhost"_s), 0);
        row("receipt with an id that both used", act(EventType::Receipt, u"both"_s), 4);
        row("marker of the account with an id that both used", act(EventType::Marker, u"both"_s, {}, nurse, out), 3);
        row("reply to the account", reply(u"out"_s, u"romeo@localhost/x"_s), 2);
        row("reply to oneself", reply(u"in"_s, nurse + u"/garden"_s), 1);
        row("reply to nobody in particular", reply(u"in"_s, {}), 1);
        row("reply to an id that both used, of the nurse", reply(u"both"_s, nurse), 3);
        row("reply to an id that both used, of the account", reply(u"both"_s, romeo.toString()), 4);
        row("reply to an unknown message", reply(u"none"_s, nurse), 0);
    }
    void findsWhatWasReadAndRepliedTo()
    {
        QFETCH(const Event, event);
        QFETCH(const qint64, seq);
        add(text(u"in"_s));
        value(m_fixture->store->enqueue(outgoing(romeo, u"out"_s)));
        add(text(u"both"_s));
        add(text(u"both"_s, nurse, Direction::Out));
        const QJsonObject seen = told(event);
        const QLatin1StringView member = event.type == EventType::Message ? "reply_to"_L1 : "about"_L1;
        QCOMPARE(seen[member]["seq"_L1], seq > 0 ? QJsonValue(seq) : QJsonValue());
        QVERIFY(!seen.contains("_seq"_L1));
        QCOMPARE(json(5), seen);
    }

    void aMarkerThatIsSentSaysWhatItIsAbout()
    {
        add(text(u"in"_s));
        Outgoing marker = outgoing(romeo, u"m"_s);
        marker.type = markerType;
        marker.body = u"in"_s;
        value(m_fixture->store->enqueue(marker));
        QCOMPARE(json(2)["about"_L1]["seq"_L1], QJsonValue(1));
    }

    // A sender who uses the id of somebody else's message changes at most a message of its own.
    void usingAnothersIdGainsNothing()
    {
        const qint64 before = add(text(u"x"_s));
        const qint64 own = value(m_fixture->store->enqueue(outgoing(romeo, u"x"_s))).message.seq;
        const qint64 after = add(text(u"x"_s));
        QCOMPARE(told(act(EventType::Retraction, u"x"_s))["about"_L1]["seq"_L1], QJsonValue(after));
        QVERIFY(isEmptied(after));
        QVERIFY(!isEmptied(own) && !isEmptied(before));
        // The author's own reference is not disturbed.
        const QJsonObject correction = told(act(EventType::Correction, u"x"_s, u"c"_s, nurse, Direction::Out));
        QCOMPARE(correction["about"_L1]["seq"_L1], QJsonValue(own));
        QVERIFY(correction.value("verified"_L1).toBool());
    }

    void ofOneAuthorsSameIdsTheNewestCounts()
    {
        add(text(u"1"_s));
        const qint64 newest = add(unlike(text(u"1"_s)));
        QCOMPARE(told(act(EventType::Correction, u"1"_s))["about"_L1]["seq"_L1], QJsonValue(newest));
    }

    static Event unlike(Event event)
    {
        event.body += u" again"_s;
        return event;
    }

    void bothIdsOfAMessageAreGood()
    {
        add(withContent(text(u"id"_s), {{u"ref"_s, u"origin"_s}}));
        Event own = text(u"own origin"_s, nurse, Direction::Out);
        own.wireId = u"own id"_s;
        add(own);
        for (const QString &id : {u"id"_s, u"origin"_s})
            QCOMPARE(told(act(EventType::Reaction, id, id))["about"_L1]["seq"_L1], QJsonValue(1));
        for (const QString &id : {u"own id"_s, u"own origin"_s})
            QCOMPARE(told(act(EventType::Receipt, id))["about"_L1]["seq"_L1], QJsonValue(2));
        // One id for the correction, the other one for the retraction.
        add(act(EventType::Correction, u"id"_s, u"c"_s));
        QVERIFY(told(act(EventType::Retraction, u"origin"_s, u"r"_s)).value("verified"_L1).toBool());
        QVERIFY(isEmptied(1));
        QVERIFY(isEmptied(7));
    }

    void aLongIdIsAsGood()
    {
        const QString id(1'000'000, u'x');
        add(text(id));
        add(text(id + u'y'));
        QCOMPARE(told(act(EventType::Reaction, id))["about"_L1]["seq"_L1], QJsonValue(1));
        QCOMPARE(told(act(EventType::Receipt, id + u'y'))["about"_L1]["seq"_L1], QJsonValue(2));
        QVERIFY(told(act(EventType::Reaction, id + u'z'))["about"_L1]["seq"_L1].isNull());
    }

    void aMessageWithoutAnIdIsNotReferredTo()
    {
        add(text({}));
        QVERIFY(told(act(EventType::Correction, {}))["about"_L1]["seq"_L1].isNull());
        QCOMPARE(count(u"refs"_s), 1); // of the correction
    }

    // A nickname may belong to somebody else by now.
    void nothingIsVerifiedInPrivateMessagesOfARoom()
    {
        const QString occupant = u"room@rooms.localhost/nurse"_s;
        const QJsonObject isPrivate{{u"kind"_s, u"private"_s}};
        add(withContent(text(u"a"_s, occupant), isPrivate));
        QJsonObject content = aboutOf(u"a"_s);
        content.insert("kind"_L1, u"private"_s);
        const QJsonObject seen = told(withContent(act(EventType::Retraction, u"a"_s, u"r"_s, occupant), content));
        QVERIFY(seen["about"_L1]["seq"_L1].isNull());
        QCOMPARE(seen.value("verified"_L1), QJsonValue(false));
        QVERIFY(!isEmptied(1));
    }

    void referencesToACorrectionMeanTheFirstVersion()
    {
        add(text(u"a"_s));
        add(act(EventType::Correction, u"a"_s, u"b"_s));
        for (const QString &id : {u"a"_s, u"b"_s}) {
            const QJsonObject correction = told(act(EventType::Correction, id, u"c"_s + id));
            QCOMPARE(correction["about"_L1]["seq"_L1], QJsonValue(1));
            QVERIFY(correction.value("verified"_L1).toBool());
            QVERIFY(!correction.contains("_previous"_L1));
        }
        QCOMPARE(told(act(EventType::Reaction, u"b"_s, u"r"_s))["about"_L1]["seq"_L1], QJsonValue(1));
        QCOMPARE(told(reply(u"b"_s, nurse))["reply_to"_L1]["seq"_L1], QJsonValue(1));
    }

    // If the original of a correction is unknown, later events refer to the correction itself.
    void aCorrectionMayBeAllThatIsKnown()
    {
        const qint64 seq = add(act(EventType::Correction, u"none"_s, u"b"_s));
        const QJsonObject seen = told(act(EventType::Retraction, u"b"_s, u"r"_s));
        QCOMPARE(seen["about"_L1]["seq"_L1], QJsonValue(seq));
        QVERIFY(isEmptied(seq));
        QVERIFY(json(seq).contains("about"_L1));
    }

    void aRetractionEmptiesAllVersions_data()
    {
        QTest::addColumn<QString>("id");
        QTest::newRow("by the first id") << u"a"_s;
        QTest::newRow("by the id of a correction") << u"c0"_s;
    }
    void aRetractionEmptiesAllVersions()
    {
        QFETCH(const QString, id);
        const QJsonObject files{{u"files"_s, QJsonArray{QJsonObject{{u"url"_s, u"https://example.org/secret"_s}}}},
                                {u"subject"_s, u"secret"_s},
                                {u"ref"_s, u"origin"_s}};
        add(withContent(text(u"a"_s), files));
        for (int i = 0; i < 3; ++i)
            add(act(EventType::Correction, u"a"_s, u"c%1"_s.arg(i)));
        add(text(u"other"_s));
        Event retraction = act(EventType::Retraction, id, u"r"_s);
        retraction.time = m_fixture->now;
        QVERIFY(told(retraction).value("verified"_L1).toBool());
        m_fixture->reopen();
        for (const qint64 seq : {1, 2, 3, 4}) {
            QVERIFY(isEmptied(seq));
            QVERIFY(!QJsonDocument(json(seq)).toJson().contains("secret"));
            QCOMPARE(json(seq).value("retracted"_L1).toString(), u"2026-01-01T12:00:00.000Z"_s);
        }
        QCOMPARE(json(1).value("ref"_L1).toString(), u"origin"_s);
        QCOMPARE(json(2)["about"_L1]["seq"_L1], QJsonValue(1));
        QVERIFY(json(2).value("verified"_L1).toBool());
        QVERIFY(!isEmptied(5) && !isEmptied(6));
        // The text does not come back.
        const QJsonObject late = told(act(EventType::Correction, u"a"_s, u"late"_s));
        QVERIFY(late.value("body"_L1).isNull() && late.contains("retracted"_L1));
        const qint64 again = add(act(EventType::Retraction, u"a"_s, u"r2"_s));
        QVERIFY(json(again).value("verified"_L1).toBool());
        QCOMPARE(json(1).value("retracted"_L1).toString(), u"2026-01-01T12:00:00.000Z"_s);
    }

    void anIdUsedAgainAfterARetractionIsANewMessage()
    {
        add(text(u"1"_s));
        add(act(EventType::Retraction, u"1"_s, u"r"_s));
        const qint64 seq = add(unlike(text(u"1"_s)));
        const QJsonObject correction = told(act(EventType::Correction, u"1"_s, u"c"_s));
        QCOMPARE(correction["about"_L1]["seq"_L1], QJsonValue(seq));
        QVERIFY(!correction.contains("retracted"_L1));
    }

    void aRetractedMessageIsNotForLegacyClients()
    {
        m_fixture->addDevice(romeo, "hash", DeviceKind::Legacy);
        add(text(u"a"_s));
        add(act(EventType::Receipt, u"none"_s));
        add(text(u"b"_s));
        QCOMPARE(legacyBodies(), (QStringList{u"text of a"_s, u"text of b"_s}));
        add(act(EventType::Retraction, u"b"_s, u"r1"_s));
        QCOMPARE(legacyBodies(), QStringList{u"text of a"_s});
        add(act(EventType::Retraction, u"a"_s, u"r2"_s));
        QCOMPARE(legacyBodies(), QStringList());
        // These clients have nothing to acknowledge now, and the queue is not kept for them.
        m_fixture->runRetention();
        QCOMPARE(m_fixture->bodies(romeo), QStringList());
        add(text(u"c"_s));
        QCOMPARE(legacyBodies(), QStringList{u"text of c"_s});
    }

    void nobodyIsNotifiedOfARetractedMessage()
    {
        PushSubscription wanted;
        wanted.account = romeo;
        wanted.endpoint = QUrl(u"https://push.example/1"_s);
        wanted.payload = PushPayload::Full;
        wanted.deviceId = m_fixture->addDevice(romeo, "hash").id;
        const QString id = value(m_fixture->store->saveSubscription(wanted)).id;
        add(text(u"a"_s));
        add(text(u"b"_s));
        QCOMPARE(value(m_fixture->store->duePush(id, {})).event->id, u"b"_s);
        add(act(EventType::Retraction, u"b"_s, u"r"_s));
        const DuePush due = value(m_fixture->store->duePush(id, {}));
        QCOMPARE(due.event->id, u"a"_s);
        QCOMPARE(due.unread, 1);
        // Who has read up to the retracted one has read the one before it.
        add(act(EventType::Marker, u"b"_s, {}, nurse, Direction::Out));
        QVERIFY(!value(m_fixture->store->duePush(id, {})).event);
    }

    void whatIsRetractedTakesNoSpaceInTheQueue()
    {
        m_fixture->settings.limits.bytesPerAccount = 30'000;
        m_fixture->reopen();
        for (int i = 0; i < 10; ++i) {
            Event event = text(QString::number(i));
            event.body = QString(9'000, u'x');
            add(event);
            add(act(EventType::Retraction, QString::number(i), u"r%1"_s.arg(i)));
        }
        QCOMPARE(value(m_fixture->store->eventsAfter(romeo, 0, 100)).oldest, 1);
    }

    // A seq is null if the queue does not hold the message. Who wrote it is known all the same.
    void theAuthorIsKnownLongerThanTheMessage()
    {
        const Device device = m_fixture->addDevice(romeo, "hash");
        add(text(u"a"_s));
        value(m_fixture->store->acknowledge(device.id, 1));
        m_fixture->now += 20 * 24h;
        m_fixture->runRetention();
        m_fixture->reopen();
        const QJsonObject mine = told(act(EventType::Correction, u"a"_s, u"c"_s));
        QVERIFY(mine.value("verified"_L1).toBool());
        QVERIFY(mine["about"_L1]["seq"_L1].isNull());
        const QJsonObject theirs = told(act(EventType::Correction, u"a"_s, u"c"_s, nurse, Direction::Out));
        QVERIFY(!theirs.value("verified"_L1).toBool());
        // The corrections that are left in the queue are emptied.
        add(act(EventType::Retraction, u"a"_s, u"r"_s));
        QVERIFY(isEmptied(2));
        QVERIFY(!isEmptied(3));
    }

    void refsAreDeletedByAge()
    {
        constexpr int old = 1'200; // some slices
        m_fixture->settings.limits.refsAge = std::chrono::days(10);
        m_fixture->reopen();
        m_fixture->addDevice(romeo, "hash");
        for (int i = 0; i < old; ++i)
            m_fixture->store->append(text(QString::number(i)));
        m_fixture->now += 10 * 24h;
        add(text(u"young"_s));
        m_fixture->runRetention();
        QCOMPARE(count(u"refs"_s), old + 1);
        m_fixture->now += 1s;
        m_fixture->runRetention();
        QCOMPARE(count(u"refs"_s), 1);
        QVERIFY(!told(act(EventType::Correction, u"7"_s)).value("verified"_L1).toBool());
        QVERIFY(told(act(EventType::Correction, u"young"_s, u"c"_s)).value("verified"_L1).toBool());
    }

    void refsGoWithTheAccount()
    {
        for (int i = 0; i < 1'200; ++i)
            m_fixture->store->append(text(QString::number(i)));
        value(m_fixture->store->removeAccount(romeo));
        QTRY_COMPARE(count(u"refs"_s), 0);
    }
};

QTEST_GUILESS_MAIN(TestSqlStoreRefs)
#include "tst_sqlstorerefs.moc"
