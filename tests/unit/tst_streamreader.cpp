// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/fakexmppserver.h"
#include "support/sessionfixture.h"

#include <QElapsedTimer>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace WebJabber;
using namespace WebJabber::Test;
using namespace std::chrono_literals;

using Moment = FakeXmppServer::Moment;

static constexpr qsizetype maxStanzaBytes = 16 * 1024;
static constexpr qsizetype maxAnswerBytes = 512 * 1024;

static const QByteArray request = "<r xmlns='urn:xmpp:sm:3'/>";

static QByteArray message(const QByteArray &body)
{
    return "<message from='romeo@localhost/x' to='juliet@localhost' type='chat' id='" + body + "'><body>" + body
        + "</body></message>";
}

static QByteArray fill(const QByteArray &part = "x")
{
    return part.repeated(maxStanzaBytes / part.size() + 1);
}

static QByteArray manyAttributes()
{
    QByteArray attributes;
    for (int i = 0; attributes.size() <= maxStanzaBytes; ++i)
        attributes += " z" + QByteArray::number(i) + "=''";
    return attributes;
}

static QByteArray deep()
{
    return QByteArray("<a>").repeated(70) + QByteArray("</a>").repeated(70);
}

static QJsonObject leftOut(const Event &event)
{
    return QJsonDocument::fromJson(event.content).object().value("left_out"_L1).toObject();
}

// What a server sends, and how much of it reaches QXmpp and the store.
class tst_StreamReader : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<FakeXmppServer> m_server = std::make_unique<FakeXmppServer>();
    std::unique_ptr<SessionFixture> m_fixture;

    // Starts `m_server` as prepared, followed by a login.
    void startSession()
    {
        m_server->login(u"demo"_s, "juliet@localhost/fake").answerQueries();
        m_fixture = std::make_unique<SessionFixture>(u"juliet"_s, m_server->port(), QString());
        m_fixture->settings.tls = TlsMode::Off;
        m_fixture->settings.maxStanzaBytes = maxStanzaBytes;
        m_fixture->settings.maxAnswerBytes = maxAnswerBytes;
        m_fixture->settings.loginTimeout = 5s;
    }

    void signIn()
    {
        QVERIFY(m_fixture->signIn());
        QTRY_VERIFY(!m_fixture->store.archiveId(m_fixture->account).isEmpty());
        QTRY_COMPARE(m_fixture->store.waiting(), 0);
    }

    QList<Event> events() const { return m_fixture->store.events(m_fixture->account); }

    QString lastBody() const
    {
        const QStringList bodies = m_fixture->received();
        return bodies.isEmpty() ? QString() : bodies.last();
    }

    int lastCount(const QByteArray &element) const
    {
        const QByteArray bytes = m_server->clearBytes();
        const qsizetype at = bytes.lastIndexOf('<' + element + " xmlns=\"urn:xmpp:sm:3\" h=\"");
        const qsizetype from = bytes.indexOf("h=\"", at) + 3;
        return at < 0 ? -1 : bytes.sliced(from, bytes.indexOf('"', from) - from).toInt();
    }

    // The count of stanzas that the client acknowledges now.
    int acknowledged()
    {
        const auto answers = [this] { return m_server->clearBytes().count("<a xmlns=\"urn:xmpp:sm:3\""); };
        const qsizetype before = answers();
        m_server->write(request);
        return QTest::qWaitFor([&] { return answers() > before; }, 5s) ? lastCount("a") : -1;
    }

