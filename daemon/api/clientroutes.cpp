// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/clientroutes.h"

#include "api/v1/contactroutes.h"
#include "api/v1/eventroutes.h"
#include "api/v1/inforoutes.h"
#include "api/v1/messageroutes.h"
#include "api/v1/presenceroutes.h"
#include "api/v1/pushroutes.h"
#include "api/v1/sessionroutes.h"

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
