// SPDX-License-Identifier: GPL-3.0-or-later
#include "hostileconnection.h"

namespace WebJabber::Bench {

using namespace std::chrono_literals;

static constexpr auto silenceTime = 10s;

namespace {

// Answers nothing, neither on the existing stream, which it ends after a while, nor on new ones. Counts what it leaves
// unanswered.
class Silence final : public Behaviour
{
public:
    bool take(HostileConnection &connection, std::string_view /*xml*/) override
    {
        connection.count();
        return true;
    }
    void act(HostileConnection &connection) override
    {
        if (connection.timeOnline() > silenceTime)
            connection.end();
        connection.rest(1s);
    }
};

} // namespace

std::unique_ptr<Behaviour> silence()
{
    return std::make_unique<Silence>();
}

} // namespace WebJabber::Bench