private Q_SLOTS:
    void cleanup()
    {
        m_fixture.reset();
        m_server = std::make_unique<FakeXmppServer>();
    }

    void oversizeStanzaIsSkippedAndCounted_data();
    void oversizeStanzaIsSkippedAndCounted();
    void skippedStanzaStaysCountedAcrossResumption();
    void skippedMessageCreatesAnEvent_data();
    void skippedMessageCreatesAnEvent();
    void skippedStanzaReportsItsPrefix_data();
    void skippedStanzaReportsItsPrefix();
    void repeatedIdIsAnotherMessage();
    void skippedRequestGetsAnError();
    void anAnswerOverTheBoundFailsItsRequest();
    void ownAnswersHaveTheirOwnBound_data();
    void ownAnswersHaveTheirOwnBound();
    void archivePageIsReadWithoutTheSkippedStanza_data();
    void archivePageIsReadWithoutTheSkippedStanza();
    void oversizeStanzaBeforeTheSessionIsRejected();

    void ownAnswersAreAcceptedWithAnySender_data();
    void ownAnswersAreAcceptedWithAnySender();
    void answersFromOthersAreIgnored_data();
    void answersFromOthersAreIgnored();

    void unexpectedElementsDoNotEndALogin_data();
    void unexpectedElementsDoNotEndALogin();
    void unexpectedElementsDoNotEndAResumption_data();
    void unexpectedElementsDoNotEndAResumption();
    void stanzasBeforeSignInAreDropped();
    void floodBeforeTheSessionIsRejected();
    void streamErrorDuringLoginIsReported_data();
    void streamErrorDuringLoginIsReported();
    void rejectedResourceIsReported();
    void unexpectedElementsOnTheSessionAreIgnored_data();
    void unexpectedElementsOnTheSessionAreIgnored();

    void aBrokenStreamIsNotResumed_data();
    void aBrokenStreamIsNotResumed();
    void archiveIsReadAfterAMalformedStanza();
    void unreadableArchiveIsSkipped();
};

