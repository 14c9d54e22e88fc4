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
// Grows with how much a message matters.
int logSeverity(QtMsgType type);
std::optional<QtMsgType> logLevelFromName(QStringView name);

// The daemon's categories: what each logs, and what they log.
class LogLevels : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    // The rules of the configuration (QLoggingCategory::setFilterRules), which
    // are in force from now on; levels that were set here are forgotten.
    void setRules(const QString &rules);
    // {"webjabber.http": "info", ...}: the least that each logs, or "off".
    QJsonObject levels() const;
    // Sets some of them, until the next setRules(). Fails with invalid-request,
    // and then nothing has changed.
    Result<void> setLevels(const QJsonObject &levels);

    // Takes every line that is logged, from any thread.
    void take(QtMsgType type, const char *category, const QString &text, const QDateTime &time);
    // Each of these makes lineLogged() worth its while.
    void addReader() { ++m_readers; }
    void removeReader() { --m_readers; }

Q_SIGNALS:
    void lineLogged(const WebJabber::LogLine &line);
    void levelsChanged();

private:
    void apply();

    QString m_rules;
    QMap<QString, QString> m_levels; // set here
    std::atomic<int> m_readers = 0;
};

} // namespace WebJabber
