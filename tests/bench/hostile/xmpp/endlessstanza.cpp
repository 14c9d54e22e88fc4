// SPDX-License-Identifier: GPL-3.0-or-later
#include "hostileconnection.h"

namespace WebJabber::Bench {

static constexpr std::size_t pieceBytes = 64 * 1024;

namespace {

// A message that never ends. Counts the pieces.
class EndlessStanza final : public Behaviour
{
public:
    void act(HostileConnection &connection) override
    {
        // Inside an open body a new message only increases the depth.
        connection.write("<message><body>" + std::string(pieceBytes, 'x'));
        connection.count();
    }
};

} // namespace

std::unique_ptr<Behaviour> endlessStanza()
{
    return std::make_unique<EndlessStanza>();
}

} // namespace WebJabber::Bench