void tst_StreamReader::oversizeStanzaIsSkippedAndCounted_data()
{
    QTest::addColumn<QByteArray>("stanza");
    const auto row = [](const char *name, const QByteArray &stanza) { QTest::newRow(name) << stanza; };
    const QByteArray from = " from='romeo@localhost/x' id='big'";
    row("large message", "<message" + from + "><body>" + fill() + "</body></message>");
    row("escaped text", "<message" + from + "><body>" + fill("&quot;") + "</body></message>");
    row("CDATA", "<message" + from + "><body><![CDATA[" + fill("</a>") + "]]></body></message>");
    row("comment", "<message" + from + "><!--" + fill("x>") + "--></message>");
    row("attribute", "<message" + from + "><x xmlns='y' z='" + fill() + "'/></message>");
    row("thousands of attributes", "<message" + from + "><x xmlns='y'" + fill(" z=''") + "/></message>");
    row("thousands of attributes of its own", "<message" + from + fill(" z=''") + "/>");
    row("namespaces without end", "<message" + from + "><x" + fill(" xmlns:z='y'") + "/></message>");
    row("name that the parser does not take",
        "<message" + from + "><x xmlns='y' " + QByteArray(5'000, 'z') + "=''/></message>");
    row("deep message", "<message" + from + "><body>a</body>" + deep() + "</message>");
    row("deep presence", "<presence" + from + ">" + deep() + "</presence>");
    row("large presence", "<presence" + from + "><status>" + fill() + "</status></presence>");
    row("headline", "<message type='headline'" + from + ">" + deep() + "</message>");
    row("error", "<message type='error'" + from + ">" + deep() + "</message>");
    row("groupchat", "<message type='groupchat'" + from + ">" + deep() + "</message>");
    row("query", "<iq type='get'" + from + ">" + deep() + "</iq>");
    row("query without an id", "<iq type='get' from='romeo@localhost/x'>" + deep() + "</iq>");
    row("query of the server", "<iq type='set' id='s'><query xmlns='jabber:iq:roster'>" + fill() + "</query></iq>");
    row("answer that nobody waits for", "<iq type='result'" + from + ">" + deep() + "</iq>");
}

void tst_StreamReader::oversizeStanzaIsSkippedAndCounted()
{
    QFETCH(const QByteArray, stanza);
    m_server->manageStreams();
    startSession();
    signIn();
    const int before = acknowledged();
    m_server->write(message("1") + stanza + message("2") + stanza);
    m_server->write(message("3"));
    QTRY_COMPARE(lastBody(), u"3"_s);
    QCOMPARE(acknowledged(), before + 5);
    QStringList bodies = m_fixture->received();
    bodies.removeAll(QString());
    QCOMPARE(bodies, (QStringList{u"1"_s, u"2"_s, u"3"_s}));
    QCOMPARE(m_server->connectionCount(), 1);
}

void tst_StreamReader::skippedStanzaStaysCountedAcrossResumption()
{
    m_server->resumeStreams();
    startSession();
    signIn();
    const int before = acknowledged();
    m_server->write(message("1") + "<message id='d' from='romeo@localhost/x'>" + deep() + "</message>"
                    + "<presence from='romeo@localhost/x'>" + deep() + "</presence>");
    QTRY_COMPARE(events().size(), 2);
    m_server->write(message("2"));
    QTRY_COMPARE(lastBody(), u"2"_s);
    m_server->closeConnection();
    QTRY_COMPARE_WITH_TIMEOUT(m_server->connectionCount(), 2, 10s);
    QTRY_VERIFY_WITH_TIMEOUT(m_fixture->isOnline() && m_server->isAtEnd(), 10s);
    QCOMPARE(lastCount("resume"), before + 4);
    m_server->write("<message id='e' from='romeo@localhost/x'>" + deep() + "</message>" + message("3"));
    QTRY_COMPARE(lastBody(), u"3"_s);
    QCOMPARE(acknowledged(), before + 6);
}

void tst_StreamReader::skippedMessageCreatesAnEvent_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QString>("reason");
    QTest::newRow("too large") << "<body>" + fill() + "</body>" << u"too-large"_s;
    QTest::newRow("too deep") << "<body>a</body>" + deep() << u"too-deep"_s;
}

void tst_StreamReader::skippedMessageCreatesAnEvent()
{
    QFETCH(const QByteArray, content);
    QFETCH(const QString, reason);
    startSession();
    signIn();
    const QByteArray stanza = "<message type='chat' id='big' from='romeo@localhost/x' to='juliet@localhost'>" + content
        + "</message>";
    m_server->write(stanza);
    QTRY_COMPARE(events().size(), 1);
    const Event event = events().first();
    QCOMPARE(event.type, EventType::Message);
    QCOMPARE(event.direction, Direction::In);
    QCOMPARE(event.from.toString(), u"romeo@localhost/x"_s);
    QCOMPARE(event.id, u"big"_s);
    QVERIFY(event.body.isEmpty());
    QCOMPARE(leftOut(event), (QJsonObject{{u"reason"_s, reason}, {u"bytes"_s, stanza.size()}}));
}

void tst_StreamReader::skippedStanzaReportsItsPrefix_data()
{
    QTest::addColumn<QByteArray>("stanza");
    QTest::addColumn<QString>("from");
    QTest::addColumn<QString>("id");
    QTest::addColumn<Direction>("direction");
    const auto row = [](const char *name, const QByteArray &stanza, const char *from, const char *id,
                        Direction direction = Direction::In) {
        QTest::newRow(name) << stanza << QString::fromLatin1(from) << QString::fromLatin1(id) << direction;
    };
    const auto carbon = [](const QByteArray &name, const QByteArray &inner) {
        return "<message from='juliet@localhost' to='juliet@localhost/fake'><" + name
            + " xmlns='urn:xmpp:carbons:2'><forwarded xmlns='urn:xmpp:forward:0'>" + inner + "</forwarded></" + name
            + "></message>";
    };
    const QByteArray sent = "<message xmlns='jabber:client' from='juliet@localhost/desk' to='romeo@localhost' id='s'>";
    const QByteArray received = "<message xmlns='jabber:client' from='romeo@localhost/x' id='r'>";
    row("attributes before the others", "<message" + manyAttributes() + " from='romeo@localhost/x' id='a'/>", "", "");
    row("attributes behind the others", "<message from='romeo@localhost/x' id='a'" + manyAttributes() + "/>",
        "romeo@localhost/x", "a");
    row("carbon of what was received", carbon("received", received + fill() + "</message>"), "romeo@localhost/x", "r");
    row("carbon of what was sent", carbon("sent", sent + deep() + "</message>"), "juliet@localhost/desk", "s",
        Direction::Out);
    row("carbon that somebody else wrote",
        carbon("sent", sent + deep() + "</message>").replace("from='juliet@localhost'", "from='tybalt@localhost/x'"),
        "tybalt@localhost/x", "");
    row("carbon whose message comes too late", carbon("received", "<x y='" + fill() + "'/>" + received + "</message>"),
        "", "");
    row("no sender", "<message id='n'>" + deep() + "</message>", "", "n");
}

void tst_StreamReader::skippedStanzaReportsItsPrefix()
{
    QFETCH(const QByteArray, stanza);
    QFETCH(const QString, from);
    QFETCH(const QString, id);
    QFETCH(const Direction, direction);
    startSession();
    signIn();
    m_server->write(stanza + message("2"));
    QTRY_COMPARE(events().size(), 2);
    const Event event = events().first();
    QVERIFY(!leftOut(event).isEmpty());
    QCOMPARE(event.from.toString(), from);
    QCOMPARE(event.id, id);
    QCOMPARE(event.direction, direction);
}

// Many senders reuse ids, so skipped stanzas with the same id are different ones, like other stanzas.
void tst_StreamReader::repeatedIdIsAnotherMessage()
{
    startSession();
    signIn();
    const QByteArray stanza = "<message id='big' from='romeo@localhost/x'><body>" + fill() + "</body></message>";
    m_server->write(stanza + stanza + message("2"));
    QTRY_COMPARE(lastBody(), u"2"_s);
    QCOMPARE(events().size(), 3);
}

void tst_StreamReader::skippedRequestGetsAnError()
{
    startSession();
    signIn();
    m_server->write("<iq type='get' id='q1' from='romeo@localhost/x'>" + deep() + "</iq>" + message("2"));
    QTRY_COMPARE(m_fixture->received().size(), 1);
    QTRY_VERIFY(m_server->clearBytes().contains("policy-violation"));
    const QByteArray bytes = m_server->clearBytes();
    const QByteArray answer = bytes.sliced(bytes.lastIndexOf("<iq", bytes.indexOf("policy-violation")));
    for (const char *part : {"id=\"q1\"", "to=\"romeo@localhost/x\"", "type=\"error\"", "<error type=\"modify\">"})
        QVERIFY2(answer.first(answer.indexOf("</iq>")).contains(part), answer.constData());
    QVERIFY(!bytes.contains("feature-not-implemented"));
}

void tst_StreamReader::anAnswerOverTheBoundFailsItsRequest()
{
    m_server->answerQueriesWith([](const QByteArray &query, const QByteArray &id) -> QByteArray {
        if (!query.contains("romeo@localhost"))
            return {};
        return "<iq type='result' id='" + id + "'><query xmlns='x'>" + QByteArray(maxAnswerBytes, 'x')
            + "</query></iq>";
    });
    startSession();
    signIn();
    QElapsedTimer time;
    time.start();
    const auto answer = m_fixture->session->setContact(Jid::fromServer(u"romeo@localhost"_s), u"Romeo"_s, {});
    QTRY_VERIFY_WITH_TIMEOUT(answer.isFinished(), 10s);
    QVERIFY(!answer.result());
    QCOMPARE(answer.result().error().code, ProblemCode::XmppError);
    QVERIFY(time.durationElapsed() < 5s);
    QCOMPARE(m_server->connectionCount(), 1);
}

static void addOwnSenders()
{
    QTest::addColumn<QByteArray>("from");
    QTest::newRow("no sender") << QByteArray();
    for (const char *from : {"juliet@localhost", "juliet@localhost/fake", "localhost", "Juliet@LocalHost",
                             "JULIET@localhost/fake", "LOCALHOST"})
        QTest::newRow(from) << " from='" + QByteArray(from) + "'";
}

void tst_StreamReader::ownAnswersHaveTheirOwnBound_data()
{
    addOwnSenders();
}

void tst_StreamReader::ownAnswersHaveTheirOwnBound()
{
    QFETCH(const QByteArray, from);
    constexpr int count = 3'000;
    m_server->answerQueriesWith([from](const QByteArray &query, const QByteArray &id) -> QByteArray {
        if (!query.contains("jabber:iq:roster"))
            return {};
        QByteArray items;
        for (int i = 0; i < count; ++i)
            items += "<item jid='contact" + QByteArray::number(i)
                + "@localhost' subscription='both' name='Somebody'>"
                  "<group>Friends</group></item>";
        return "<iq type='result' id='" + id + "'" + from + "><query xmlns='jabber:iq:roster'>" + items
            + "</query></iq>";
    });
    startSession();
    signIn();
    const auto contacts = m_fixture->session->contacts();
    QTRY_VERIFY_WITH_TIMEOUT(contacts.isFinished(), 15s);
    QVERIFY(contacts.result());
    QCOMPARE(contacts.result()->size(), count);
    QCOMPARE(m_server->connectionCount(), 1);
}

static QByteArray attribute(const QByteArray &xml, const QByteArray &name)
{
    const qsizetype at = xml.indexOf(' ' + name + "=\"") + name.size() + 3;
    return xml.sliced(at, xml.indexOf('"', at) - at);
}

static QByteArray archived(const QByteArray &query, const QByteArray &position, const QByteArray &content)
{
    return "<message to='juliet@localhost/fake' from='juliet@localhost'><result xmlns='urn:xmpp:mam:2' queryid='"
        + attribute(query, "queryid") + "' id='" + position
        + "'><forwarded xmlns='urn:xmpp:forward:0'><delay xmlns='urn:xmpp:delay' stamp='2026-01-02T03:04:05Z'/>"
          "<message xmlns='jabber:client' from='romeo@localhost/x' to='juliet@localhost' type='chat' id='m"
        + position + "'>" + content + "</message></forwarded></result></message>";
}

static QByteArray archiveEnd(const QByteArray &id, bool complete = true)
{
    return "<iq type='result' id='" + id + "'><fin xmlns='urn:xmpp:mam:2' complete='" + (complete ? "true" : "false")
        + "'/></iq>";
}

void tst_StreamReader::archivePageIsReadWithoutTheSkippedStanza_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QString>("reason");
    QTest::newRow("too large") << "<body>" + fill() + "</body>" << u"too-large"_s;
    QTest::newRow("too large as it is wrapped")
        << "<body>" + QByteArray(maxStanzaBytes - 200, 'x') + "</body>" << u"too-large"_s;
    QTest::newRow("too deep") << deep() << u"too-deep"_s;
    QTest::newRow("too deep as it is wrapped")
        << QByteArray("<a>").repeated(61) + QByteArray("</a>").repeated(61) << u"too-deep"_s;
}

