// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/requesterstable.h"

using namespace Qt::StringLiterals;

namespace WebJabber {

bool insertRequester(Database &database, qint64 accountId, const Jid &requester)
{
    return database.execute(
               "INSERT INTO askers (account_id, jid) VALUES (?, ?) ON CONFLICT (account_id, jid) DO NOTHING"_L1,
               accountId, requester.toString())
        > 0;
}

void deleteRequester(Database &database, qint64 accountId, const Jid &requester)
{
    database.execute("DELETE FROM askers WHERE account_id = ? AND jid = ?"_L1, accountId, requester.toString());
}

qint64 countRequesters(Database &database, qint64 accountId)
{
    Rows rows = database.select("SELECT count(*) FROM askers WHERE account_id = ?"_L1, accountId);
    return rows.next() ? rows.number(0) : 0;
}

} // namespace WebJabber
