// SPDX-License-Identifier: GPL-3.0-or-later
#include "hostileconnection.h"

namespace WebJabber::Bench {

static constexpr std::size_t tooLarge = 1536 * 1024; // the daemon's limit is 1 MiB
static constexpr std::size_t large = 300'000;

namespace {

// Alternates messages over the daemon's limit with large ones below it.
class OversizeStanzas final : public Behaviour
{
public:
    void act(HostileConnection &connection) override
    {
        const std::string number = connection.newNumber();
        const bool isOver = number.back() % 2 == 0;
        connection.write("<message from='s" + number + "@strangers.test/x' to='" + connection.fullJid()
                         + "' type='chat' id='o" + number + "'><body>" + std::string(isOver ? tooLarge : large, 'x')
                         + "</body></message>");
        connection.count();
    }
};

} // namespace

std::unique_ptr<Behaviour> oversizeStanzas()
{
    return std::make_unique<OversizeStanzas>();
}

} // namespace WebJabber::Bench
