// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/gateway.h"

#include <QFile>
#include <QLocalSocket>
#include <QTest>

#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace WebJabber::Test;

static const QString statusPath = u"/admin/v1/status"_s;
// Ids of no user and no group of this machine.
static constexpr uid_t strangerUid = 54321;
static constexpr gid_t strangerGid = 54322;
static constexpr gid_t operatorsGid = 54323;

// Access to the admin socket, the limit on its clients, and the lifetime of its file.
class tst_AdminSocket : public QObject
{
    Q_OBJECT

private:
    DaemonProcess m_daemon{QStringLiteral(WEBJABBERD_PATH)};
    QTemporaryDir m_open; // a directory that other users may enter
    QString m_socket;

    [[nodiscard]] bool start(const QByteArray &config, const QString &socket)
    {
        m_socket = socket;
        return m_daemon.start(config, {u"--admin-socket"_s, socket});
    }
    int status() const { return HttpClient::onSocket(m_socket)->get(statusPath).status; }

    // The HTTP status that another user's curl prints; 000 if it cannot connect.
    QByteArray statusAs(uid_t uid, const QList<gid_t> &groups) const
    {
        QStringList names;
        for (const gid_t group : groups)
            names.append(QString::number(group));
        QProcess curl;
        curl.start(u"setpriv"_s,
                   {u"--reuid=%1"_s.arg(uid), u"--regid=%1"_s.arg(strangerGid),
                    groups.isEmpty() ? u"--clear-groups"_s : u"--groups="_s + names.join(u','), u"curl"_s,
                    u"--silent"_s, u"--output"_s, u"/dev/null"_s, u"--write-out"_s, u"%{http_code}"_s,
                    u"--unix-socket"_s, m_socket, u"http://localhost"_s + statusPath});
        if (!curl.waitForFinished())
            return "curl did not end";
        return curl.readAllStandardOutput();
    }

