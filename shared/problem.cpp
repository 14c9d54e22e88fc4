// SPDX-License-Identifier: GPL-3.0-or-later
#include "shared/problem.h"

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace WebJabber {

static constexpr std::array table{
    ProblemInfo{ProblemCode::InvalidRequest, "invalid-request"_L1, 400, "The request is not understood"_L1},
    ProblemInfo{ProblemCode::InvalidJid, "invalid-jid"_L1, 422, "Not a usable JID"_L1},
    ProblemInfo{ProblemCode::Unauthorized, "unauthorized"_L1, 401, "A valid token is needed"_L1},
    ProblemInfo{ProblemCode::NotAuthorized, "not-authorized"_L1, 401, "The XMPP server refused the password"_L1},
    ProblemInfo{ProblemCode::DomainNotAllowed, "domain-not-allowed"_L1, 403, "This domain is not allowed here"_L1},
    ProblemInfo{ProblemCode::NotFound, "not-found"_L1, 404, "There is no such thing"_L1},
    ProblemInfo{ProblemCode::MethodNotAllowed, "method-not-allowed"_L1, 405, "This method does not apply here"_L1},
    ProblemInfo{ProblemCode::Conflict, "conflict"_L1, 409, "This conflicts with another message"_L1},
    ProblemInfo{ProblemCode::TooLarge, "too-large"_L1, 413, "Too large"_L1},
    ProblemInfo{ProblemCode::UnsupportedMediaType, "unsupported-media-type"_L1, 415,
                "This media type is not understood"_L1},
    ProblemInfo{ProblemCode::EndpointRefused, "endpoint-refused"_L1, 422, "The push endpoint is refused"_L1},
    ProblemInfo{ProblemCode::TooManyRequests, "too-many-requests"_L1, 429, "Too many requests"_L1},
    ProblemInfo{ProblemCode::NotSupported, "not-supported"_L1, 501, "This is not possible"_L1},
    ProblemInfo{ProblemCode::XmppUnreachable, "xmpp-unreachable"_L1, 502, "The XMPP server cannot be reached"_L1},
    ProblemInfo{ProblemCode::XmppError, "xmpp-error"_L1, 502, "The XMPP server answered with an error"_L1},
    ProblemInfo{ProblemCode::StorageUnavailable, "storage-unavailable"_L1, 503, "Storage is not available"_L1},
    ProblemInfo{ProblemCode::Timeout, "timeout"_L1, 504, "The XMPP server did not answer in time"_L1},
};

std::span<const ProblemInfo> problemTable()
{
    return table;
}

const ProblemInfo &problemInfo(ProblemCode code)
{
    return *std::ranges::find(table, code, &ProblemInfo::code);
}

} // namespace WebJabber
