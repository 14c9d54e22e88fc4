// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <memory>
#include <string>

namespace WebJabber::Bench {

// The behaviour of a hostile HTTP client on each connection of one kind. One object serves all of them.
class Attack
{
public:
    virtual ~Attack() = default;

    virtual const char *name() const = 0;
    virtual int connections() const = 0;
    // Whether all connections use one address, which then reaches the daemon's per-address limit.
    virtual bool isFromOneAddress() const { return false; }
    // Written after connecting; empty: nothing.
    virtual std::string opening() = 0;
    // Written next, at the times that next() returns.
    virtual std::string more() { return {}; }
    enum class Next {
        Never,
        AfterInterval,
        AtOnce, // as soon as the socket is writable
        AfterAnswer, // after an answer, or after the interval
    };
    virtual Next next() const = 0;
    virtual std::chrono::milliseconds interval() const { return std::chrono::seconds(1); }
    // Whether to close the connection after the last write.
    virtual bool leaves() const { return false; }
};

// One source file per function.
std::unique_ptr<Attack> slowHeaders();
std::unique_ptr<Attack> hugeBodies();
std::unique_ptr<Attack> chunkTrickle();
std::unique_ptr<Attack> badPipelines();
std::unique_ptr<Attack> failedSignIns();
std::unique_ptr<Attack> randomTokens();
std::unique_ptr<Attack> idleConnections();
std::unique_ptr<Attack> connectionChurn();

} // namespace WebJabber::Bench
