// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/transmitter.h"
#include "support/fakexmppserver.h"
#include "support/sessionfixture.h"

#include <QRegularExpression>
#include <QTest>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace WebJabber;
using namespace WebJabber::Test;
using namespace std::chrono_literals;

// The handling of messages to a server that misbehaves.
class tst_Transmitter : public QObject
{
    Q_OBJECT

private:
    const Jid m_romeo = Jid::fromServer(u"romeo@localhost"_s);
    std::unique_ptr<FakeXmppServer> m_server;
    std::unique_ptr<SessionFixture> m_fixture;
    QList<QByteArray> m_pings; // ids of the unanswered ones
    QByteArray m_archivePage; // the archive's content; empty: there is no archive
    bool m_holdsPings = false;
    bool m_isArchiveSilent = false;

    QByteArray answerTo(const QByteArray &query, const QByteArray &id)
    {
        if (query.contains("urn:xmpp:ping") && m_holdsPings) {
            m_pings += id;
            return " ";
        }
        if (!query.contains("urn:xmpp:mam:2"))
            return {};
        if (m_isArchiveSilent)
            return " ";
        if (m_archivePage.isEmpty())
            return "<iq type='error' id='" + id
                + "'><error type='cancel'><service-unavailable "
                  "xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>";
        return QByteArray(m_archivePage).replace("QUERY", id) + "<iq type='result' id='" + id
            + "'><fin xmlns='urn:xmpp:mam:2' complete='true'/></iq>";
    }

    void startSession(bool managesStreams = true, const QByteArray &feature = {})
    {
        m_server = std::make_unique<FakeXmppServer>();
        startSessionWith(managesStreams, feature);
    }

    // Starts `m_server` as prepared.
    void startSessionWith(bool managesStreams = true, const QByteArray &feature = {})
    {
        if (managesStreams)
            m_server->manageStreams();
        m_server->offer(feature)
            .login(u"demo"_s, "juliet@localhost/fake")
            .answerQueriesWith([this](const QByteArray &query, const QByteArray &id) { return answerTo(query, id); });
        m_fixture = std::make_unique<SessionFixture>(u"juliet"_s, m_server->port(), QString());
        m_fixture->settings.tls = TlsMode::Off;
        m_fixture->settings.conflictWait = 100ms;
        QVERIFY(m_fixture->signIn());
        QTRY_COMPARE(m_fixture->store.waiting(), 0);
    }

    void enqueue(const QString &id, const QString &body) { m_fixture->enqueue(id, m_romeo, body); }

    Outgoing message(const QString &id) const { return m_fixture->store.message(m_fixture->account, id); }
    OutgoingState stateOf(const QString &id) const { return message(id).state; }

    qsizetype timesSent(const QByteArray &body) const
    {
        return m_server->clearBytes().count("<body>" + body + "</body>");
    }

    // The number of stanzas up to the message with this body, as a server counts them (XEP-0198).
    int stanzasUpTo(const QByteArray &body) const
    {
        const QByteArray bytes = m_server->clearBytes();
        const qsizetype begin = bytes.lastIndexOf("<enable xmlns=\"urn:xmpp:sm:3\"");
        const QString stanzas = QString::fromLatin1(
            bytes.sliced(begin, bytes.indexOf("<body>" + body + "</body>", begin) - begin));
        static const QRegularExpression stanza(u"<(iq|presence|message)[ />]"_s);
        return int(stanzas.count(stanza));
    }

    void acknowledge(int stanzas)
    {
        m_server->write("<a xmlns='urn:xmpp:sm:3' h='" + QByteArray::number(stanzas) + "'/>");
    }

    void endStream(const QByteArray &condition)
    {
        m_server->write("<stream:error><" + condition
                        + " xmlns='urn:ietf:params:xml:ns:xmpp-streams'/></stream:error></stream:stream>");
        m_server->closeConnection();
    }

    void bounce(const QByteArray &id, const QByteArray &from)
    {
        m_server->write("<message type='error' id='" + id + "' to='juliet@localhost/fake' from='" + from
                        + "'><error type='cancel'><remote-server-not-found "
                          "xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/>"
                          "<text xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'>no such host</text></error></message>");
    }

    static QByteArray archived(const QByteArray &message)
    {
        static int number = 0;
        return "<message from='juliet@localhost'><result xmlns='urn:xmpp:mam:2' queryid='QUERY' id='a"
            + QByteArray::number(++number) + "'><forwarded xmlns='urn:xmpp:forward:0'>" + message
            + "</forwarded></result></message>";
    }

