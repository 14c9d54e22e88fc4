// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "admin/adminstream.h"

namespace WebJabber {

// The stanzas of one account, or of all, as they come and go, without their
// secrets. What a slow client cannot take is left out, and it is told so.
//
// `stanza` {time, jid, direction, xml}; `dropped` {count}.
class TraceStream final : public AdminStream
{
    Q_OBJECT

public:
    // A null JID stands for all.
    TraceStream(AdminContext &context, const Exchange &exchange, const Jid &account);

private:
    void tell(const Jid &account, Direction direction, const QString &xml);

    Jid m_account;
    qint64 m_dropped = 0;
};

} // namespace WebJabber
