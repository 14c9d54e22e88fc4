// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "admin/admincontext.h"

namespace WebJabber {

// The legacy /dumprcv without a JID: the pending messages for legacy clients of all accounts, oldest account first, up
// to the size limit of one answer.
void dumpEverything(AdminContext &context, const Exchange &exchange);

} // namespace WebJabber
