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

// From now on all of Qt's messages go to stderr, one line and one write each,
// in the style stderr asks for. Messages may come from any thread.
void installLogOutput();

// Has `sink` hear of every message too, on the thread it comes from; an empty
// one ends that. What it logs itself does not come to it.
using LogSink = std::function<void(QtMsgType, const char *category, const QString &text, const QDateTime &time)>;
void setLogSink(LogSink sink);

// Whether stderr is the journal's socket (systemd.exec(5), JOURNAL_STREAM).
LogStyle logStyleOfStderr();

// One line with its line break. What could forge a line or drive a terminal
// (control and direction characters) is escaped as \uXXXX, a line break as \n.
QByteArray formatLogLine(LogStyle style, QtMsgType type, const char *category, const QString &text,
                         const QDateTime &time);

// Checks rules that are separated by line breaks or semicolons; answers them
// as setLogRules() takes them, or nothing where one is not a rule.
std::optional<QString> parseLogRules(const QString &text);

// Says which categories are logged; what is not named keeps its default.
void setLogRules(const QString &rules);

} // namespace WebJabber
