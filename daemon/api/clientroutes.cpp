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

std::vector<std::span<const ClientRoute>> clientRoutes()
{
    return {infoRoutes(),    sessionRoutes(),  messageRoutes(), eventRoutes(),
            contactRoutes(), presenceRoutes(), pushRoutes()};
}

void addClientRoutes(RouteTable &table, ClientApi &api, const QByteArray &pathPrefix)
{
    api.description = apiDescription(pathPrefix);
    for (const auto routes : clientRoutes())
        api.addTo(table, routes);
}

} // namespace WebJabber
