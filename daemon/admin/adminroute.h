// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/parameters.h"
#include "http/routetable.h"
#include "shared/jid.h"

namespace WebJabber {

class AdminContext;

// What a request is about; the audit log names it.
enum class AdminTarget {
    None,
    Id, // the path's {id}
    Account, // the path's {jid}; requests with an invalid one get invalid-jid
    InRequest, // in the query or the body: the handler calls AdminContext::audit()
};

// A request that fulfils what its route requires.
struct AdminRequest {
    Exchange exchange;
    QString action; // the row's `audit`
    Jid account = {}; // with AdminTarget::Account
    QString id = {}; // with AdminTarget::Id
    Parameters query = {};
};

// One route of the operator, as a row of a table. The values are static. All routes are for those who may connect to
// the admin socket (Peer::isAllowed()).
struct AdminRoute {
    RouteTable::Method method;
    QLatin1StringView path;
    void (*handler)(AdminContext &context, const AdminRequest &request);
    AdminTarget target = AdminTarget::None;
    // The action's name in the audit log; empty: it is not recorded. What cannot be recorded is not done.
    QLatin1StringView audit = {};
    std::span<const Parameter> query = {}; // empty: a query is ignored
};

} // namespace WebJabber
