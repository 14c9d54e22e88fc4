// SPDX-License-Identifier: GPL-3.0-or-later
#include "admin/tracestream.h"

#include "admin/adminjson.h"
#include "admin/stanzaredactor.h"
#include "session/sessionregistry.h"
#include "shared/eventjson.h"

using namespace Qt::StringLiterals;

namespace WebJabber {

TraceStream::TraceStream(AdminContext &context, const Exchange &exchange, const Jid &account)
    : AdminStream(context, exchange)
    , m_account(account)
{
    send("hello"_L1, {{u"api"_s, apiVersion()}});
    connect(&context.sessions.events(), &SessionEvents::stanzaTraced, this, &TraceStream::sendStanza);
    context.trace(this, account);
}

void TraceStream::sendStanza(const Jid &account, Direction direction, const QString &xml)
{
    if (!m_account.isNull() && m_account != account)
        return;
    if (isCongested()) {
        ++m_dropped;
        return;
    }
    if (m_dropped > 0)
        send("dropped"_L1, {{u"count"_s, std::exchange(m_dropped, 0)}});
    const QString shown = withoutSecrets(xml);
    if (shown.trimmed().isEmpty())
        return;
    send("stanza"_L1,
         {{u"time"_s, jsonTime(QDateTime::currentDateTimeUtc())},
          {u"jid"_s, account.toString()},
          {u"direction"_s, direction == Direction::In ? u"in"_s : u"out"_s},
          {u"xml"_s, shown}});
}

} // namespace WebJabber
