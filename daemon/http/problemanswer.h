// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "http/httpmessage.h"

namespace WebJabber {

// How /v1 tells a failure: application/problem+json (RFC 9457).
HttpResponse problemAnswer(const Problem &problem);

// The same where nothing more is to be said than the HTTP status has in its
// name (RFC 9457, section 4.2.1); for what is wrong with the request as such.
HttpResponse protocolProblemAnswer(int status, const QString &detail);

// One row of GET /v1/problems.
QJsonObject describeProblem(const ProblemInfo &info);

} // namespace WebJabber
