// SPDX-License-Identifier: GPL-3.0-or-later
#include <QCoreApplication>
#include <QHttpServer>
#include <QTcpServer>

#include <cstdio>

using namespace Qt::StringLiterals;

// What the daemon's HTTP is compared with: one route of QtHttpServer's, which
// answers what /v1/events answers where there is nothing. It tells "port N".
int main(int argc, char *argv[])
{
    QCoreApplication application(argc, argv);
    QHttpServer server;
    server.route(u"/v1/events"_s,
                 [] { return QHttpServerResponse("application/json", R"({"events":[],"more":false,"next":0})"); });
    auto *listener = new QTcpServer(&server);
    if (!listener->listen(QHostAddress::LocalHost) || !server.bind(listener))
        qFatal("%s", qPrintable(listener->errorString()));
    std::printf("port %d\n", int(listener->serverPort()));
    std::fflush(stdout);
    return application.exec();
}
