// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "admin/adminstream.h"

namespace WebJabber {

// Streams log messages from now on. If the client is slow, lines are dropped and their number is reported.
//
// Events: `levels` {category: level}, at first and when they change; `line` {time, level, category, text}; `dropped`
// {count}.
class LogStream final : public AdminStream
{
    Q_OBJECT

public:
    // `least` is the minimum level.
    LogStream(AdminContext &context, const Exchange &exchange, QtMsgType least);
    ~LogStream() override;

private:
    void sendLine(const LogLine &line);

    QtMsgType m_minimumLevel;
    qint64 m_dropped = 0;
};

} // namespace WebJabber
