// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/fakexmppserver.h"
#include "support/sessionfixture.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace WebJabber;
using namespace WebJabber::Test;

static constexpr int floodSize = 5'000;

// A session's handling of endless requests, each of which requires an answer.
class tst_Requests : public QObject
{
    Q_OBJECT

private:
    using Request = QByteArray (*)(const QByteArray &id);

    std::unique_ptr<FakeXmppServer> m_server;
    std::unique_ptr<SessionFixture> m_fixture;

    static QByteArray query(const QByteArray &id)
    {
        return "<iq type='get' id='" + id
            + "' from='a@example.org/x' to='juliet@localhost/fake'><query xmlns='urn:unknown'/></iq>";
    }

    static QByteArray push(const QByteArray &id)
    {
        return "<iq type='set' id='" + id
            + "'><query xmlns='jabber:iq:roster'><item jid='romeo@localhost' subscription='both'/></query></iq>";
    }

private Q_SLOTS:
    void init()
    {
        m_server = std::make_unique<FakeXmppServer>();
        m_server->manageStreams().login(u"demo"_s, "juliet@localhost/fake").answerQueries();
        m_fixture = std::make_unique<SessionFixture>(u"juliet"_s, m_server->port(), QString());
        m_fixture->settings.tls = TlsMode::Off;
        QVERIFY(m_fixture->signIn());
        QTRY_VERIFY(m_server->clearBytes().contains("<presence"));
    }

    void cleanup()
    {
        m_fixture.reset();
        m_server.reset();
    }

    // QXmpp keeps each stanza until it is acknowledged (XEP-0198).
    void unacknowledgedAnswersAreLimited_data()
    {
        QTest::addColumn<Request>("request");
        QTest::newRow("queries of strangers") << &tst_Requests::query;
        QTest::newRow("roster pushes") << &tst_Requests::push;
    }
    void unacknowledgedAnswersAreLimited()
    {
        QFETCH(Request, request);
        QByteArray flood;
        for (int i = 0; i < floodSize; ++i)
            flood += request("flood" + QByteArray::number(i));
        m_server->write(flood
                        + "<message from='romeo@localhost/x' type='chat' id='m'><body>behind it</body></message>");
        QTRY_COMPARE(m_fixture->received(), QStringList{u"behind it"_s});
        m_fixture->enqueue(u"out"_s, Jid::fromServer(u"romeo@localhost"_s), u"behind the answers"_s);
        QTRY_VERIFY(m_server->clearBytes().contains("behind the answers"));
        const auto answers = m_server->clearBytes().count("id=\"flood");
        QVERIFY2(answers > 0 && answers <= XmppConnection::maxUnacknowledgedAnswers,
                 QByteArray::number(answers).constData());

        m_server->write("<a xmlns='urn:xmpp:sm:3' h='500'/>" + request("later"));
        QTRY_VERIFY(m_server->clearBytes().contains("id=\"later\""));
    }
};

QTEST_GUILESS_MAIN(tst_Requests)
#include "tst_requests.moc"
