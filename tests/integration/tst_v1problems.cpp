// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/fakexmppserver.h"
#include "support/gateway.h"
#include "support/smalldisk.h"
#include "support/v1client.h"
#include "support/xmpppeer.h"

#include <QElapsedTimer>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QTest>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace WebJabber::Test;

static const QString romeo = u"romeo@localhost"_s;
static const QString juliet = u"juliet@localhost"_s;

// The problems of /v1 that require a faulty XMPP server or disk; tst_v1sessions provokes the others.
class tst_V1Problems : public QObject
{
    Q_OBJECT

private:
    Gateway m_gateway{QStringLiteral(WEBJABBERD_PATH)};

    // Signs romeo in at a daemon with this server and these lines of [xmpp].
    static HttpResponse signIn(quint16 port, const QByteArray &xmpp)
    {
        DaemonProcess daemon(QStringLiteral(WEBJABBERD_PATH));
        GatewayConfig config;
        config.xmppPort = port;
        config.xmpp = xmpp;
        if (!daemon.start(config.toml()))
            return {};
        return V1Client(daemon.url()).signIn(romeo);
    }

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY2(enterOwnMounts(), "needs root, for mounts of its own");
        QVERIFY2(m_gateway.start(), (m_gateway.daemon.log() + m_gateway.prosody.logTail()).constData());
    }

    void cleanup()
    {
        m_gateway.daemon.stop();
        m_gateway.daemon.forgetState();
        QVERIFY(m_gateway.prosody.restart());
        QVERIFY(m_gateway.daemon.restart());
    }

    void notAuthorized()
    {
        QVERIFY(
            V1Client::isProblem(V1Client(m_gateway.daemon.url()).signIn(romeo, u"wrong"_s), 401, u"not-authorized"_s));
        // Also if a session already exists.
        V1Client phone(m_gateway.daemon.url());
        QCOMPARE(phone.signIn(romeo).status, 201);
        QVERIFY(
            V1Client::isProblem(V1Client(m_gateway.daemon.url()).signIn(romeo, u"wrong"_s), 401, u"not-authorized"_s));
        QCOMPARE(phone.get(u"/v1/session"_s).json.value("state"_L1).toString(), u"online"_s);
    }

    void domainNotAllowed()
    {
        QVERIFY(V1Client::isProblem(signIn(m_gateway.prosody.port(), "allowed_domains = [\"example.org\"]\n"), 403,
                                    u"domain-not-allowed"_s));
    }

    void timeout()
    {
        FakeXmppServer silent; // accepts connections and sends nothing
        QVERIFY(V1Client::isProblem(signIn(silent.port(), "login_timeout_seconds = 1\n"), 504, u"timeout"_s));
    }

    void xmppError()
    {
        FakeXmppServer refusing;
        refusing.expect("<stream:stream")
            .expect(">")
            .send(FakeXmppServer::streamHeader()
                  + "<stream:error><host-unknown "
                    "xmlns='urn:ietf:params:xml:ns:xmpp-streams'/></stream:error></stream:stream>")
            .close();
        const auto answer = signIn(refusing.port(), {});
        QVERIFY(V1Client::isProblem(answer, 502, u"xmpp-error"_s));
        QCOMPARE(answer.json.value("condition"_L1).toString(), u"host-unknown"_s);
    }

    void tooManyRequests()
    {
        V1Client phone(m_gateway.daemon.url());
        QCOMPARE(phone.signIn(juliet).status, 201);
        m_gateway.prosody.stop();
        HttpResponse last;
        last.status = 201;
        for (int sent = 0; sent <= 10'000 && last.status == 201;) {
            std::vector<std::unique_ptr<HttpRequest>> batch;
            for (int i = 0; i < 200; ++i, ++sent) {
                const QByteArray body = "{\"to\":\"romeo@localhost\",\"body\":\"" + QByteArray::number(sent) + "\"}";
                batch.push_back(
                    phone.http().start("POST", u"/v1/messages"_s, body, {{"Content-Type", "application/json"}}));
            }
            for (const auto &request : batch)
                last = request->wait();
        }
        QVERIFY(V1Client::isProblem(last, 429, u"too-many-requests"_s));
        QVERIFY(last.header("Retry-After"_L1).toInt() > 0);
    }

    // Nothing is accepted that cannot be stored, and nothing is lost.
    void storageUnavailableOnAFullDisk()
    {
        SmallDisk disk(3072);
        m_gateway.daemon.stop();
        QVERIFY(m_gateway.daemon.start(m_gateway.config().toml(), {u"--state-dir"_s, disk.stateDirectory()}));
        V1Client phone(m_gateway.daemon.url());
        QCOMPARE(phone.signIn(juliet).status, 201);
        XmppPeer peer(m_gateway.prosody.port(), m_gateway.prosody.caFile());
        QVERIFY(peer.signIn(u"romeo"_s, u"demo"_s));
        QStringList bodies;
        const QString filler(10'000, u'x');
        HttpResponse refused;
        for (int i = 0; i < 500 && refused.status != 503; ++i) {
            bodies += QString::number(i) + filler;
            peer.sendMessage(juliet, bodies.last());
            refused = phone.send(romeo, filler);
        }
        QVERIFY(V1Client::isProblem(refused, 503, u"storage-unavailable"_s));
        QVERIFY(refused.header("Retry-After"_L1).toInt() > 0);
        QCOMPARE(phone.get(u"/v1/problems"_s).status, 200);

        disk.resize(64 * 1024);
        QTRY_COMPARE_WITH_TIMEOUT(phone.send(romeo, u"again"_s).status, 201, 30'000);
        QCOMPARE(phone.receive(bodies.size()), bodies);
        QVERIFY(m_gateway.daemon.isRunning());
        m_gateway.daemon.stop();
        QVERIFY(m_gateway.daemon.start(m_gateway.config().toml()));
    }

    // The event loop keeps running while another process holds the database's lock.
    void storageUnavailableWhileLocked()
    {
        V1Client phone(m_gateway.daemon.url());
        QCOMPARE(phone.signIn(juliet).status, 201);
        XmppPeer peer(m_gateway.prosody.port(), m_gateway.prosody.caFile());
        QVERIFY(peer.signIn(u"romeo"_s, u"demo"_s));
        QList<qint64> times; // of answers to other requests, in milliseconds
        {
            QSqlDatabase locker = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"locker"_s);
            locker.setDatabaseName(m_gateway.daemon.stateDirectory() + u"/webjabber.db"_s);
            QVERIFY(locker.open());
            QVERIFY(QSqlQuery(locker).exec(u"BEGIN EXCLUSIVE"_s));
            QElapsedTimer locked;
            locked.start();
            peer.sendMessage(juliet, u"while locked"_s);
            const auto refused = phone.http().start("POST", u"/v1/messages"_s,
                                                    "{\"to\":\"romeo@localhost\",\"body\":\"x\"}",
                                                    {{"Content-Type", "application/json"}});
            V1Client other(m_gateway.daemon.url());
            while (locked.durationElapsed() < 30s) {
                QElapsedTimer asked;
                asked.start();
                QCOMPARE(other.get(u"/v1/problems"_s).status, 200);
                times.append(asked.elapsed());
                QTest::qWait(10ms);
            }
            QVERIFY(V1Client::isProblem(refused->wait(), 503, u"storage-unavailable"_s));
            QVERIFY(QSqlQuery(locker).exec(u"ROLLBACK"_s));
            locker.close();
        }
        QSqlDatabase::removeDatabase(u"locker"_s);
        // One in a thousand may be slow on a busy machine.
        std::ranges::sort(times);
        qInfo("slowest answers to others: %lld and %lld ms", times.back(), times[times.size() - 2]);
        QCOMPARE_LT(times[times.size() - 1 - times.size() / 1000], 100);
        QCOMPARE_LT(times.back(), 1000);
        QCOMPARE(phone.receive(1), QStringList(u"while locked"_s));
    }
};

QTEST_GUILESS_MAIN(tst_V1Problems)
#include "tst_v1problems.moc"
