// SPDX-License-Identifier: GPL-3.0-or-later
#include "admin/loglevels.h"

#include "shared/logging.h"

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace WebJabber {

static constexpr std::array categories{&lcAccess, &lcAdmin, &lcDaemon, &lcHttp, &lcPush, &lcSession, &lcStore};
// By increasing severity.
static constexpr std::array types{QtDebugMsg, QtInfoMsg, QtWarningMsg, QtCriticalMsg};
static constexpr auto offName = "off"_L1;

QLatin1StringView logLevelName(QtMsgType type)
{
    switch (type) {
    case QtDebugMsg:
        return "debug"_L1;
    case QtInfoMsg:
        return "info"_L1;
    case QtWarningMsg:
        return "warning"_L1;
    case QtCriticalMsg:
        return "critical"_L1;
    case QtFatalMsg:
        return "fatal"_L1;
    }
    Q_UNREACHABLE_RETURN({});
}

int logSeverity(QtMsgType type)
{
    return int(std::ranges::find(types, type) - types.begin());
}

std::optional<QtMsgType> logLevelFromName(QStringView name)
{
    const auto found = std::ranges::find_if(types, [name](QtMsgType type) { return name == logLevelName(type); });
    return found == types.end() ? std::nullopt : std::optional(*found);
}

void LogLevels::setRules(const QString &rules)
{
    m_rules = rules;
    m_levels.clear();
    apply();
}

QJsonObject LogLevels::levels() const
{
    QJsonObject levels;
    for (const auto &category : categories) {
        const auto least = std::ranges::find_if(types, [&](QtMsgType type) { return category().isEnabled(type); });
        levels.insert(QLatin1StringView(category().categoryName()),
                      least == types.end() ? QString(offName) : QString(logLevelName(*least)));
    }
    return levels;
}

Result<void> LogLevels::setLevels(const QJsonObject &levels)
{
    const QJsonObject known = this->levels();
    for (auto level = levels.begin(); level != levels.end(); ++level) {
        if (!known.contains(level.key()))
            return problem(ProblemCode::InvalidRequest, u"There is no category “%1”."_s.arg(level.key().left(40)));
        if (level.value() != offName && !logLevelFromName(level.value().toString()))
            return problem(ProblemCode::InvalidRequest,
                           u"“%1” must be one of: debug, info, warning, critical, off."_s.arg(level.key()));
    }
    for (auto level = levels.begin(); level != levels.end(); ++level)
        m_levels.insert(level.key(), level.value().toString());
    apply();
    return {};
}

// Later rules override earlier ones.
void LogLevels::apply()
{
    QString rules = m_rules;
    for (const auto &[category, level] : std::as_const(m_levels).asKeyValueRange()) {
        const auto least = logLevelFromName(level);
        for (const QtMsgType type : types) {
            const bool isOn = least && logSeverity(type) >= logSeverity(*least);
            rules += u"\n%1.%2=%3"_s.arg(category, logLevelName(type), isOn ? "true"_L1 : "false"_L1);
        }
    }
    QLoggingCategory::setFilterRules(rules);
    Q_EMIT levelsChanged();
}

void LogLevels::addMessage(QtMsgType type, const char *category, const QString &text, const QDateTime &time)
{
    if (m_readers == 0)
        return;
    const LogLine line{time, type, QString::fromUtf8(category ? category : "default"), text};
    QMetaObject::invokeMethod(this, [this, line] { Q_EMIT lineLogged(line); }, Qt::QueuedConnection);
}

} // namespace WebJabber