void tst_StreamReader::archivePageIsReadWithoutTheSkippedStanza()
{
    QFETCH(const QByteArray, content);
    QFETCH(const QString, reason);
    int firstReads = 0;
    m_server->answerQueriesWith([&](const QByteArray &query, const QByteArray &id) -> QByteArray {
        if (!query.contains("urn:xmpp:mam:2"))
            return {};
        if (query.contains("<before")) {
            ++firstReads;
            return archived(query, "p1", "<body>old</body>") + archiveEnd(id);
        }
        if (query.contains("<after>p1<"))
            return archived(query, "p2", "<body>2</body>") + archived(query, "p3", content)
                + archived(query, "p4", "<body>4</body>") + archiveEnd(id);
        return archiveEnd(id);
    });
    startSession();
    signIn();
    m_server->closeConnection();
    QTRY_COMPARE_WITH_TIMEOUT(events().size(), 3, 10s);
    QCOMPARE(m_fixture->received(), (QStringList{u"2"_s, QString(), u"4"_s}));
    const Event event = events().at(1);
    QCOMPARE(event.stanzaId, u"p3"_s);
    QCOMPARE(event.id, u"mp3"_s);
    QCOMPARE(event.from.toString(), u"romeo@localhost/x"_s);
    QCOMPARE(event.time, QDateTime::fromString(u"2026-01-02T03:04:05Z"_s, Qt::ISODate));
    QCOMPARE(leftOut(event).value("reason"_L1).toString(), reason);
    QTRY_VERIFY_WITH_TIMEOUT(m_fixture->store.archiveId(m_fixture->account).endsWith(" p4"_L1), 10s);
    QCOMPARE(m_server->connectionCount(), 2);
    QCOMPARE(firstReads, 1);
}

