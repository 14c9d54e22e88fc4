// SPDX-License-Identifier: GPL-3.0-or-later
#include "hostileconnection.h"

namespace WebJabber::Bench {

using namespace std::chrono_literals;

namespace {

// Writes a byte at a time. Counts the bytes.
class SlowDrip final : public Behaviour
{
public:
    std::chrono::milliseconds dripInterval() const override { return 5ms; }
    void act(HostileConnection &connection) override
    {
        const std::string number = connection.newNumber();
        connection.write("<message from='s" + number + "@strangers.test/x' to='" + connection.fullJid()
                         + "' type='chat' id='d" + number + "'><body>drip</body></message>");
    }
};

} // namespace

std::unique_ptr<Behaviour> slowDrip()
{
    return std::make_unique<SlowDrip>();
}

} // namespace WebJabber::Bench
