// SPDX-License-Identifier: GPL-3.0-or-later
#include "eventloop/epolldispatcher.h"
#include "http/httpserver.h"
#include "http/problemanswer.h"

#include "httpload.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QJsonArray>
#include <QLoggingCategory>

#include <cstdio>
#include <malloc.h>
#include <sys/resource.h>
#include <thread>

using namespace Qt::StringLiterals;
using namespace WebJabber;
using namespace WebJabber::Bench;

static const QString description = uR"(Measures the module `http` alone: a server with routes that answer at once, and
clients in another thread. Prints requests a second, processor time of the server's thread for a request, and what an
idle connection costs in memory after its first request.)"_s;

static constexpr int idleConnections = 1000;

static double processorSeconds()
{
    rusage usage{};
    getrusage(RUSAGE_THREAD, &usage);
    const auto seconds = [](const timeval &time) { return double(time.tv_sec) + double(time.tv_usec) / 1e6; };
    return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

// Runs `load` in another thread, and the event loop meanwhile. Returns what `load` returned.
static double serve(const std::function<double()> &load)
{
    double result = 0;
    QEventLoop loop;
    std::thread clients([&] {
        result = load();
        QMetaObject::invokeMethod(&loop, &QEventLoop::quit, Qt::QueuedConnection);
    });
    loop.exec();
    clients.join();
    return result;
}

static void measure(const char *name, quint16 port, int connections, std::chrono::duration<double> time,
                    const QByteArray &request, const QByteArray &expected)
{
    const double before = processorSeconds();
    const double rate = serve([&] {
        HttpLoad load(port, connections);
        return load.runFor(time, [&](int) { return request; }, expected);
    });
    const double used = processorSeconds() - before;
    std::printf("%-32s %8.0f requests/s %8.1f us processor time\n", name, rate, used * 1e6 / (rate * time.count()));
    std::fflush(stdout);
}

// Each connection has been used once.
static void measureIdle(quint16 port, const QByteArray &request)
{
    std::unique_ptr<HttpLoad> load;
    const std::size_t before = mallinfo2().uordblks;
    serve([&] {
        load = std::make_unique<HttpLoad>(port, idleConnections);
        return load->run([&](int number) { return number < idleConnections ? request : QByteArray(); },
                         [](int, const HttpAnswer &) {});
    });
    // Some of it belongs to the clients, always the same.
    std::printf("%-32s %8.0f bytes\n", "idle connection", double(mallinfo2().uordblks - before) / idleConnections);
}

static RouteTable routes()
{
    RouteTable table(&problemAnswer);
    table.add(RouteTable::Method::Get, u"/v1/events"_s, [](const Exchange &exchange) {
        exchange->answer(HttpResponse::json({{u"events"_s, QJsonArray()}, {u"more"_s, false}, {u"next"_s, 0}}));
    });
    table.add(RouteTable::Method::Post, u"/v1/messages"_s, [](const Exchange &exchange) {
        exchange->answer(HttpResponse::json({{u"size"_s, exchange->request().body.size()}}, 201));
    });
    return table;
}

int main(int argc, char *argv[])
{
    QCoreApplication::setEventDispatcher(new EpollDispatcher);
    QCoreApplication application(argc, argv);
    QCommandLineParser parser;
    parser.setApplicationDescription(description);
    parser.addHelpOption();
    parser.addOption({u"seconds"_s, u"Time for each row."_s, u"seconds"_s, u"3"_s});
    parser.process(application);
    const std::chrono::duration<double> time(parser.value(u"seconds"_s).toDouble());

    QLoggingCategory::setFilterRules(u"webjabber.*.info=false"_s);
    HttpSettings settings;
    settings.port = 0;
    settings.maxConnectionsPerAddress = settings.maxConnections;
    HttpServer server(settings);
    server.addTable(routes());
    if (!server.listen())
        qFatal("no port");
    const QByteArray get = httpRequest("GET", "/v1/events?after=0&wait=0",
                                       "0123456789abcdef0123456789abcdef0123456789a");
    const QByteArray post = httpRequest("POST", "/v1/messages", "0123456789abcdef0123456789abcdef0123456789a",
                                        "{\"to\":\"juliet@example.com\",\"body\":\"" + QByteArray(200, 'x') + "\"}");
    measureIdle(server.port(), get);
    measure("GET, 1 connection", server.port(), 1, time, get, "events");
    measure("GET, 32 connections", server.port(), 32, time, get, "events");
    measure("POST, 32 connections", server.port(), 32, time, post, "size");
    return 0;
}