void tst_StreamReader::oversizeStanzaBeforeTheSessionIsRejected()
{
    m_server->interject(Moment::BeforeBound, "<message>" + deep() + "</message>");
    startSession();
    QVERIFY(!m_fixture->signIn());
    QVERIFY2(m_fixture->session->lastError().contains(u"nested too deeply"_s),
             qPrintable(m_fixture->session->lastError()));
}

void tst_StreamReader::ownAnswersAreAcceptedWithAnySender_data()
{
    addOwnSenders();
}

// jabberd2 answers from the full JID.
void tst_StreamReader::ownAnswersAreAcceptedWithAnySender()
{
    QFETCH(const QByteArray, from);
    m_server->answerQueriesWith([from](const QByteArray &query, const QByteArray &id) -> QByteArray {
        if (query.contains("jabber:iq:roster"))
            return "<iq type='result' id='" + id + "'" + from
                + "><query xmlns='jabber:iq:roster'><item jid='romeo@localhost'/></query></iq>";
        return "<iq type='error' id='" + id + "'" + from
            + "><error type='cancel'><feature-not-implemented "
              "xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>";
    });
    startSession();
    QVERIFY(m_fixture->signIn());
    QElapsedTimer time;
    time.start();
    const auto contacts = m_fixture->session->contacts();
    QTRY_VERIFY(contacts.isFinished());
    QCOMPARE(contacts.result().value_or(QList<Contact>()).size(), 1);
    // It is sent once the archive has answered.
    m_fixture->enqueue(u"out1"_s, Jid::fromServer(u"romeo@localhost"_s), u"to romeo"_s);
    QTRY_VERIFY(m_server->clearBytes().contains("to romeo"));
}

