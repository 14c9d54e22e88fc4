// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ratemeter.h"

#include <cstdint>
#include <deque>
#include <string>
#include <unordered_set>
#include <vector>

namespace WebJabber::Bench {

class LoadConnection;

// A message to an account that its client has not acknowledged.
struct OwedMessage {
    std::string id;
    std::uint32_t number = 0; // among the stanzas of the stream it was sent on
};

// The server's state for userN besides its connection. Like a server with offline storage it keeps each message until
// it is acknowledged.
struct LoadAccount {
    LoadConnection *connection = nullptr; // set once the client has sent available presence
    std::deque<OwedMessage> owed;
};

// All accounts, user0 to userN, and the counters.
struct LoadAccounts {
    std::vector<LoadAccount> all;
    std::size_t online = 0;
    std::size_t sent = 0; // messages to clients, each counted once
    std::size_t received = 0; // messages from clients
    std::unordered_set<std::string> receivedIds;
    std::unordered_set<std::string> posted; // bodies "posted N" of messages from clients
    std::size_t postedTwice = 0;
    RateMeter connects;
    RateMeter logins;
};

} // namespace WebJabber::Bench
