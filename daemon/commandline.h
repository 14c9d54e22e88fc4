// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "config/config.h"

#include <QString>
#include <QStringList>

#include <cstdio>
#include <expected>

namespace WebJabber {

// Exit codes of webjabberd.
enum ExitCode {
    ExitStopped = 0, // on request
    ExitFailed = 1, // while running
    ExitBadConfig = 2, // or bad arguments
    ExitAddressInUse = 3, // or the admin socket is not usable
    ExitDatabaseUnusable = 4, // or written by a newer version
};

struct CommandLine {
    QString configFile; // empty: none is given and the default file does not exist
    bool checkConfig = false;
    ConfigOverrides overrides;
};

// Printed instead of running.
struct ExitMessage {
    ExitCode exitCode;
    QString text; // ends with a line break
    std::FILE *stream; // stdout or stderr
};

// Parses the arguments, the first of which is the program's name. Never exits the process.
std::expected<CommandLine, ExitMessage> parseCommandLine(const QStringList &arguments);

} // namespace WebJabber
