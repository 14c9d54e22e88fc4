// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <memory>
#include <string>

namespace WebJabber::Bench {

// What a hostile HTTP client does on each connection of one kind. One object
// serves all of them.
class Attack
{
public:
    virtual ~Attack() = default;

    virtual const char *name() const = 0;
    virtual int connections() const = 0;
    // Whether all come from one address, so that the daemon's limit for one is met.
    virtual bool isFromOneAddress() const { return false; }
    // Written once connected; empty: nothing.
    virtual std::string opening() = 0;
    // Written next, whenever next() says.
    virtual std::string more() { return {}; }
    enum class Next {
        Never,
        AfterInterval,
        AtOnce, // as soon as the daemon takes it
        AfterAnswer, // as soon as something came, or the interval is over
    };
    virtual Next next() const = 0;
    virtual std::chrono::milliseconds interval() const { return std::chrono::seconds(1); }
    // Whether to close the connection after what was written last.
    virtual bool leaves() const { return false; }
};

// One function a file.
std::unique_ptr<Attack> slowHeaders();
std::unique_ptr<Attack> hugeBodies();
std::unique_ptr<Attack> chunkTrickle();
std::unique_ptr<Attack> badPipelines();
std::unique_ptr<Attack> failedSignIns();
std::unique_ptr<Attack> randomTokens();
std::unique_ptr<Attack> idleConnections();
std::unique_ptr<Attack> connectionChurn();

} // namespace WebJabber::Bench
