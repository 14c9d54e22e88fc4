// SPDX-License-Identifier: GPL-3.0-or-later
#include "clientroutes.h"

#include "contactroutes.h"
#include "eventroutes.h"
#include "inforoutes.h"
#include "messageroutes.h"
#include "presenceroutes.h"
#include "pushroutes.h"
#include "sessionroutes.h"

namespace WebJabber {

void addClientRoutes(RouteTable &table, ClientApi &api, const QByteArray &pathPrefix)
{
    addInfoRoutes(table, pathPrefix);
    addSessionRoutes(table, api);
    addMessageRoutes(table, api);
    addEventRoutes(table, api);
    addContactRoutes(table, api);
    addPresenceRoutes(table, api);
    addPushRoutes(table, api);
}

} // namespace WebJabber
