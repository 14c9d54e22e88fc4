// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QDateTime>
#include <QString>

#include <functional>
#include <optional>

namespace WebJabber {

enum class LogStyle {
    Terminal, // 2026-11-22T07:00:00.123Z info webjabber.session: text
    Journal, // <6>webjabber.session: text
};

// Makes all Qt messages go to stderr, one line and one write each, in the style that fits stderr. Thread-safe.
void installLogOutput();

// Passes every message to `sink` as well, on the thread that logs it; an empty sink ends that. Messages that the sink
// itself logs are not passed to it.
using LogSink = std::function<void(QtMsgType, const char *category, const QString &text, const QDateTime &time)>;
void setLogSink(LogSink sink);

// Returns Journal if stderr is the journal's socket (systemd.exec(5), JOURNAL_STREAM).
LogStyle logStyleOfStderr();

// Returns one line with its line break. Control and bidirectional characters, which could forge a line or control a
// terminal, are escaped as \uXXXX; a line break as \n.
QByteArray formatLogLine(LogStyle style, QtMsgType type, const char *category, const QString &text,
                         const QDateTime &time);

// Validates rules that are separated by line breaks or semicolons. Returns them in the format of setLogRules(), or
// nullopt if one is invalid.
std::optional<QString> parseLogRules(const QString &text);

// Sets which categories are logged. Categories that are not named keep their default.
void setLogRules(const QString &rules);

} // namespace WebJabber