void tst_StreamReader::answersFromOthersAreIgnored_data()
{
    QTest::addColumn<QByteArray>("from");
    for (const char *from : {"tybalt@localhost", "localhost.evil", "juliet@localhost/other", "juliet@evil", "evil",
                             "juliet@localhost.evil/fake", "localhost/fake", "xjuliet@localhost"})
        QTest::newRow(from) << QByteArray(from);
}

void tst_StreamReader::answersFromOthersAreIgnored()
{
    QFETCH(const QByteArray, from);
    m_server->answerQueriesWith([from](const QByteArray &query, const QByteArray &id) -> QByteArray {
        if (!query.contains("jabber:iq:roster"))
            return {};
        const auto roster = [&](const QByteArray &sender, const QByteArray &contact) {
            return "<iq type='result' id='" + id + "' from='" + sender + "'><query xmlns='jabber:iq:roster'><item jid='"
                + contact + "'/></query></iq>";
        };
        return roster(from, "forged@localhost") + roster("juliet@localhost", "romeo@localhost");
    });
    startSession();
    QVERIFY(m_fixture->signIn());
    const auto contacts = m_fixture->session->contacts();
    QTRY_VERIFY(contacts.isFinished());
    QVERIFY(contacts.result());
    QCOMPARE(contacts.result()->size(), 1);
    QCOMPARE(contacts.result()->first().jid.toString(), u"romeo@localhost"_s);
}

static void addJunk(const QString &name, Moment moment, bool isStanza, const QByteArray &junk)
{
    QTest::newRow(qPrintable(name)) << moment << junk << isStanza;
}

void tst_StreamReader::unexpectedElementsDoNotEndALogin_data()
{
    QTest::addColumn<Moment>("moment");
    QTest::addColumn<QByteArray>("junk");
    QTest::addColumn<bool>("isMessage");
    for (const auto &[moment, when] : {std::pair(Moment::AfterFeatures, u"after the features: "_s),
                                       std::pair(Moment::BeforeBound, u"before bind: "_s),
                                       std::pair(Moment::BeforeEnabled, u"before enabled: "_s)}) {
        addJunk(when + u"white space"_s, moment, false, "\n \n");
        addJunk(when + u"message"_s, moment, true, message("junk"));
        addJunk(when + u"presence"_s, moment, false, "<presence from='romeo@localhost/x'/>");
        addJunk(when + u"query"_s, moment, false,
                "<iq type='get' id='junk' from='romeo@localhost/x'><ping xmlns='urn:xmpp:ping'/></iq>");
        addJunk(when + u"result"_s, moment, false, "<iq type='result' id='junk' from='romeo@localhost/x'/>");
        addJunk(when + u"own server's result"_s, moment, false, "<iq type='result' id='junk' from='localhost'/>");
        addJunk(when + u"unknown element"_s, moment, false, "<what xmlns='urn:ever'/>");
        addJunk(when + u"features again"_s, moment, false, "<stream:features/>");
        addJunk(when + u"request for an acknowledgement"_s, moment, false, request);
    }
}

void tst_StreamReader::unexpectedElementsDoNotEndALogin()
{
    QFETCH(const Moment, moment);
    QFETCH(const QByteArray, junk);
    QFETCH(const bool, isMessage);
    m_server->manageStreams();
    m_server->interject(moment, junk);
    startSession();
    signIn();
    QCOMPARE(m_server->connectionCount(), 1);
    // The server does not count stanzas sent before <enabled/>; here only its answers come after that.
    const int answers = int(m_server->clearBytes().count("<iq ")) - 1;
    m_server->write(message("1"));
    QTRY_COMPARE(m_fixture->received(), isMessage ? (QStringList{u"junk"_s, u"1"_s}) : QStringList{u"1"_s});
    const int refusals = junk.contains("type='get'") ? 1 : 0;
    QCOMPARE(acknowledged(), answers - refusals + 1);
}

void tst_StreamReader::unexpectedElementsDoNotEndAResumption_data()
{
    QTest::addColumn<QByteArray>("junk");
    QTest::addColumn<bool>("isMessage");
    QTest::addColumn<bool>("resumes");
    for (const bool resumes : {true, false}) {
        const char *end = resumes ? "resumed" : "failed";
        QTest::addRow("white space, %s", end) << QByteArray("\n") << false << resumes;
        QTest::addRow("message, %s", end) << message("junk") << true << resumes;
        QTest::addRow("presence, %s", end) << QByteArray("<presence from='romeo@localhost/x'/>") << false << resumes;
    }
}

