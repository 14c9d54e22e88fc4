// SPDX-License-Identifier: GPL-3.0-or-later
#include "healthroute.h"

using namespace Qt::StringLiterals;

namespace WebJabber {

void addHealthRoute(RouteTable &table)
{
    table.add(RouteTable::Method::Get, u"/healthz"_s,
              [](const Exchange &exchange) { exchange->answer(HttpResponse::json({{u"status"_s, u"ok"_s}})); });
}

} // namespace WebJabber
