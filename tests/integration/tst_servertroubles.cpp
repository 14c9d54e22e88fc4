// SPDX-License-Identifier: GPL-3.0-or-later
//
// What a server does to an online account, on ejabberd: the reported state is correct, and nothing is lost. For Prosody
// see tst_refusal and tst_exactlyonce. tst_ejabberd covers a restart of ejabberd. tst_interop.cpp describes where the
// results are written.
#include "support/ejabberd.h"
#include "support/gateway.h"
#include "support/outcometable.h"
#include "support/sessionfixture.h"
#include "support/slixpeer.h"
#include "support/v1client.h"
#include "support/xmpppeer.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace WebJabber::Test;
using namespace std::chrono_literals;

static const QString peersJid = u"romeo@localhost"_s;

class tst_ServerTroubles : public QObject
{
    Q_OBJECT

private:
    Ejabberd m_server;
    DaemonProcess m_daemon{QStringLiteral(WEBJABBERD_PATH)};
    SlixPeer m_peer; // Romeo, a contact of all accounts
    std::unique_ptr<V1Client> m_device;
    QString m_user;
    QString m_result;
    OutcomeTable m_table{u"Troubles"_s,
                         u"What a server does to an account that is online, and what is said about it."_s};

    QByteArray config(const QByteArray &limits = {}) const
    {
        GatewayConfig config;
        config.xmppPort = m_server.port();
        config.caFile = m_server.caFile();
        config.limits = limits;
        return config.toml();
    }

    QString state() { return m_device->get(u"/v1/session"_s).json.value("state"_L1).toString(); }
    QString stateOf(const QString &id)
    {
        return m_device->get(u"/v1/messages/"_s + id).json.value("state"_L1).toString();
    }

    void makeUser(const QString &user)
    {
        m_user = user;
        m_server.addAccount(user, u"demo"_s);
        m_server.subscribeMutually(u"romeo"_s, user);
    }

    void signIn(const QString &user)
    {
        makeUser(user);
        m_device = std::make_unique<V1Client>(m_daemon.url());
        QCOMPARE(m_device->signIn(user + u"@localhost"_s).status, 201);
        QVERIFY(!m_peer.waitForResource(user + u"@localhost"_s).isEmpty());
    }

