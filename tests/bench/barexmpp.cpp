// SPDX-License-Identifier: GPL-3.0-or-later
#include <QCommandLineParser>
#include <QCoreApplication>
#include <QSslCertificate>
#include <QXmppClient.h>
#include <QXmppConfiguration.h>
#include <QXmppMessage.h>

#include <cstdio>
#include <functional>
#include <memory>
#include <vector>

using namespace Qt::StringLiterals;

// The reference for the daemon's sessions: plain QXmppClients without extensions and without a logger that sign in and
// read messages.

static constexpr int loginsAtOnce = 32;
static constexpr int keepAliveSeconds = 120; // the daemon's value

static QXmppConfiguration configurationOf(const QCommandLineParser &options)
{
    QXmppConfiguration configuration;
    configuration.setDomain(u"localhost"_s);
    configuration.setHost(u"127.0.0.1"_s);
    configuration.setPort(options.value(u"port"_s).toInt());
    configuration.setPassword(u"demo"_s);
    configuration.setAutoReconnectionEnabled(false);
    configuration.setKeepAliveInterval(keepAliveSeconds);
    const QString caFile = options.value(u"ca-file"_s);
    configuration.setStreamSecurityMode(caFile.isEmpty() ? QXmppConfiguration::TLSDisabled
                                                         : QXmppConfiguration::TLSRequired);
    if (!caFile.isEmpty())
        configuration.setCaCertificates(QSslCertificate::fromPath(caFile));
    return configuration;
}

int main(int argc, char *argv[])
{
    QCoreApplication application(argc, argv);
    QCommandLineParser parser;
    parser.setApplicationDescription(
        u"Signs bare QXmppClients in as user0, user1 ... at 127.0.0.1. It tells \"online N\" when the first ones\n"
        "are, waits for a line on stdin, tells it again when all are, and reads what comes until it is ended."_s);
    parser.addHelpOption();
    parser.addOption({u"clients"_s, u"How many (default: 100)."_s, u"count"_s, u"100"_s});
    parser.addOption({u"first"_s, u"How many before the others (default: 10)."_s, u"count"_s, u"10"_s});
    parser.addOption({u"port"_s, u"Of the XMPP server."_s, u"port"_s});
    parser.addOption({u"ca-file"_s, u"Use TLS, and trust these certificates."_s, u"file"_s});
    parser.process(application);
    const int count = parser.value(u"clients"_s).toInt();
    const int first = std::min(parser.value(u"first"_s).toInt(), count);
    const QXmppConfiguration base = configurationOf(parser);

    std::vector<std::unique_ptr<QXmppClient>> clients;
    int online = 0;
    const std::function<void()> start = [&] {
        QXmppConfiguration configuration = base;
        configuration.setUser(u"user%1"_s.arg(clients.size()));
        QXmppClient &client = *clients.emplace_back(std::make_unique<QXmppClient>(QXmppClient::NoExtensions));
        client.setLogger(nullptr);
        QObject::connect(&client, &QXmppClient::connected, &application, [&] {
            if (++online == first || online == count) {
                std::printf("online %d\n", online);
                std::fflush(stdout);
            }
            if (online == first) {
                std::getchar(); // waits for the start command
                for (int i = 0; i < loginsAtOnce && int(clients.size()) < count; ++i)
                    start();
            } else if (online > first && int(clients.size()) < count) {
                start();
            }
        });
        QObject::connect(&client, &QXmppClient::disconnected, &application,
                         [] { qFatal("a client was disconnected"); });
        client.connectToServer(configuration);
    };
    for (int i = 0; i < first; ++i)
        start();
    return application.exec();
}
