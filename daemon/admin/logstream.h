// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "admin/adminstream.h"

namespace WebJabber {

// What the daemon logs from now on. Lines that a slow client cannot take are
// left out, and it is told so.
//
// `levels` {category: level}, at first and when they change; `line` {time,
// level, category, text}; `dropped` {count}.
class LogStream final : public AdminStream
{
    Q_OBJECT

public:
    // Only lines of this level and of those that matter more.
    LogStream(AdminContext &context, const Exchange &exchange, QtMsgType least);
    ~LogStream() override;

private:
    void tell(const LogLine &line);

    QtMsgType m_least;
    qint64 m_dropped = 0;
};

} // namespace WebJabber
