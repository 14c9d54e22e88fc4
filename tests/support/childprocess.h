// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QProcess>

#include <chrono>

namespace WebJabber::Test {

// How long a program may take to start or to end.
inline constexpr std::chrono::seconds processDeadline{30};

// Makes a process that is about to be started end together with the test program, even if that is killed, and gives it
// a session of its own, so that a Ctrl-C reaches only the test program, which then ends it. Start the process from the
// main thread.
void endWithParent(QProcess &process);

// A free TCP port of 127.0.0.1 outside the kernel's range for outgoing connections, so it stays free while its server
// restarts. A process gets each port once. Call it on the main thread.
quint16 freePort();

} // namespace WebJabber::Test
