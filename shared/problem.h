// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <chrono>
#include <expected>
#include <span>

namespace WebJabber {

// All failures of a request, in the order of the public table.
enum class ProblemCode {
    InvalidRequest,
    InvalidJid,
    Unauthorized,
    NotAuthorized,
    DomainNotAllowed,
    NotFound,
    MethodNotAllowed,
    Conflict,
    TooLarge,
    UnsupportedMediaType,
    EndpointRefused,
    TooManyRequests,
    NotSupported,
    XmppUnreachable,
    XmppError,
    StorageUnavailable,
    Timeout,
};

// One row of the problem table, which all APIs of the daemon use.
struct ProblemInfo {
    ProblemCode code;
    QLatin1StringView name; // the public code, e.g. "invalid-jid"
    int status; // HTTP
    QLatin1StringView title;
};

std::span<const ProblemInfo> problemTable();
const ProblemInfo &problemInfo(ProblemCode code);

// A failure as a value. `detail` is shown to users: it explains what to do and never contains a secret or a message
// body.
struct Problem {
    ProblemCode code;
    QString detail;
    QString condition; // the XMPP error condition, if XMPP caused it
    std::chrono::seconds retryAfter{0}; // 0: none

    const ProblemInfo &info() const { return problemInfo(code); }
};

template<typename T>
using Result = std::expected<T, Problem>;

inline std::unexpected<Problem> problem(ProblemCode code, const QString &detail, const QString &condition = {})
{
    return std::unexpected(Problem{code, detail, condition, {}});
}

} // namespace WebJabber
