// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/logoutput.h"

#include <QLoggingCategory>
#include <QRegularExpression>

#include <algorithm>
#include <cerrno>
#include <mutex>
#include <sys/stat.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace WebJabber {

namespace {
struct Level {
    char journal; // syslog(3)
    const char *name;
};
} // namespace

static Level levelOf(QtMsgType type)
{
    switch (type) {
    case QtDebugMsg:
        return {'7', "debug"};
    case QtInfoMsg:
        return {'6', "info"};
    case QtWarningMsg:
        return {'4', "warning"};
    case QtCriticalMsg:
        return {'3', "critical"};
    case QtFatalMsg:
        return {'2', "fatal"};
    }
    Q_UNREACHABLE_RETURN({});
}

static bool isUnsafe(QChar c)
{
    const char16_t u = c.unicode();
    if (u < 0x80)
        return u < 0x20 || u == 0x7f;
    const bool line = u == 0x2028 || u == 0x2029;
    const bool direction = u == 0x200e || u == 0x200f || (u >= 0x202a && u <= 0x202e) || (u >= 0x2066 && u <= 0x2069);
    return u < 0xa0 || line || direction;
}

static QString escaped(const QString &text)
{
    if (std::ranges::none_of(text, isUnsafe))
        return text;
    QString safe;
    for (const QChar c : text) {
        if (c == u'\n')
            safe += "\\n"_L1;
        else if (isUnsafe(c))
            safe += u"\\u%1"_s.arg(uint(c.unicode()), 4, 16, '0'_L1);
        else
            safe += c;
    }
    return safe;
}

QByteArray formatLogLine(LogStyle style, QtMsgType type, const char *category, const QString &text,
                         const QDateTime &time)
{
    const Level level = levelOf(type);
    QByteArray line;
    if (style == LogStyle::Journal)
        line = QByteArray("<") + level.journal + '>';
    else
        line = time.toString(Qt::ISODateWithMs).toLatin1() + ' ' + level.name + ' ';
    return line + (category ? category : "default") + ": " + escaped(text).toUtf8() + '\n';
}

// If a line cannot be written it is lost, as there is no other output.
static void writeLine(QByteArrayView line)
{
    while (!line.isEmpty()) {
        const ssize_t written = ::write(STDERR_FILENO, line.data(), size_t(line.size()));
        if (written < 0 && errno != EINTR)
            return;
        line = line.sliced(std::max<ssize_t>(written, 0));
    }
}

static std::mutex sinkMutex;
static LogSink sink; // guarded by sinkMutex

void setLogSink(LogSink newSink)
{
    const std::scoped_lock lock(sinkMutex);
    sink = std::move(newSink);
}

template<LogStyle style>
static void handleMessage(QtMsgType type, const QMessageLogContext &context, const QString &text)
{
    const QDateTime time = QDateTime::currentDateTimeUtc();
    writeLine(formatLogLine(style, type, context.category, text, time));
    static thread_local bool isInSink = false;
    if (std::exchange(isInSink, true))
        return;
    if (const std::scoped_lock lock(sinkMutex); sink)
        sink(type, context.category, text, time);
    isInSink = false;
}

LogStyle logStyleOfStderr()
{
    struct stat status;
    if (fstat(STDERR_FILENO, &status) != 0)
        return LogStyle::Terminal;
    const QByteArray here = QByteArray::number(quint64(status.st_dev)) + ':'
        + QByteArray::number(quint64(status.st_ino));
    return qgetenv("JOURNAL_STREAM") == here ? LogStyle::Journal : LogStyle::Terminal;
}

void installLogOutput()
{
    const bool journal = logStyleOfStderr() == LogStyle::Journal;
    qInstallMessageHandler(journal ? handleMessage<LogStyle::Journal> : handleMessage<LogStyle::Terminal>);
}

std::optional<QString> parseLogRules(const QString &text)
{
    static const QRegularExpression rule(
        u"^(?![\\s=])\\*?[\\w.-]*(\\*|\\*?\\.(debug|info|warning|critical))?\\s*=\\s*(true|false)$"_s);
    QStringList rules;
    for (const QString &part : QString(text).replace(u';', u'\n').split(u'\n')) {
        const QString trimmed = part.trimmed();
        if (trimmed.isEmpty())
            continue;
        if (!rule.match(trimmed).hasMatch())
            return {};
        rules.append(trimmed);
    }
    return rules.join(u'\n');
}

void setLogRules(const QString &rules)
{
    QLoggingCategory::setFilterRules(rules);
}

} // namespace WebJabber
