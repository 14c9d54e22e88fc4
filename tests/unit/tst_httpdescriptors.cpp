// SPDX-License-Identifier: GPL-3.0-or-later
#include "httpfixture.h"

#include <QCoreApplication>
#include <QProcess>
#include <QTimer>

#include <cstdio>
#include <fcntl.h>
#include <sys/resource.h>
#include <unistd.h>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace WebJabber;
using namespace WebJabber::Test;

static constexpr int fewDescriptors = 96;
static constexpr int keptDescriptors = 32; // the value in httplistener.cpp

static QByteArray get(const QByteArray &path)
{
    return "GET " + path + " HTTP/1.1\r\nHost: a.example\r\n\r\n";
}

// A server in a child process with few descriptors. /hog uses up all that are left, /free releases them, and /time
// returns the processor time used, in milliseconds.
static int serve(QCoreApplication &app)
{
    const rlimit files{fewDescriptors, fewDescriptors};
    setrlimit(RLIMIT_NOFILE, &files);
    HttpServer server(HttpFixture::anyPort());
    RouteTable table([](const Problem &) { return HttpResponse::empty(500); });
    std::vector<int> hogged;
    table.add(HttpMethod::Get, u"/hog"_s, [&](const Exchange &exchange) {
        for (int descriptor = 0; (descriptor = open("/dev/null", O_RDONLY | O_CLOEXEC)) >= 0;)
            hogged.push_back(descriptor);
        exchange->answer(HttpResponse::text(QString::number(hogged.size())));
    });
    table.add(HttpMethod::Get, u"/free"_s, [&](const Exchange &exchange) {
        for (const int descriptor : std::exchange(hogged, {}))
            close(descriptor);
        exchange->answer(HttpResponse::empty());
    });
    table.add(HttpMethod::Get, u"/time"_s, [](const Exchange &exchange) {
        rusage usage{};
        getrusage(RUSAGE_SELF, &usage);
        const auto milliseconds = [](const timeval &time) { return time.tv_sec * 1000 + time.tv_usec / 1000; };
        exchange->answer(
            HttpResponse::text(QString::number(milliseconds(usage.ru_utime) + milliseconds(usage.ru_stime))));
    });
    server.addTable(std::move(table));
    if (!server.listen())
        return 1;
    std::printf("%d\n", int(server.port()));
    std::fflush(stdout);
    return app.exec();
}

// Neither clients nor other users of descriptors can stop the server by taking the last ones.
class TestHttpDescriptors : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void lastDescriptorsAreReserved();
    void exhaustionNeitherSpinsNorStopsAccepting();

private:
    QByteArray ask(RawClient &client, const QByteArray &path)
    {
        client.send(get(path));
        return client.answer().body;
    }

    QProcess m_process;
    quint16 m_port = 0;
};

void TestHttpDescriptors::init()
{
    m_process.start(QCoreApplication::applicationFilePath(), {u"--serve"_s});
    QVERIFY(m_process.waitForReadyRead());
    m_port = m_process.readLine().trimmed().toUShort();
    QVERIFY(m_port > 0);
}

void TestHttpDescriptors::cleanup()
{
    m_process.kill();
    m_process.waitForFinished();
}

void TestHttpDescriptors::lastDescriptorsAreReserved()
{
    RawClient first(m_port);
    QVERIFY(!ask(first, "/time").isEmpty());
    std::vector<std::unique_ptr<RawClient>> crowd;
    for (int i = 0; i < fewDescriptors; ++i)
        crowd.push_back(std::make_unique<RawClient>(m_port));
    int rejected = 0;
    for (const auto &client : crowd) {
        client->send(get("/time"));
        const int status = client->answer().status;
        QVERIFY(status == 200 || status == 503);
        rejected += status == 503 ? 1 : 0;
    }
    QVERIFY(rejected >= keptDescriptors);
    QVERIFY(rejected < fewDescriptors);
    QVERIFY(ask(first, "/hog").toInt() >= keptDescriptors - 1); // this many are left for others
    ask(first, "/free");
    crowd.clear();
    QVERIFY(waitFor([&] {
        RawClient another(m_port);
        another.send(get("/time"));
        return another.answer().status == 200;
    }));
}

void TestHttpDescriptors::exhaustionNeitherSpinsNorStopsAccepting()
{
    RawClient client(m_port);
    QVERIFY(ask(client, "/hog").toInt() > keptDescriptors);
    std::vector<std::unique_ptr<RawClient>> waiting;
    for (int i = 0; i < 20; ++i)
        waiting.push_back(std::make_unique<RawClient>(m_port));
    for (const auto &one : waiting)
        QVERIFY(one->isClosed()); // as there is no descriptor to serve it
    const int before = ask(client, "/time").toInt();
    bool isOver = false;
    QTimer::singleShot(500ms, this, [&] { isOver = true; }); // long enough to detect a busy loop
    QVERIFY(waitFor([&] { return isOver; }));
    const int used = ask(client, "/time").toInt() - before;
    QVERIFY2(used < 100, qPrintable(u"%1 ms of processor time"_s.arg(used)));
    ask(client, "/free");
    RawClient another(m_port);
    QVERIFY(!ask(another, "/time").isEmpty());
}

int main(int argc, char *argv[])
{
    QCoreApplication app(argc, argv);
    if (app.arguments().contains(u"--serve"_s))
        return serve(app);
    TestHttpDescriptors test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_httpdescriptors.moc"