void tst_StreamReader::unexpectedElementsDoNotEndAResumption()
{
    QFETCH(const QByteArray, junk);
    QFETCH(const bool, isMessage);
    QFETCH(const bool, resumes);
    m_server->resumeStreams(resumes);
    m_server->interject(Moment::BeforeResumed, junk);
    startSession();
    signIn();
    const int before = acknowledged();
    m_server->closeConnection();
    QTRY_COMPARE_WITH_TIMEOUT(m_server->connectionCount(), 2, 10s);
    QTRY_VERIFY_WITH_TIMEOUT(m_fixture->isOnline() && m_server->isAtEnd(), 10s);
    QCOMPARE(lastCount("resume"), before);
    m_server->write(message("1"));
    QTRY_COMPARE_WITH_TIMEOUT(m_fixture->received(), isMessage ? (QStringList{u"junk"_s, u"1"_s}) : QStringList{u"1"_s},
                              10s);
    QCOMPARE(m_server->connectionCount(), 2);
    if (resumes)
        QCOMPARE(acknowledged(), before + 1);
}

void tst_StreamReader::stanzasBeforeSignInAreDropped()
{
    m_server->interject(Moment::BeforeSignIn, "\n" + message("forged") + "<presence/>");
    startSession();
    signIn();
    m_server->write(message("1"));
    QTRY_COMPARE(m_fixture->received(), QStringList(u"1"_s));
}

void tst_StreamReader::floodBeforeTheSessionIsRejected()
{
    m_server->interject(Moment::BeforeBound, message("junk").repeated(100));
    startSession();
    QVERIFY(!m_fixture->signIn());
    QVERIFY2(m_fixture->session->lastError().contains(u"too many stanzas"_s),
             qPrintable(m_fixture->session->lastError()));
    QCOMPARE(events().size(), 0);
}

void tst_StreamReader::streamErrorDuringLoginIsReported_data()
{
    QTest::addColumn<Moment>("moment");
    QTest::newRow("after the features") << Moment::AfterFeatures;
    QTest::newRow("before bind") << Moment::BeforeBound;
    QTest::newRow("before enabled") << Moment::BeforeEnabled;
}

void tst_StreamReader::streamErrorDuringLoginIsReported()
{
    QFETCH(const Moment, moment);
    m_server->manageStreams();
    m_server->interject(moment,
                        "<stream:error><system-shutdown xmlns='urn:ietf:params:xml:ns:xmpp-streams'/>"
                        "<text xmlns='urn:ietf:params:xml:ns:xmpp-streams'>back at\nnoon</text></stream:error>"
                        "</stream:stream>");
    startSession();
    QVERIFY(!m_fixture->signIn());
    QCOMPARE(m_fixture->session->lastError(), u"The XMPP server ended the stream: system-shutdown (back at noon)."_s);
}

void tst_StreamReader::rejectedResourceIsReported()
{
    m_server->bindWith("<iq type='error' id='ID'><error type='cancel'>"
                       "<not-allowed xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>");
    startSession();
    QVERIFY(!m_fixture->signIn());
    QVERIFY2(m_fixture->session->lastError().contains(u"not-allowed"_s), qPrintable(m_fixture->session->lastError()));
}

void tst_StreamReader::unexpectedElementsOnTheSessionAreIgnored_data()
{
    QTest::addColumn<QByteArray>("junk");
    QTest::addColumn<int>("counted");
    QTest::newRow("iq of no type") << QByteArray("<iq from='romeo@localhost/x' id='a'/>") << 1;
    QTest::newRow("iq of an unknown type") << QByteArray("<iq from='romeo@localhost/x' id='a' type='put'/>") << 1;
    QTest::newRow("unknown stanza") << QByteArray("<letter from='romeo@localhost/x'/>") << 0;
    QTest::newRow("unknown namespace") << QByteArray("<message xmlns='urn:ever'/>") << 0;
    QTest::newRow("features") << QByteArray("<stream:features><mechanisms xmlns='urn:ietf:params:xml:ns:xmpp-sasl'>"
                                            "<mechanism>PLAIN</mechanism></mechanisms></stream:features>")
                              << 0;
    QTest::newRow("challenge") << QByteArray("<challenge xmlns='urn:ietf:params:xml:ns:xmpp-sasl'/>") << 0;
    QTest::newRow("enabled again") << QByteArray("<enabled xmlns='urn:xmpp:sm:3' id='x' resume='true'/>") << 0;
    QTest::newRow("failed") << QByteArray("<failed xmlns='urn:xmpp:sm:3'/>") << 0;
}

