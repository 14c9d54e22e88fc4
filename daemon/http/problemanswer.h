// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "http/httpmessage.h"

namespace WebJabber {

// An answer of type application/problem+json (RFC 9457), the error format of /v1.
HttpResponse problemAnswer(const Problem &problem);

// An answer with the generic type "about:blank" (RFC 9457, section 4.2.1), titled with the status phrase. For errors in
// the request as such.
HttpResponse protocolProblemAnswer(int status, const QString &detail);

// One row of GET /v1/problems.
QJsonObject describeProblem(const ProblemInfo &info);

} // namespace WebJabber
