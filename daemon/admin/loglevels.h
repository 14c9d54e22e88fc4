// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/problem.h"

#include <QDateTime>
#include <QJsonObject>
#include <QMap>
#include <QObject>
#include <QString>
#include <QtLogging>

#include <atomic>
#include <optional>

namespace WebJabber {

struct LogLine {
    QDateTime time; // UTC
    QtMsgType type = QtInfoMsg;
    QString category;
    QString text;
};

QLatin1StringView logLevelName(QtMsgType type); // "debug" ... "fatal"
// Higher for more severe types.
int logSeverity(QtMsgType type);
std::optional<QtMsgType> logLevelFromName(QStringView name);

// The levels of the daemon's log categories, and a signal with their messages.
class LogLevels : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    // Applies rules in the format of QLoggingCategory::setFilterRules(). Discards levels from setLevels().
    void setRules(const QString &rules);
    // Returns the minimum level of each category, or "off": {"webjabber.http": "info", ...}.
    QJsonObject levels() const;
    // Sets some levels until the next setRules(). Fails with invalid-request without changing anything.
    Result<void> setLevels(const QJsonObject &levels);

    // Receives every logged message. Thread-safe.
    void addMessage(QtMsgType type, const char *category, const QString &text, const QDateTime &time);
    // lineLogged() is emitted only while there is a reader.
    void addReader() { ++m_readers; }
    void removeReader() { --m_readers; }

Q_SIGNALS:
    void lineLogged(const WebJabber::LogLine &line);
    void levelsChanged();

private:
    void apply();

    QString m_rules;
    QMap<QString, QString> m_levels; // from setLevels()
    std::atomic<int> m_readers = 0;
};

} // namespace WebJabber
