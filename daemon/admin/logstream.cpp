// SPDX-License-Identifier: GPL-3.0-or-later
#include "admin/logstream.h"

#include "shared/eventjson.h"

using namespace Qt::StringLiterals;

namespace WebJabber {

LogStream::LogStream(AdminContext &context, const Exchange &exchange, QtMsgType least)
    : AdminStream(context, exchange)
    , m_minimumLevel(least)
{
    const auto sendLevels = [this] { send("levels"_L1, this->context().levels.levels()); };
    connect(&context.levels, &LogLevels::levelsChanged, this, sendLevels);
    connect(&context.levels, &LogLevels::lineLogged, this, &LogStream::sendLine);
    context.levels.addReader();
    sendLevels();
}

LogStream::~LogStream()
{
    context().levels.removeReader();
}

void LogStream::sendLine(const LogLine &line)
{
    if (logSeverity(line.type) < logSeverity(m_minimumLevel))
        return;
    if (isCongested()) {
        ++m_dropped;
        return;
    }
    if (m_dropped > 0)
        send("dropped"_L1, {{u"count"_s, std::exchange(m_dropped, 0)}});
    send("line"_L1,
         {{u"time"_s, jsonTime(line.time)},
          {u"level"_s, logLevelName(line.type)},
          {u"category"_s, line.category},
          {u"text"_s, line.text}});
}

} // namespace WebJabber
