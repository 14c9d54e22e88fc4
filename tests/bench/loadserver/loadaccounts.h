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

// A message to an account which its client has not acknowledged.
struct OwedMessage {
    std::string id;
    std::uint32_t number = 0; // among the stanzas of the stream it went out on
};

// What the server knows of userN beyond its connection: as a server with
// offline storage does, it owes each message until it is acknowledged.
struct LoadAccount {
    LoadConnection *connection = nullptr; // once it said that it is available
    std::deque<OwedMessage> owed;
};

// All accounts, user0 to userN, and what was counted.
struct LoadAccounts {
    std::vector<LoadAccount> all;
    std::size_t online = 0;
    std::size_t sent = 0; // messages to clients, each once
    std::size_t received = 0; // messages of clients
    std::unordered_set<std::string> receivedIds;
    std::unordered_set<std::string> posted; // bodies "posted N" of clients' messages
    std::size_t postedTwice = 0;
    RateMeter connects;
    RateMeter logins;
};

} // namespace WebJabber::Bench