void tst_StreamReader::unexpectedElementsOnTheSessionAreIgnored()
{
    QFETCH(const QByteArray, junk);
    QFETCH(const int, counted);
    m_server->manageStreams();
    startSession();
    signIn();
    const int before = acknowledged();
    m_server->write(junk + message("1"));
    QTRY_COMPARE(m_fixture->received(), QStringList(u"1"_s));
    QCOMPARE(acknowledged(), before + counted + 1);
    QCOMPARE(m_server->connectionCount(), 1);
    QVERIFY(!m_server->clearBytes().contains("PLAIN"));
}

void tst_StreamReader::aBrokenStreamIsNotResumed_data()
{
    QTest::addColumn<QByteArray>("xml");
    QTest::newRow("crossed tags") << QByteArray("<message><body>a</message></body>");
    QTest::newRow("unknown entity") << QByteArray("<message><body>&what;</body></message>");
    QTest::newRow("no markup") << QByteArray("<message><<body/></message>");
    QTest::newRow("text between stanzas") << QByteArray("text");
    QTest::newRow("document type") << QByteArray("<!DOCTYPE a>");
}

void tst_StreamReader::aBrokenStreamIsNotResumed()
{
    QFETCH(const QByteArray, xml);
    m_server->resumeStreams();
    startSession();
    signIn();
    m_server->write(message("1") + xml);
    QTRY_COMPARE_WITH_TIMEOUT(m_server->connectionCount(), 2, 10s);
    QTRY_VERIFY_WITH_TIMEOUT(m_fixture->isOnline() && m_server->isAtEnd(), 10s);
    QVERIFY(!m_server->clearBytes().contains("<resume "));
    m_server->write(message("2"));
    QTRY_COMPARE(m_fixture->received(), (QStringList{u"1"_s, u"2"_s}));
}

void tst_StreamReader::archiveIsReadAfterAMalformedStanza()
{
    m_server->answerQueriesWith([](const QByteArray &query, const QByteArray &id) -> QByteArray {
        if (!query.contains("urn:xmpp:mam:2"))
            return {};
        if (query.contains("<before"))
            return archived(query, "p1", "<body>old</body>") + archiveEnd(id);
        if (query.contains("<after>p1<"))
            return archived(query, "p2", "<body>2</body>") + archived(query, "p3", "<body>&what;</body>");
        if (query.contains("<after>p3<"))
            return archived(query, "p4", "<body>4</body>") + archiveEnd(id);
        return {};
    });
    startSession();
    signIn();
    m_server->closeConnection();
    QTRY_VERIFY_WITH_TIMEOUT(lastBody() == "4"_L1, 15s);
    QCOMPARE(m_fixture->received(), (QStringList{u"2"_s, QString(), u"4"_s}));
    QCOMPARE(leftOut(events().at(1)).value("reason"_L1).toString(), u"not-well-formed"_s);
    QCOMPARE(m_server->connectionCount(), 3);
}

void tst_StreamReader::unreadableArchiveIsSkipped()
{
    int firstReads = 0;
    m_server->answerQueriesWith([&](const QByteArray &query, const QByteArray &id) -> QByteArray {
        if (!query.contains("urn:xmpp:mam:2"))
            return {};
        if (query.contains("<before"))
            return archived(query, ++firstReads == 1 ? "p1" : "p9", "<body>old</body>") + archiveEnd(id);
        return "<message from='juliet@localhost'><<result/></message>";
    });
    startSession();
    signIn();
    m_server->closeConnection();
    QTRY_COMPARE_WITH_TIMEOUT(firstReads, 2, 20s);
    QTRY_VERIFY(m_fixture->store.archiveId(m_fixture->account).endsWith(" p9"_L1));
    m_server->write(message("1"));
    QTRY_COMPARE(m_fixture->received(), QStringList(u"1"_s));
    QCOMPARE(m_server->connectionCount(), 4);
}

QTEST_GUILESS_MAIN(tst_StreamReader)
#include "tst_streamreader.moc"
