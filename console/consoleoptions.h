// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

#include <cstdio>
#include <expected>

namespace WebJabber {

struct ConsoleOptions {
    QString socket; // empty: the last one used
    bool listsSessions = false; // print the sessions instead of opening a window
};

// Printed instead of running.
struct ConsoleExitMessage {
    int exitCode;
    QString text; // ends with a line break
    std::FILE *stream; // stdout or stderr
};

// `arguments` begins with the program's name. Never ends the process.
std::expected<ConsoleOptions, ConsoleExitMessage> parseConsoleOptions(const QStringList &arguments);

// The language that the arguments select; empty if none. It is needed before they are parsed.
QString requestedLanguage(const QStringList &arguments);
// Whether the selected mode works without a screen.
bool isHeadless(const QStringList &arguments);
QString unknownLanguageText(const QString &language);

} // namespace WebJabber
