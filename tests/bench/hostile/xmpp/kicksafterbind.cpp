// SPDX-License-Identifier: GPL-3.0-or-later
#include "hostileconnection.h"

namespace WebJabber::Bench {

namespace {

// Ends each connection as soon as it is signed in.
class KicksAfterBind final : public Behaviour
{
public:
    void act(HostileConnection &connection) override
    {
        connection.count();
        connection.end();
    }
};

} // namespace

std::unique_ptr<Behaviour> kicksAfterBind()
{
    return std::make_unique<KicksAfterBind>();
}

} // namespace WebJabber::Bench
