// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "httpmessage.h"

namespace WebJabber {

// How /v1 tells a failure: application/problem+json (RFC 9457).
HttpResponse problemAnswer(const Problem &problem);

// One row of GET /v1/problems.
QJsonObject describeProblem(const ProblemInfo &info);

} // namespace WebJabber
