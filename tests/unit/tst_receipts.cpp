// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/fakexmppserver.h"
#include "support/sessionfixture.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace WebJabber;
using namespace WebJabber::Test;
using namespace std::chrono_literals;

// Receipts that the session sends (XEP-0184).
class tst_Receipts : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<FakeXmppServer> m_server;
    std::unique_ptr<SessionFixture> m_fixture;

    static QByteArray message(const QByteArray &id, const QByteArray &from, const QByteArray &type = "chat",
                              const QByteArray &more = {})
    {
        return "<message from='" + from + "' to='juliet@localhost' type='" + type + "' id='" + id + "'><body>" + id
            + "</body><request xmlns='urn:xmpp:receipts'/>" + more + "</message>";
    }

    bool isGiven(const QByteArray &id) const
    {
        return m_server->clearBytes().contains("<received xmlns=\"urn:xmpp:receipts\" id=\"" + id + '"');
    }

private Q_SLOTS:
    void init()
    {
        m_server = std::make_unique<FakeXmppServer>();
        m_server->login(u"demo"_s, "juliet@localhost/fake")
            .answerQueriesWith([](const QByteArray &query, const QByteArray &id) {
                return query.contains("jabber:iq:roster") ? "<iq type='result' id='" + id
                        + "'><query xmlns='jabber:iq:roster'><item jid='romeo@localhost' subscription='both'/>"
                          "<item jid='nurse@localhost' subscription='from'/>"
                          "<item jid='tybalt@localhost' subscription='to'/></query></iq>"
                                                          : QByteArray();
            });
        m_fixture = std::make_unique<SessionFixture>(u"juliet"_s, m_server->port(), QString());
        m_fixture->settings.tls = TlsMode::Off;
        QVERIFY(m_fixture->signIn());
        const auto known = m_fixture->session->contacts();
        QTRY_VERIFY(known.isFinished());
    }

    void cleanup()
    {
        m_fixture.reset();
        m_server.reset();
    }

    void receiptIsSentAfterCommit()
    {
        m_fixture->store.setHeld(true);
        m_server->write(message("m1", "romeo@localhost/x"));
        QTRY_VERIFY(m_fixture->store.waiting() > 0);
        QVERIFY(!isGiven("m1"));
        m_fixture->store.setHeld(false);
        QTRY_VERIFY(isGiven("m1"));
        QVERIFY(m_server->clearBytes().contains("to=\"romeo@localhost/x\""));
    }

    void receiptIsSentToAllowedSendersOnly_data()
    {
        QTest::addColumn<QByteArray>("stanza");
        QTest::addColumn<bool>("given");
        const QByteArray week = QDateTime::currentDateTimeUtc().addDays(-8).toString(Qt::ISODate).toLatin1();
        const QByteArray delay = "<delay xmlns='urn:xmpp:delay' from='localhost' stamp='" + week + "'/>";
        const QByteArray carbon = "<message from='juliet@localhost' to='juliet@localhost/fake'>"
                                  "<received xmlns='urn:xmpp:carbons:2'><forwarded xmlns='urn:xmpp:forward:0'>"
            + QByteArray(message("m1", "romeo@localhost/x")).replace("<message ", "<message xmlns='jabber:client' ")
            + "</forwarded></received></message>";
        QTest::newRow("a contact") << message("m1", "romeo@localhost/x") << true;
        QTest::newRow("of normal type") << message("m1", "romeo@localhost/x", "normal") << true;
        QTest::newRow("who sees our presence") << message("m1", "nurse@localhost/x") << true;
        QTest::newRow("whose presence we see") << message("m1", "tybalt@localhost/x") << false;
        QTest::newRow("a stranger") << message("m1", "king@example.org/x") << false;
        QTest::newRow("a room") << message("m1", "romeo@localhost/x", "groupchat") << false;
        QTest::newRow("a headline") << message("m1", "romeo@localhost/x", "headline") << false;
        QTest::newRow("an error") << message("m1", "romeo@localhost/x", "error") << false;
        QTest::newRow("an old one") << message("m1", "romeo@localhost/x", "chat", delay) << false;
        QTest::newRow("without an id") << message("", "romeo@localhost/x") << false;
        QTest::newRow("a carbon") << carbon << false;
    }
    void receiptIsSentToAllowedSendersOnly()
    {
        QFETCH(QByteArray, stanza);
        QFETCH(bool, given);
        m_server->write(stanza + message("last", "romeo@localhost/x"));
        QTRY_VERIFY(isGiven("last"));
        QCOMPARE(isGiven("m1"), given);
        QCOMPARE(m_server->clearBytes().count("<received "), given ? 2 : 1);
    }

    void receiptIsSentOnce()
    {
        const QByteArray origin = "<origin-id xmlns='urn:xmpp:sid:0' id='m1'/>";
        m_server->write(message("m1", "romeo@localhost/x", "chat", origin)
                        + message("m1", "romeo@localhost/x", "chat", origin) + message("last", "romeo@localhost/x"));
        QTRY_VERIFY(isGiven("last"));
        QCOMPARE(m_server->clearBytes().count("<received "), 2);
    }

    void noReceiptWithoutARequest()
    {
        m_server->write("<message from='romeo@localhost/x' type='chat' id='m1'><body>hi</body></message>"
                        + message("last", "romeo@localhost/x"));
        QTRY_VERIFY(isGiven("last"));
        QVERIFY(!isGiven("m1"));
    }
};

QTEST_GUILESS_MAIN(tst_Receipts)
#include "tst_receipts.moc"
