// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "config/config.h"

#include <QString>
#include <QStringList>

#include <cstdio>
#include <expected>

namespace WebJabber {

// What webjabberd tells its caller when it ends.
enum ExitCode {
    ExitStopped = 0, // as asked
    ExitFailed = 1, // while running
    ExitBadConfig = 2, // or bad arguments
    ExitAddressInUse = 3, // or the admin socket not usable
    ExitDatabaseUnusable = 4, // or written by a newer version
};

struct CommandLine {
    QString configFile; // empty: none is named and the usual one is not there
    bool checkConfig = false;
    ConfigOverrides overrides;
};

// Said in place of running.
struct ExitMessage {
    ExitCode exitCode;
    QString text; // ends with a line break
    std::FILE *stream; // stdout or stderr
};

// Reads the arguments, the program's name first. Never ends the process.
std::expected<CommandLine, ExitMessage> parseCommandLine(const QStringList &arguments);

} // namespace WebJabber
