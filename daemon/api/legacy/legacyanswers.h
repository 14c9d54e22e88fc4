// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "http/httpmessage.h"
#include "shared/event.h"
#include "shared/presence.h"

#include <QList>

namespace WebJabber {

// The answers of the legacy API, with exactly the members that its clients expect.

HttpResponse legacyOk(); // {"status":"OK"}
HttpResponse legacyProblem(const Problem &problem);
HttpResponse legacyMessages(const QList<Event> &events);
HttpResponse legacyContacts(const QList<Contact> &contacts);

} // namespace WebJabber
