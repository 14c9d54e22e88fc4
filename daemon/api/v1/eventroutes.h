// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/clientapi.h"

namespace WebJabber {

// GET /v1/events (at once, as a long poll, as Server-Sent Events) and
// POST /v1/events/ack. `api` must outlive the table.
void addEventRoutes(RouteTable &table, ClientApi &api);

// {events, next, more}
HttpResponse eventPageAnswer(const EventPage &page, qint64 cursor);

// Ends all that waits or streams, so that the daemon can stop.
void finishEventReaders(ClientApi &api);

} // namespace WebJabber
