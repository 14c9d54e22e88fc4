// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/childprocess.h"

#include <QHostAddress>
#include <QRandomGenerator>
#include <QSet>
#include <QTcpServer>

#include <csignal>
#include <sys/prctl.h>
#include <unistd.h>

namespace WebJabber::Test {

static constexpr int firstPort = 20'000;
static constexpr int lastPort = 32'000;

void endWithParent(QProcess &process)
{
    process.setChildProcessModifier([parent = getpid()] {
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        setsid();
        if (getppid() != parent) // the parent ended before the call took effect
            _exit(1);
    });
}

quint16 freePort()
{
    static QSet<quint16> given; // a server may not listen yet when the next port is chosen
    while (true) {
        const auto port = quint16(QRandomGenerator::system()->bounded(firstPort, lastPort));
        if (given.contains(port))
            continue;
        if (QTcpServer server; server.listen(QHostAddress::LocalHost, port)) {
            given.insert(port);
            return port;
        }
    }
}

} // namespace WebJabber::Test