    // A client in a child process that keeps its connection open.
    std::unique_ptr<QProcess> holdConnection() const
    {
        auto client = std::make_unique<QProcess>();
        client->start(
            u"curl"_s,
            {u"--silent"_s, u"--no-buffer"_s, u"--unix-socket"_s, m_socket, u"http://localhost/admin/v1/events"_s});
        return client;
    }

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(m_open.isValid());
        QCOMPARE(::chmod(QFile::encodeName(m_open.path()).constData(), 0755), 0);
    }

    void cleanup()
    {
        if (m_daemon.isRunning())
            QCOMPARE(m_daemon.stop(), 0);
    }

    void onlyGroupMembersMayConnect()
    {
        if (::geteuid() != 0)
            QSKIP("takes root, to be other users");
        QVERIFY(
            start("[admin]\ngroup = \"" + QByteArray::number(operatorsGid) + "\"\n", m_open.filePath(u"group.sock"_s)));
        struct stat file{};
        QCOMPARE(::stat(QFile::encodeName(m_socket).constData(), &file), 0);
        QCOMPARE(file.st_mode & 07777U, 0660U);
        QCOMPARE(file.st_gid, operatorsGid);
        QCOMPARE(statusAs(strangerUid, {}), "000");
        QCOMPARE(statusAs(strangerUid, {strangerGid + 7}), "000");
        QCOMPARE(statusAs(strangerUid, {operatorsGid}), "200");
        QCOMPARE(status(), 200);
    }

    // The kernel's peer credentials decide, even if the file's mode admits everyone.
    void worldWritableSocketStillRejectsOtherUsers()
    {
        if (::geteuid() != 0)
            QSKIP("takes root, to be other users");
        QVERIFY(
            start("[admin]\ngroup = \"" + QByteArray::number(operatorsGid) + "\"\n", m_open.filePath(u"open.sock"_s)));
        QCOMPARE(::chmod(QFile::encodeName(m_socket).constData(), 0666), 0);
        QCOMPARE(statusAs(strangerUid, {}), "403");
        QCOMPARE(statusAs(strangerUid, {operatorsGid}), "200");
        QVERIFY(m_daemon.waitForLog("refused a client of user 54321"));
    }

    void deletedSocketIsCreatedAgain()
    {
        QVERIFY(start({}, m_open.filePath(u"deleted.sock"_s)));
        const auto held = HttpClient::onSocket(m_socket);
        const auto stream = held->startGet(u"/admin/v1/events"_s);
        QTRY_COMPARE(stream->status(), 200);
        QVERIFY(QFile::remove(m_socket));
        QTRY_VERIFY(QFile::exists(m_socket));
        QCOMPARE(status(), 200);
        QVERIFY(!stream->isFinished()); // earlier clients stay connected
        QVERIFY(m_daemon.waitForLog("was deleted and is back"));
    }

    void ninthClientIsRejected()
    {
        QVERIFY(start({}, m_open.filePath(u"eight.sock"_s)));
        std::vector<std::unique_ptr<QProcess>> clients;
        for (int i = 0; i < 8; ++i) {
            clients.push_back(holdConnection());
            QVERIFY(QTest::qWaitFor([&] { return clients.back()->bytesAvailable() > 0; }, 10s));
        }
        QCOMPARE(status(), 503);
        clients.front()->kill();
        QTRY_COMPARE(status(), 200);
        for (const auto &client : clients) {
            client->kill();
            client->waitForFinished();
        }
    }

    void clientThatDoesNotReadIsDisconnected()
    {
        QVERIFY(start("[log]\nrules = \"webjabber.http.debug=true\"\n", m_open.filePath(u"slow.sock"_s)));
        const int client = ::socket(AF_UNIX, SOCK_STREAM, 0);
        if (client < 0)
            QFAIL("no socket");
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        const QByteArray path = QFile::encodeName(m_socket);
        std::memcpy(address.sun_path, path.constData(), std::size_t(path.size()));
        const int small = 1;
        ::setsockopt(client, SOL_SOCKET, SO_RCVBUF, &small, sizeof(small));
        QCOMPARE(::connect(client, reinterpret_cast<sockaddr *>(&address), sizeof(address)), 0);
        // Requests many answers and reads none.
        const QByteArray request = "GET /admin/v1/metrics HTTP/1.1\r\nHost: x\r\n\r\n";
        const QByteArray requests = request.repeated(400);
        QCOMPARE(::send(client, requests.constData(), std::size_t(requests.size()), MSG_DONTWAIT), requests.size());
        QVERIFY(m_daemon.waitForLog("which does not read what it asked for"));
        QCOMPARE(status(), 200);
        ::close(client);
    }

    void staleSocketFileIsReplaced()
    {
        QVERIFY(start({}, m_open.filePath(u"left.sock"_s)));
        m_daemon.kill();
        QVERIFY(QFile::exists(m_socket));
        QVERIFY(m_daemon.restart());
        QCOMPARE(status(), 200);
        QCOMPARE(m_daemon.stop(), 0);
        QVERIFY(!QFile::exists(m_socket));
    }

    void socketInUseIsNotReplaced()
    {
        QVERIFY(start({}, m_open.filePath(u"used.sock"_s)));
        DaemonProcess second(QStringLiteral(WEBJABBERD_PATH));
        QCOMPARE(second.run({}, {u"--admin-socket"_s, m_socket}), 3);
        QVERIFY(second.log().contains("another program listens on it"));
        QCOMPARE(status(), 200);
    }

    void unusablePathIsAnError()
    {
        DaemonProcess daemon(QStringLiteral(WEBJABBERD_PATH));
        QCOMPARE(daemon.run({}, {u"--admin-socket"_s, u"/proc/nothing/admin.sock"_s}), 3);
        QCOMPARE(daemon.run("[admin]\ngroup = \"no-such-group\"\n"), 3);
        QVERIFY(daemon.log().contains("there is no group"));
    }
};

QTEST_GUILESS_MAIN(tst_AdminSocket)
#include "tst_adminsocket.moc"
