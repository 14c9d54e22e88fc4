// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/skippedstanzareport.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>
#include <QXmppClient.h>

using namespace Qt::StringLiterals;
using namespace WebJabber;
using namespace std::chrono_literals;

static const QByteArray wrapper = "<stream xmlns='jabber:client'>";

class tst_LeftOutReport : public QObject, private MessageHandler::Listener
{
    Q_OBJECT

private:
    const Jid m_account = Jid::fromServer(u"juliet@localhost"_s);
    QXmppClient m_client{QXmppClient::NoExtensions};
    std::unique_ptr<SkippedStanzaReport> m_report;
    QList<Event> m_events;
    QList<ArchivedStanza> m_archived;

    void handleReceived(const Event &event) override { m_events.append(event); }
    void handleArchived(const ArchivedStanza &stanza) override { m_archived.append(stanza); }
    void handleChatState(const ChatState &) override { }
    void handleBounce(const Bounce &) override { }
    void handleAvailability(const QDomElement &) override { }
    void handleRequest(const QDomElement &) override { }
    void handleFeatures(const QDomElement &) override { }
    void handleCallSignal(const CallSignal &) override { }

    void start(std::chrono::milliseconds window)
    {
        m_report = std::make_unique<SkippedStanzaReport>(m_account, m_client,
                                                         static_cast<MessageHandler::Listener &>(*this), window);
        m_events.clear();
        m_archived.clear();
    }

