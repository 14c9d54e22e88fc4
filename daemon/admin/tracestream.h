// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "admin/adminstream.h"
#include "shared/event.h"

namespace WebJabber {

// Streams the stanzas of one account or of all accounts, with secrets removed. If the client is slow, stanzas are
// dropped and their number is reported.
//
// Events: `stanza` {time, jid, direction, xml}; `dropped` {count}.
class TraceStream final : public AdminStream
{
    Q_OBJECT

public:
    // A null JID means all accounts.
    TraceStream(AdminContext &context, const Exchange &exchange, const Jid &account);

private:
    void sendStanza(const Jid &account, Direction direction, const QString &xml);

    Jid m_account;
    qint64 m_dropped = 0;
};

} // namespace WebJabber
