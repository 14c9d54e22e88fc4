// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "admin/admincontext.h"

namespace WebJabber {

// /dumprcv of 2012 without a JID: the messages that wait for its clients, of
// all accounts, oldest account first, as far as one answer may hold.
void dumpEverything(AdminContext &context, const Exchange &exchange);

} // namespace WebJabber
