// SPDX-License-Identifier: GPL-3.0-or-later
#include "demo.h"
#include "legacycheck.h"
#include "transcript.h"

#include <QCommandLineParser>
#include <QCoreApplication>

#include <cstdio>

using namespace Qt::StringLiterals;
using namespace WebJabber::Test;

static constexpr int failed = 1;
static constexpr int badArguments = 2;

static GatewayConfig demoConfig(const Gateway &gateway)
{
    GatewayConfig config = gateway.config();
    config.push = "allow = [\"127.0.0.1\", \"localhost\"]\n";
    config.xmpp = "allowed_domains = [\"localhost\"]\n";
    // console/run looks for it there
    config.admin = "socket = \"" + gateway.daemon.adminSocket().toUtf8() + "\"\n";
    return config;
}

static void start(Gateway &gateway, const GatewayConfig &config)
{
    print(u"run: starting Prosody on 127.0.0.1:%1 and webjabberd"_s.arg(gateway.prosody.port()));
    const bool isUp = gateway.start(config);
    require(gateway.prosody.isRunning(), u"Prosody did not start"_s);
    require(isUp, u"webjabberd did not start"_s);
    print(u"run: webjabberd is up at "_s + gateway.daemon.url().toString());
}

// The last line names what failed.
static int report(Gateway &gateway, const Failure &failure)
{
    static constexpr qsizetype shownBytes = 3'000;
    QByteArray text = "\nrun: the end of webjabberd's log:\n" + gateway.daemon.log().right(shownBytes);
    QByteArray gone;
    if (!gateway.prosody.isRunning()) {
        text += "\nrun: the end of Prosody's log:\n" + gateway.prosody.logTail();
        gone = "; Prosody is not running";
    } else if (!gateway.daemon.isRunning()) {
        gone = "; webjabberd is not running";
    }
    std::fputs((text + "\nrun: FAILED: " + failure.why.toUtf8() + gone + '\n').constData(), stderr);
    return failed;
}

int main(int argc, char *argv[])
{
    QCoreApplication application(argc, argv);
    const QCommandLineOption demo(u"demo"_s,
                                  u"Run the demo until it is asked to end. Without it: check every route."_s);
    const QCommandLineOption directory(u"directory"_s, u"Keep the state in DIR."_s, u"DIR"_s);
    const QCommandLineOption port(u"port"_s, u"Have webjabberd listen on port N instead of a free one."_s, u"N"_s);
    const QCommandLineOption program(u"daemon"_s, u"Run this webjabberd."_s, u"PROGRAM"_s,
                                     QStringLiteral(WEBJABBERD_PATH));
    QCommandLineParser parser;
    parser.setApplicationDescription(
        u"Starts Prosody and webjabberd on loopback. Exits 0 if all is right, 1 if not. See daemon/run --help."_s);
    parser.addHelpOption();
    parser.addOptions({demo, directory, port, program});
    parser.process(application);
    bool isPort = true;
    const quint16 wantedPort = parser.isSet(port) ? parser.value(port).toUShort(&isPort) : 0;
    if (!isPort || !parser.positionalArguments().isEmpty()) {
        std::fputs("webjabber-check: see --help\n", stderr);
        return badArguments;
    }

    Gateway gateway(parser.value(program), parser.value(directory));
    gateway.daemon.setPort(wantedPort);
    try {
        if (parser.isSet(demo)) {
            gateway.prosody.shareFiles();
            start(gateway, demoConfig(gateway));
            runDemo(gateway);
        } else {
            start(gateway, gateway.config());
            checkLegacyRoutes(gateway);
            print(u"\nrun: the check passed: every route and both pushes are as they should be"_s);
        }
    } catch (const Failure &failure) {
        return report(gateway, failure);
    }
    return 0;
}
