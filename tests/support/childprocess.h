// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QProcess>

#include <chrono>

namespace WebJabber::Test {

// How long a program may take to come up or to end.
inline constexpr std::chrono::seconds processDeadline{30};

// Makes a process that is about to be started end with the test program,
// however that ends. Start it from the main thread.
void dieWithUs(QProcess &process);

// A TCP port of 127.0.0.1 that is free, and outside the range the kernel takes
// for outgoing connections, so that it stays free while its server restarts.
quint16 freePort();

} // namespace WebJabber::Test
