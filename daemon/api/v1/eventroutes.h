// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/clientapi.h"

namespace WebJabber {

// GET /v1/events (immediate, long poll, Server-Sent Events) and POST /v1/events/ack.
std::span<const ClientRoute> eventRoutes();

// {events, next, more}
HttpResponse eventPageAnswer(const EventPage &page, qint64 cursor);

// Finishes all long polls and streams. Call it before the daemon stops.
void finishEventReaders(ClientApi &api);

} // namespace WebJabber