    bool add(const QByteArray &xml, qsizetype bytes = 1'000)
    {
        return m_report->add({readBeginning(wrapper, xml), StanzaFramer::Error::TooLarge, bytes});
    }

    static QJsonObject skipped(const Event &event)
    {
        return QJsonDocument::fromJson(event.content).object().value("left_out"_L1).toObject();
    }

private Q_SLOTS:
    void eventsPerSenderAreLimited()
    {
        start(400ms);
        for (int i = 0; i < 30; ++i) {
            // The resource does not matter.
            add("<message from='romeo@localhost/" + QByteArray::number(i) + "' id='" + QByteArray::number(i) + "'>");
        }
        add("<message from='nurse@localhost' id='n'>");
        QCOMPARE(m_events.size(), SkippedStanzaReport::eventsPerSender + 1);
        QCOMPARE(m_events.last().id, u"n"_s);
        QVERIFY(!skipped(m_events.first()).contains("count"_L1));
        QTRY_COMPARE(m_events.size(), SkippedStanzaReport::eventsPerSender + 2);
        QCOMPARE(m_events.last().from.toString(), u"romeo@localhost"_s);
        QVERIFY(m_events.last().id.isEmpty());
        QCOMPARE(skipped(m_events.last()),
                 (QJsonObject{{u"reason"_s, u"too-large"_s}, {u"bytes"_s, 10'000}, {u"count"_s, 10}}));
        // The next minute has a new limit.
        add("<message from='romeo@localhost' id='x'>");
        QCOMPARE(m_events.last().id, u"x"_s);
    }

    void numberOfSendersIsLimited()
    {
        start(300ms);
        for (int i = 0; i < 10'000; ++i)
            add("<message from='u" + QByteArray::number(i) + "@evil' id='a'>");
        const auto most = SkippedStanzaReport::maxSenders + SkippedStanzaReport::eventsPerSender;
        QVERIFY2(m_events.size() <= most, QByteArray::number(m_events.size()).constData());
        const auto before = m_events.size();
        QTRY_COMPARE(m_events.size(), before + 1);
        QVERIFY(m_events.last().from.isNull());
        QCOMPARE(skipped(m_events.last()).value("count"_L1).toInt() + before, 10'000);
    }

    void otherStanzasCreateNoEvent_data()
    {
        QTest::addColumn<QByteArray>("xml");
        for (const char *xml : {"<presence from='romeo@localhost'>", "<iq type='get' from='romeo@localhost' id='a'>",
                                "<iq type='result'>", "<message type='error' from='romeo@localhost'>",
                                "<message type='headline' from='romeo@localhost'>",
                                "<message type='groupchat' from='room@localhost/romeo'>"})
            QTest::newRow(xml) << QByteArray(xml);
    }
    void otherStanzasCreateNoEvent()
    {
        QFETCH(const QByteArray, xml);
        start(10s);
        QTest::failOnWarning();
        QVERIFY(!add(xml));
        QVERIFY(!add(xml));
        QCOMPARE(m_events.size(), 0);
        QCOMPARE(m_archived.size(), 0);
    }

    void liveMessageHasTheServersIdAndTime_data()
    {
        QTest::addColumn<QByteArray>("xml");
        QTest::addColumn<QString>("stanzaId");
        QTest::addColumn<bool>("isDelayed");
        const auto sid = [](const QByteArray &by) {
            return "<stanza-id xmlns='urn:xmpp:sid:0' by='" + by + "' id='s1'/>";
        };
        const auto delay = [](const QByteArray &from) {
            return "<delay xmlns='urn:xmpp:delay' from='" + from + "' stamp='2026-01-02T03:04:05Z'/>";
        };
        const QByteArray start = "<message from='romeo@localhost/x' id='m'>";
        const QByteArray text = "<body>text that is cut";
        const auto carbon = [&](const QByteArray &children) {
            return "<message from='juliet@localhost'>" + delay("localhost")
                + "<received xmlns='urn:xmpp:carbons:2'><forwarded xmlns='urn:xmpp:forward:0'>"
                  "<message xmlns='jabber:client' from='romeo@localhost/x' id='m'>"
                + children;
        };
        QTest::newRow("behind a forged one") << start
                + "<stanza-id xmlns='urn:xmpp:sid:0' by='juliet@localhost' id='forged'/>" + sid("juliet@localhost")
                + text << u"s1"_s << false;
        QTest::newRow("both") << start + sid("juliet@localhost") + delay("localhost") + text << u"s1"_s << true;
        QTest::newRow("neither") << start + text << QString() << false;
        QTest::newRow("the sender's") << start + sid("romeo@localhost") + delay("romeo@localhost") + text << QString()
                                      << false;
        QTest::newRow("a carbon") << carbon(sid("juliet@localhost") + text) << u"s1"_s << true;
    }
    void liveMessageHasTheServersIdAndTime()
    {
        QFETCH(QByteArray, xml);
        QFETCH(QString, stanzaId);
        QFETCH(bool, isDelayed);
        start(10s);
        const QDateTime before = QDateTime::currentDateTimeUtc();
        add(xml);
        QCOMPARE(m_events.size(), 1);
        QCOMPARE(m_events.first().stanzaId, stanzaId);
        QCOMPARE(m_events.first().delayed, isDelayed);
        if (isDelayed)
            QCOMPARE(m_events.first().time, QDateTime::fromString(u"2026-01-02T03:04:05Z"_s, Qt::ISODate));
        else
            QVERIFY(m_events.first().time >= before);
    }

    void archivedMessageKeepsItsPosition()
    {
        start(10s);
        const auto result = [](int number) {
            return "<message from='juliet@localhost'><result xmlns='urn:xmpp:mam:2' queryid='q' id='p"
                + QByteArray::number(number)
                + "'><forwarded xmlns='urn:xmpp:forward:0'><delay xmlns='urn:xmpp:delay' stamp='2026-01-02T03:04:05Z'/>"
                  "<message xmlns='jabber:client' from='romeo@localhost/x' id='m'><body>text that is cut";
        };
        for (int i = 0; i < 25; ++i)
            QVERIFY(add(result(i)));
        QCOMPARE(m_archived.size(), 25);
        QCOMPARE(m_archived.last().position.id, u"p24"_s);
        QCOMPARE(m_archived.last().queryId, u"q"_s);
        QVERIFY(!m_archived.last().event); // it is counted
        QCOMPARE(m_archived.first().event->stanzaId, u"p0"_s);
        QVERIFY(m_archived.first().event->body.isEmpty());
        QCOMPARE(m_events.size(), 0);
    }
};

QTEST_GUILESS_MAIN(tst_LeftOutReport)
#include "tst_skippedstanzareport.moc"
