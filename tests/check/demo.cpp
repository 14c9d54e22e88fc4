// SPDX-License-Identifier: GPL-3.0-or-later
#include "demo.h"

#include "transcript.h"

#include <QCoreApplication>
#include <QDir>
#include <QJsonArray>
#include <QSocketNotifier>
#include <QTime>

#include <csignal>
#include <fcntl.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace WebJabber::Test {

static int stopPipe[2]; // read, written

static void requestStop(int)
{
    const char byte = 0;
    (void)!write(stopPipe[1], &byte, 1);
}

static bool hasBody(const HttpResponse &answer, const QString &body)
{
    for (const QJsonValue &message : answer.json.value("messages"_L1).toArray()) {
        if (message["body"_L1].toString() == body)
            return true;
    }
    return false;
}

static void walk(Transcript &daemon)
{
    // The kept state may hold messages of earlier runs.
    const QString text = u"But, soft! what light through yonder window breaks? (%1)"_s.arg(
        QTime::currentTime().toString(u"HH:mm:ss"_s));
    daemon.signIn(romeo);
    daemon.signIn(juliet);
    daemon.send(romeo, juliet, text);
    daemon.getUntil(u"/receive?jid="_s + juliet, u"the message did not come"_s,
                    [&](const HttpResponse &answer) { return hasBody(answer, text); });
}

static void showWhatToTry(const Gateway &gateway)
{
    const auto here = [](const QString &path) {
        const QString below = QDir::current().relativeFilePath(path);
        return below.startsWith(".."_L1) ? path : below;
    };
    static const QString text = uR"(
The demo is up, until Ctrl-C. Its state is in build/demo, its log in build/demo/webjabberd.log.

  web app   %1/ (sign in as romeo@localhost or juliet@localhost, password demo)
  API       %1/v1, told at %1/openapi.json
  operator  console/run, or: curl --unix-socket %2 http://localhost/admin/v1/status
  XMPP      any client, 127.0.0.1:%3, trusting %4

  curl '%1/send' -d from=juliet@localhost -d to=romeo@localhost -d msg=Hello
  curl '%1/receive?jid=romeo@localhost'
  curl '%1/receivestatus?jid=romeo@localhost'
  curl '%1/help')"_s;
    print(text.arg(u"http://127.0.0.1:%1"_s.arg(gateway.daemon.port()), here(gateway.daemon.adminSocket()),
                   QString::number(gateway.prosody.port()), here(gateway.prosody.caFile())));
}

// Returns true if a signal requested the end, and false if a part ended by itself.
static bool waitForTheEnd(Gateway &gateway)
{
    if (pipe2(stopPipe, O_CLOEXEC) != 0)
        qFatal("no pipe can be made");
    QObject context;
    QSocketNotifier stopped(stopPipe[0], QSocketNotifier::Read);
    QObject::connect(&stopped, &QSocketNotifier::activated, &context, [] { QCoreApplication::exit(0); });
    const auto exitWithFailure = [] { QCoreApplication::exit(1); };
    gateway.daemon.whenEnded(&context, exitWithFailure);
    gateway.prosody.whenEnded(&context, exitWithFailure);
    for (const int signal : {SIGINT, SIGTERM, SIGHUP})
        std::signal(signal, requestStop);
    return gateway.daemon.isRunning() && gateway.prosody.isRunning() && QCoreApplication::exec() == 0;
}

void runDemo(Gateway &gateway)
{
    Transcript daemon(*gateway.http);
    walk(daemon);
    showWhatToTry(gateway);
    require(waitForTheEnd(gateway), u"a part of the demo is gone"_s);
    print(u"run: stopping"_s);
    gateway.daemon.stop();
    gateway.prosody.stop();
}

} // namespace WebJabber::Test
