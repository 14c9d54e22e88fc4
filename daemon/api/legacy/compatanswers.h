// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "http/httpmessage.h"
#include "shared/event.h"
#include "shared/presence.h"

#include <QList>

namespace WebJabber {

// The answers of the 2012 routes, with exactly the members its clients know.

HttpResponse compatOk(); // {"status":"OK"}
HttpResponse compatProblem(const Problem &problem);
HttpResponse compatMessages(const QList<Event> &events);
HttpResponse compatContacts(const QList<Contact> &contacts);

} // namespace WebJabber
