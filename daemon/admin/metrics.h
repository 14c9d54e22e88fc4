// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "admin/admincontext.h"

namespace WebJabber {

// Answers with all metrics in Prometheus text format 0.0.4.
void answerMetrics(AdminContext &context, const Exchange &exchange);

} // namespace WebJabber