    void verifyMessagesGoBothWays()
    {
        static int number = 0;
        const QString id = u"both-%1"_s.arg(++number);
        const qsizetype from = m_peer.stanzas().size();
        m_peer.sendMessage(m_user + u"@localhost"_s, u"in "_s + id, id);
        QCOMPARE(m_device->receive(1), QStringList(u"in "_s + id));
        QCOMPARE(m_device->send(peersJid, u"out "_s + id, id).status, 201);
        QVERIFY(!m_peer.waitForBody(u"out "_s + id, from).isNull());
        QTRY_COMPARE(stateOf(id), u"sent"_s);
    }

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY2(m_server.start(), m_server.logTail().constData());
        m_server.addAccount(u"romeo"_s, u"demo"_s);
        QVERIFY2(m_daemon.start(config()), m_daemon.log().constData());
        QVERIFY2(m_peer.signIn(u"romeo"_s, u"demo"_s, m_server), qPrintable(m_peer.error()));
    }

    void init() { m_result.clear(); }

    void cleanup()
    {
        m_device.reset();
        m_table.add(QString::fromUtf8(QTest::currentTestFunction()), u"ejabberd"_s,
                    QTest::currentTestFailed() ? u"**failed**"_s : m_result);
    }

    void cleanupTestCase() { QVERIFY(m_table.write(u"tst_servertroubles.md"_s)); }

    void kicked()
    {
        signIn(u"juliet"_s);
        const QString since = m_device->get(u"/v1/session"_s).json.value("since"_L1).toString();
        m_server.kick(m_user);
        const auto session = [this] { return m_device->get(u"/v1/session"_s).json; };
        QTRY_VERIFY(session().value("since"_L1).toString() != since);
        QTRY_COMPARE_WITH_TIMEOUT(state(), u"online"_s, 30s);
        verifyMessagesGoBothWays();
        m_result = u"online again; messages both ways"_s;
    }

    // The connection that has the resource now keeps it.
    void resourceTaken()
    {
        makeUser(u"paris"_s);
        SessionFixture fixture(m_user, m_server.port(), m_server.caFile());
        fixture.settings.conflictWait = 100ms;
        QVERIFY(fixture.signIn());
        const QString first = m_peer.waitForResource(m_user + u"@localhost"_s);
        QVERIFY(!first.isEmpty());
        XmppPeer taker(m_server.port(), m_server.caFile());
        const QString resource = first.section(u'/', 1);
        QVERIFY2(taker.signIn(m_user, u"demo"_s, resource), qPrintable(taker.error()));
        QTRY_COMPARE_WITH_TIMEOUT(fixture.session->reconnects(), 1, 20s);
        QTRY_VERIFY_WITH_TIMEOUT(fixture.isOnline(), 20s);
        m_peer.sendMessage(m_user + u"@localhost"_s, u"to both"_s, u"both"_s);
        QTRY_COMPARE(fixture.received(), QStringList(u"to both"_s));
        QTRY_VERIFY(taker.bodies().contains(u"to both"_s)); // it was not disconnected in turn
        QCOMPARE(fixture.session->reconnects(), 1);
        const QString second = m_peer.waitForResource(m_user + u"@localhost"_s);
        QVERIFY(second != first);
        m_result = u"online again under another resource; the other client stays"_s;
    }

    void passwordChanged()
    {
        signIn(u"tybalt"_s);
        m_server.command(u"change_password"_s,
                         {{u"user"_s, m_user}, {u"host"_s, u"localhost"_s}, {u"newpass"_s, u"other"_s}});
        m_server.kick(m_user); // ejabberd keeps the existing session
        QVERIFY(m_daemon.waitForLog("tybalt@localhost is refused by its server"));
        QCOMPARE(state(), u"waiting"_s);
        QCOMPARE(m_device->send(peersJid, u"held"_s, u"held"_s).status, 201);
        QCOMPARE(stateOf(u"held"_s), u"queued"_s);
        V1Client again(m_daemon.url());
        QCOMPARE(again.signIn(u"tybalt@localhost"_s, u"demo"_s).status, 401);
        QCOMPARE(state(), u"waiting"_s);
        QCOMPARE(again.signIn(u"tybalt@localhost"_s, u"other"_s).status, 201);
        QTRY_COMPARE(state(), u"online"_s); // with the first device's token
        QTRY_COMPARE(stateOf(u"held"_s), u"sent"_s);
        QVERIFY(!m_peer.waitForBody(u"held"_s).isNull());
        verifyMessagesGoBothWays();
        m_result = u"waiting, messages queued; online with the new password, and they go"_s;
    }

    void accountRemoved()
    {
        signIn(u"mercutio"_s);
        m_server.command(u"unregister"_s, {{u"user"_s, m_user}, {u"host"_s, u"localhost"_s}});
        // ejabberd sends <conflict/> with a text that says that the user was removed.
        QVERIFY2(m_daemon.waitForLog("mercutio@localhost lost: "), m_daemon.log().right(2'000).constData());
        QCOMPARE(state(), u"waiting"_s);
        QCOMPARE(m_device->send(peersJid, u"never"_s, u"never"_s).status, 201);
        QCOMPARE(stateOf(u"never"_s), u"queued"_s);
        const auto admin = HttpClient::onSocket(m_daemon.adminSocket());
        const QString reconnect = u"/admin/v1/sessions/mercutio@localhost/reconnect"_s;
        QVERIFY(admin->send("POST", reconnect, {}).status < 300);
        QVERIFY(m_daemon.waitForLog("mercutio@localhost is refused by its server"));
        QCOMPARE(state(), u"waiting"_s);
        QCOMPARE(stateOf(u"never"_s), u"queued"_s);
        V1Client again(m_daemon.url());
        QCOMPARE(again.signIn(u"mercutio@localhost"_s).status, 401);
        QCOMPARE(m_device->remove(u"/v1/session?everywhere=true"_s).status, 204);
        QCOMPARE(m_device->get(u"/v1/session"_s).status, 401);
        m_result = u"waiting, messages queued; removed here when asked"_s;
    }

    // After twenty failures mod_fail2ban, which Debian enables, rejects this address for an hour.
    void wrongPasswordsOfOneClient()
    {
        constexpr int attempts = 25;
        makeUser(u"lawrence"_s);
        DaemonProcess daemon(QStringLiteral(WEBJABBERD_PATH));
        QVERIFY2(daemon.start(config("exempt = []\n")), daemon.log().constData());
        QMap<int, int> statuses;
        for (int i = 0; i < attempts; ++i) {
            V1Client client(daemon.url());
            ++statuses[client.signIn(u"lawrence@localhost"_s, u"wrong %1"_s.arg(i)).status];
        }
        QCOMPARE(statuses.keys(), (QList<int>{401, 429}));
        QCOMPARE(statuses.value(401), 5);
        m_device = std::make_unique<V1Client>(m_daemon.url());
        const auto signedIn = m_device->signIn(u"lawrence@localhost"_s);
        QVERIFY2(signedIn.status == 201, signedIn.body.constData());
        verifyMessagesGoBothWays();
        m_result = u"5 of %1 reach the server, and it bans nobody"_s.arg(attempts);
    }
};

QTEST_GUILESS_MAIN(tst_ServerTroubles)
#include "tst_servertroubles.moc"
