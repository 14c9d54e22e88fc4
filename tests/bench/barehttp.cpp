// SPDX-License-Identifier: GPL-3.0-or-later
#include <QCoreApplication>
#include <QHttpServer>
#include <QTcpServer>

#include <cstdio>

using namespace Qt::StringLiterals;

// The reference for the daemon's HTTP: one QtHttpServer route with the answer of /v1/events for an empty queue. Prints
// "port N".
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