    static QByteArray own(const QByteArray &id)
    {
        return archived(
            "<message xmlns='jabber:client' type='chat' from='juliet@localhost/fake' to='romeo@localhost' id='" + id
            + "'><body>" + id + "</body></message>");
    }

private Q_SLOTS:
    void init()
    {
        m_pings.clear();
        m_archivePage.clear();
        m_holdsPings = false;
        m_isArchiveSilent = false;
    }

    void cleanup()
    {
        m_fixture.reset();
        m_server.reset();
    }

    void bounceAfterAcknowledgementIsAFailure()
    {
        startSession();
        enqueue(u"m1"_s, u"one"_s);
        QTRY_COMPARE(timesSent("one"), 1);
        acknowledge(stanzasUpTo("one"));
        QTRY_COMPARE(stateOf(u"m1"_s), OutgoingState::Sent);
        for (int i = 0; i < 2; ++i) {
            bounce("m1", "romeo@localhost");
            QTRY_COMPARE(stateOf(u"m1"_s), OutgoingState::Failed);
        }
        QCOMPARE(message(u"m1"_s).problem, u"xmpp-error"_s);
        QCOMPARE(message(u"m1"_s).condition, u"remote-server-not-found"_s);
        QCOMPARE(message(u"m1"_s).detail, u"no such host"_s);
    }

    // It is not acknowledged to the server before that.
    void bounceIsRetriedUntilStored()
    {
        startSession();
        enqueue(u"m1"_s, u"one"_s);
        QTRY_COMPARE(timesSent("one"), 1);
        m_fixture->store.setHeld(true);
        bounce("m1", "romeo@localhost");
        m_server->write("<r xmlns='urn:xmpp:sm:3'/>");
        QTRY_VERIFY(m_fixture->store.waiting() > 0);
        m_fixture->store.setFailing(true);
        m_fixture->store.setHeld(false);
        QTRY_VERIFY(m_fixture->store.refusals() > 0);
        QCOMPARE(stateOf(u"m1"_s), OutgoingState::Queued);
        m_fixture->store.setFailing(false);
        QTRY_COMPARE_WITH_TIMEOUT(stateOf(u"m1"_s), OutgoingState::Failed, 20s);
    }

    void aBounceInTheArchiveIsAFailure()
    {
        startSession();
        enqueue(u"m1"_s, u"one"_s);
        QTRY_COMPARE(timesSent("one"), 1);
        acknowledge(stanzasUpTo("one"));
        QTRY_COMPARE(stateOf(u"m1"_s), OutgoingState::Sent);
        m_fixture->kill();
        m_archivePage =
            own("m1")
            + archived(
                "<message xmlns='jabber:client' type='error' id='m1' to='juliet@localhost' from='romeo@localhost'>"
                "<error type='cancel'><gone xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></message>");
        (void)m_fixture->store.saveAccount(m_fixture->account, {});
        (void)m_fixture->store.saveArchiveId(m_fixture->account, u"2026-01-01T00:00:00.000Z start"_s);
        QTRY_COMPARE(m_fixture->store.waiting(), 0);
        QVERIFY(m_fixture->restore());
        QTRY_COMPARE(stateOf(u"m1"_s), OutgoingState::Failed);
        QCOMPARE(message(u"m1"_s).condition, u"gone"_s);
    }

    void withoutStreamManagementAPingConfirms()
    {
        startSession(false);
        m_holdsPings = true;
        for (int i = 0; i < 10; ++i)
            enqueue(u"m%1"_s.arg(i), u"body %1"_s.arg(i));
        QTRY_COMPARE(timesSent("body 9"), 1);
        QTRY_COMPARE(m_pings.size(), 1);
        QTRY_COMPARE(m_fixture->store.waiting(), 0);
        for (int i = 0; i < 10; ++i)
            QCOMPARE(stateOf(u"m%1"_s.arg(i)), OutgoingState::Queued);
        // Any answer confirms them.
        m_server->write("<iq type='error' id='" + m_pings.first()
                        + "'><error type='cancel'><feature-not-implemented "
                          "xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>");
        QTRY_COMPARE(stateOf(u"m0"_s), OutgoingState::Sent);
        if (stateOf(u"m9"_s) != OutgoingState::Sent) { // it was written after the ping
            QTRY_COMPARE(m_pings.size(), 2);
            m_server->write("<iq type='result' id='" + m_pings.last() + "'/>");
        }
        QTRY_COMPARE(stateOf(u"m9"_s), OutgoingState::Sent);
    }

