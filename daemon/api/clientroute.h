// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/jsonbody.h"
#include "api/parameters.h"
#include "api/ratelimiter.h"
#include "http/routetable.h"
#include "store/storedtypes.h"

namespace WebJabber {

class ClientApi;

enum class Auth { None, Token };

// A request that fulfils what its route requires.
struct ClientRequest {
    Exchange exchange;
    Device device; // with Auth::Token
    JsonBody body = {};
    Parameters query = {};
};

// One route of /v1, as a row of a table. The values are static.
struct ClientRoute {
    RouteTable::Method method;
    QLatin1StringView path;
    void (*handler)(ClientApi &api, const ClientRequest &request);
    Auth auth = Auth::Token;
    // With Auth::None the handler counts, as only it knows the account.
    std::optional<RateLimiter::Action> limit = {};
    std::span<const BodyMember> body = {}; // empty: a body is ignored
    std::span<const Parameter> query = {}; // empty: a query is ignored; if there is a body: only for text/plain
    RouteTable::Effect effect = RouteTable::Effect::None; // of a GET
    bool takesText = false; // also as text/plain, see JsonBody::readText()
};

} // namespace WebJabber
