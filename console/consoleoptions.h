// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

#include <cstdio>
#include <expected>

namespace WebJabber {

struct ConsoleOptions {
    QString socket; // empty: the one used last
    bool lists = false; // prints the sessions in place of a window
};

// Said in place of running.
struct ConsoleExitMessage {
    int exitCode;
    QString text; // ends with a line break
    std::FILE *stream; // stdout or stderr
};

// Reads the arguments, the program's name first. Never ends the process.
std::expected<ConsoleOptions, ConsoleExitMessage> parseConsoleOptions(const QStringList &arguments);

// The language the arguments ask for, which is needed before they are read;
// empty: none.
QString languageAskedFor(const QStringList &arguments);
// Whether what they ask for works without a screen.
bool needsNoScreen(const QStringList &arguments);
QString noSuchLanguage(const QString &language);

} // namespace WebJabber