    void unconfirmedMessageIsResent()
    {
        startSession(false);
        m_holdsPings = true;
        enqueue(u"m1"_s, u"one"_s);
        QTRY_COMPARE(m_pings.size(), 1);
        m_server->closeConnection();
        m_holdsPings = false;
        QTRY_COMPARE(timesSent("one"), 2);
        QTRY_COMPARE(stateOf(u"m1"_s), OutgoingState::Sent);
    }

    void failedResumptionReportsReceivedStanzas()
    {
        startSession();
        for (const auto &body : {"one", "two", "three"})
            enqueue(QString::fromLatin1(body), QString::fromLatin1(body));
        QTRY_COMPARE(timesSent("three"), 1);
        m_server->refuseResumptions(QByteArray::number(stanzasUpTo("two")));
        m_server->closeConnection();
        QTRY_COMPARE(timesSent("three"), 2);
        QCOMPARE(stateOf(u"one"_s), OutgoingState::Sent);
        QCOMPARE(stateOf(u"two"_s), OutgoingState::Sent);
        acknowledge(1'000);
        QTRY_COMPARE(stateOf(u"three"_s), OutgoingState::Sent);
        QCOMPARE(timesSent("one"), 1);
        QCOMPARE(timesSent("two"), 1);
        QCOMPARE(timesSent("three"), 2);
    }

    // The server accepted them in order, whether or not its archive keeps each one.
    void messagesBeforeAnArchivedOneWereReceived()
    {
        m_archivePage = own("before");
        startSession();
        for (const auto &body : {"one", "two", "three"})
            enqueue(QString::fromLatin1(body), QString::fromLatin1(body));
        QTRY_COMPARE(timesSent("three"), 1);
        m_archivePage = own("two");
        m_server->closeConnection();
        QTRY_COMPARE(timesSent("three"), 2);
        QCOMPARE(stateOf(u"one"_s), OutgoingState::Sent);
        QCOMPARE(timesSent("one"), 1);
        QCOMPARE(timesSent("two"), 2); // it may have caused the server's crash
    }

    // The archive was not read before the second stream was lost, on which only new messages were sent.
    void anArchivedMessageProvesNothingAboutAnEarlierStream()
    {
        m_archivePage = own("before");
        startSession();
        for (const auto &body : {"one", "two"})
            enqueue(QString::fromLatin1(body), QString::fromLatin1(body));
        QTRY_COMPARE(timesSent("two"), 1);
        m_isArchiveSilent = true;
        m_server->closeConnection();
        QTRY_COMPARE(m_fixture->session->state(), SessionState::Waiting);
        QTRY_COMPARE_WITH_TIMEOUT(m_fixture->session->state(), SessionState::Online, 20s);
        Outgoing message;
        message.id = message.body = u"new"_s;
        message.account = m_fixture->account;
        message.to = Jid::fromServer(u"tybalt@localhost"_s);
        message.type = u"chat"_s;
        (void)m_fixture->store.enqueue(message);
        QTRY_COMPARE_WITH_TIMEOUT(timesSent("new"), 1, 20s);
        m_isArchiveSilent = false;
        m_archivePage = own("new");
        m_server->closeConnection();
        QTRY_COMPARE_WITH_TIMEOUT(timesSent("new"), 2, 20s);
        QCOMPARE(timesSent("one"), 2);
        QCOMPARE(timesSent("two"), 2);
    }

    void messageThatEndsTheStreamFails_data()
    {
        QTest::addColumn<bool>("managesStreams");
        QTest::addColumn<QByteArray>("condition");
        QTest::addColumn<QString>("problem");
        QTest::newRow("too large") << true << QByteArray("policy-violation") << u"too-large"_s;
        QTest::newRow("without stream management") << false << QByteArray("policy-violation") << u"too-large"_s;
        QTest::newRow("not understood") << true << QByteArray("invalid-xml") << u"xmpp-error"_s;
    }
    void messageThatEndsTheStreamFails()
    {
        QFETCH(bool, managesStreams);
        QFETCH(QByteArray, condition);
        QFETCH(QString, problem);
        startSession(managesStreams);
        m_holdsPings = true;
        enqueue(u"bad"_s, u"bad"_s);
        enqueue(u"hi"_s, u"hi"_s);
        QTRY_COMPARE(timesSent("hi"), 1);
        endStream(condition);
        QTRY_COMPARE(timesSent("bad"), 2);
        endStream(condition);
        QTRY_COMPARE(stateOf(u"bad"_s), OutgoingState::Failed);
        QCOMPARE(message(u"bad"_s).problem, problem);
        QCOMPARE(message(u"bad"_s).condition, QString::fromLatin1(condition));
        m_holdsPings = false;
        QTRY_COMPARE(timesSent("hi"), 2);
        if (managesStreams)
            acknowledge(1'000);
        for (const QByteArray &id : std::as_const(m_pings))
            m_server->write("<iq type='result' id='" + id + "'/>");
        QTRY_COMPARE(stateOf(u"hi"_s), OutgoingState::Sent);
        QCOMPARE(timesSent("bad"), 2);
    }

    // A message that was acknowledged meanwhile is not to blame.
    void onlyTheMessageThatEndsTheStreamFails()
    {
        startSession();
        enqueue(u"good"_s, u"good"_s);
        enqueue(u"bad"_s, u"bad"_s);
        QTRY_COMPARE(timesSent("bad"), 1);
        endStream("policy-violation"); // before the good one was acknowledged
        QTRY_COMPARE(timesSent("good"), 2);
        QCOMPARE(timesSent("bad"), 1); // one at a time
        acknowledge(stanzasUpTo("good"));
        for (int times = 2; stateOf(u"bad"_s) != OutgoingState::Failed; ++times) {
            QVERIFY(times < 5);
            QTRY_COMPARE(timesSent("bad"), times);
            endStream("policy-violation");
            QTRY_VERIFY(timesSent("bad") > times || stateOf(u"bad"_s) == OutgoingState::Failed);
        }
        QCOMPARE(stateOf(u"good"_s), OutgoingState::Sent);
    }

    void lostConnectionFailsNoMessage_data()
    {
        QTest::addColumn<QByteArray>("condition");
        QTest::newRow("no word") << QByteArray();
        QTest::newRow("a shutdown") << QByteArray("system-shutdown");
        QTest::newRow("replaced") << QByteArray("conflict");
    }
    void lostConnectionFailsNoMessage()
    {
        QFETCH(QByteArray, condition);
        startSession();
        enqueue(u"m1"_s, u"one"_s);
        for (int times = 1; times <= 4; ++times) {
            QTRY_COMPARE_WITH_TIMEOUT(timesSent("one"), times, 30s);
            if (condition.isEmpty())
                m_server->closeConnection();
            else
                endStream(condition);
        }
        QTRY_COMPARE_WITH_TIMEOUT(timesSent("one"), 5, 30s);
        QCOMPARE(stateOf(u"m1"_s), OutgoingState::Queued);
        acknowledge(1'000);
        QTRY_COMPARE(stateOf(u"m1"_s), OutgoingState::Sent);
    }

    // Some servers close the connection without a reason.
    void longMessageThatClosesTheConnectionFails_data()
    {
        QTest::addColumn<bool>("managesStreams");
        QTest::addColumn<bool>("isBehind");
        QTest::newRow("in front") << true << false;
        QTest::newRow("behind a short one") << true << true;
        QTest::newRow("without stream management") << false << false;
    }
    void longMessageThatClosesTheConnectionFails()
    {
        QFETCH(bool, managesStreams);
        QFETCH(bool, isBehind);
        startSession(managesStreams);
        m_holdsPings = true;
        const QByteArray text(12'000, 'x');
        if (isBehind)
            enqueue(u"first"_s, u"first"_s);
        enqueue(u"long"_s, QString::fromLatin1(text));
        enqueue(u"hi"_s, u"hi"_s);
        QTRY_COMPARE(timesSent("hi"), 1);
        m_server->closeConnection();
        QTRY_COMPARE(timesSent("hi"), 2);
        QCOMPARE(stateOf(u"long"_s), OutgoingState::Queued);
        m_holdsPings = false; // of the next stream, which may send its ping at once
        m_server->closeConnection();
        QTRY_COMPARE(stateOf(u"long"_s), OutgoingState::Failed);
        QCOMPARE(message(u"long"_s).problem, u"too-large"_s);
        QVERIFY(!message(u"long"_s).detail.isEmpty());
        QTRY_COMPARE_WITH_TIMEOUT(timesSent("hi"), 3, 30s);
        if (managesStreams)
            acknowledge(1'000);
        QTRY_COMPARE(stateOf(u"hi"_s), OutgoingState::Sent);
        QCOMPARE(timesSent(text), 2);
    }

    // Either of two long messages may be the reason.
    void onlyTheLongMessageThatClosesTheConnectionFails()
    {
        startSession();
        const QByteArray good = "good" + QByteArray(12'000, 'x');
        const QByteArray bad = "bad" + QByteArray(12'000, 'x');
        enqueue(u"good"_s, QString::fromLatin1(good));
        enqueue(u"bad"_s, QString::fromLatin1(bad));
        for (int times = 1; times <= 2; ++times) {
            QTRY_COMPARE(timesSent(bad), times);
            m_server->closeConnection();
        }
        QTRY_COMPARE(timesSent(good), 3); // one at a time now
        QCOMPARE(timesSent(bad), 2);
        acknowledge(stanzasUpTo(good));
        for (int times = 3; stateOf(u"bad"_s) != OutgoingState::Failed; ++times) {
            QVERIFY(times < 6);
            QTRY_COMPARE_WITH_TIMEOUT(timesSent(bad), times, 30s);
            m_server->closeConnection();
            QTRY_VERIFY_WITH_TIMEOUT(timesSent(bad) > times || stateOf(u"bad"_s) == OutgoingState::Failed, 30s);
        }
        QCOMPARE(stateOf(u"good"_s), OutgoingState::Sent);
    }

    void announcedLimitIsRespected()
    {
        startSession(true, "<limits xmlns='urn:xmpp:stream-limits:0'><max-bytes>10000</max-bytes></limits>");
        enqueue(u"long"_s, QString(12'000, u'x'));
        enqueue(u"short"_s, u"short"_s);
        QTRY_COMPARE(timesSent("short"), 1);
        QTRY_COMPARE(stateOf(u"long"_s), OutgoingState::Failed);
        QCOMPARE(message(u"long"_s).problem, u"too-large"_s);
        QVERIFY(message(u"long"_s).detail.contains(u"10000"_s));
        QVERIFY(!m_server->clearBytes().contains("xxxx"));
        QCOMPARE(m_fixture->session->checkSize(message(u"long"_s)).error().code, ProblemCode::TooLarge);
        QVERIFY(m_fixture->session->checkSize(message(u"short"_s)));
    }

    // That limit applies to clients that are not signed in: Prosody's is 10,000 bytes.
    void limitBeforeSignInIsIgnored()
    {
        m_server = std::make_unique<FakeXmppServer>();
        m_server->offerBeforeSignIn("<limits xmlns='urn:xmpp:stream-limits:0'><max-bytes>10000</max-bytes></limits>");
        startSessionWith();
        const QByteArray text(12'000, 'x');
        enqueue(u"long"_s, QString::fromLatin1(text));
        QTRY_COMPARE(timesSent(text), 1);
        acknowledge(1'000);
        QTRY_COMPARE(stateOf(u"long"_s), OutgoingState::Sent);
    }

    void messagesInFlightAreLimited()
    {
        constexpr int count = 3 * int(Transmitter::maxInFlight);
        startSession();
        for (int i = 0; i < count; ++i)
            enqueue(u"m%1"_s.arg(i), u"body %1"_s.arg(i));
        const auto sent = [this] { return m_server->clearBytes().count("<body>"); };
        QTRY_COMPARE(sent(), Transmitter::maxInFlight);
        while (sent() < count) {
            const auto before = sent();
            acknowledge(stanzasUpTo("body " + QByteArray::number(before - 1)));
            QTRY_VERIFY(sent() > before);
            QVERIFY(sent() <= before + Transmitter::maxInFlight);
        }
        acknowledge(1'000);
        QTRY_COMPARE(stateOf(u"m%1"_s.arg(count - 1)), OutgoingState::Sent);
        QList<qsizetype> places;
        for (int i = 0; i < count; ++i) {
            QCOMPARE(timesSent("body " + QByteArray::number(i)), 1);
            places += m_server->clearBytes().indexOf("<body>body " + QByteArray::number(i) + "</body>");
        }
        QVERIFY(std::ranges::is_sorted(places));
    }

    // Messages that may have been sent before wait for the archive. New ones are sent meanwhile, and are queried once.
    void lateArchiveDoesNotRereadTheQueue()
    {
        constexpr int old = 10'000;
        constexpr int fresh = 4 * int(Transmitter::maxInFlight);
        startSession(false);
        m_fixture->kill();
        (void)m_fixture->store.saveAccount(m_fixture->account, {});
        (void)m_fixture->store.saveArchiveId(m_fixture->account, u"2026-01-01T00:00:00.000Z start"_s);
        const auto put = [this](const QString &id, const QString &to) {
            Outgoing message;
            message.id = message.body = id;
            message.account = m_fixture->account;
            message.to = Jid::fromServer(to);
            message.type = u"chat"_s;
            (void)m_fixture->store.enqueue(message);
        };
        for (int i = 0; i < old; ++i)
            put(u"old%1"_s.arg(i), u"romeo@localhost"_s);
        QTRY_COMPARE(m_fixture->store.waiting(), 0);
        m_isArchiveSilent = true;
        m_fixture->startRestoring();
        for (int i = 0; i < fresh; ++i)
            put(u"new%1"_s.arg(i), u"tybalt@localhost"_s);
        put(u"behind"_s, u"romeo@localhost"_s);
        const auto before = m_fixture->store.outgoingRowsRead();
        QTRY_COMPARE_WITH_TIMEOUT(stateOf(u"new%1"_s.arg(fresh - 1)), OutgoingState::Sent, 60s);
        QTRY_COMPARE(m_fixture->store.waiting(), 0);
        QCOMPARE(stateOf(u"old0"_s), OutgoingState::Queued);
        QCOMPARE(stateOf(u"behind"_s), OutgoingState::Queued);
        const auto read = m_fixture->store.outgoingRowsRead() - before;
        // If a page cannot be sent completely, its rest is read again.
        QVERIFY2(read <= old + 2 * fresh, qPrintable(QString::number(read)));
        QVERIFY(!m_server->clearBytes().contains("<body>old"));
        QCOMPARE(m_server->clearBytes().count("<body>new"), fresh);
    }

    void bytesInFlightAreLimited()
    {
        constexpr qsizetype bytes = 30'000;
        constexpr auto most = Transmitter::maxBytesInFlight / bytes + 1;
        startSession();
        for (int i = 0; i < 20; ++i)
            enqueue(u"m%1"_s.arg(i), QString::number(i) + QString(bytes, u'x'));
        const auto sent = [this] { return m_server->clearBytes().count("</body>"); };
        QTRY_COMPARE(sent(), most);
        acknowledge(1'000);
        QTRY_COMPARE(sent(), 2 * most);
    }

    void messageRequestsReceiptAndMarker()
    {
        startSession();
        enqueue(u"m1"_s, u"one"_s);
        QTRY_COMPARE(timesSent("one"), 1);
        const QByteArray bytes = m_server->clearBytes();
        QVERIFY(bytes.contains("<request xmlns=\"urn:xmpp:receipts\""));
        QVERIFY(bytes.contains("<markable xmlns=\"urn:xmpp:chat-markers:0\""));
        QVERIFY(bytes.contains("<active xmlns=\"http://jabber.org/protocol/chatstates\""));
    }

    void markerIsQueuedWhileOffline_data()
    {
        QTest::addColumn<QString>("type");
        QTest::addColumn<QByteArray>("element");
        QTest::newRow("marker") << QString(markerType)
                                << QByteArray("<displayed xmlns=\"urn:xmpp:chat-markers:0\" id=\"theirs\"");
        QTest::newRow("receipt") << QString(receiptType)
                                 << QByteArray("<received xmlns=\"urn:xmpp:receipts\" id=\"theirs\"");
    }
    void markerIsQueuedWhileOffline()
    {
        QFETCH(QString, type);
        QFETCH(QByteArray, element);
        startSession();
        m_fixture->kill();
        Outgoing notice;
        notice.id = u"n1"_s;
        notice.account = m_fixture->account;
        notice.to = m_romeo;
        notice.type = type;
        notice.body = u"theirs"_s;
        (void)m_fixture->store.enqueue(notice);
        QTRY_COMPARE(m_fixture->store.waiting(), 0);
        QVERIFY(m_fixture->restore());
        QTRY_COMPARE(m_server->clearBytes().count(element), 1);
        QVERIFY(!m_server->clearBytes().contains("<body"));
        acknowledge(1'000);
        QTRY_COMPARE(stateOf(u"n1"_s), OutgoingState::Sent);
    }
};

QTEST_GUILESS_MAIN(tst_Transmitter)
#include "tst_transmitter.moc"
