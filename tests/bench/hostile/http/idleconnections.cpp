// SPDX-License-Identifier: GPL-3.0-or-later
#include "attack.h"

namespace WebJabber::Bench {

namespace {

// Idle connections, more than one address may have.
class IdleConnections final : public Attack
{
public:
    const char *name() const override { return "idle"; }
    int connections() const override { return 100; }
    bool isFromOneAddress() const override { return true; }
    std::string opening() override { return {}; }
    Next next() const override { return Next::Never; }
};

} // namespace

std::unique_ptr<Attack> idleConnections()
{
    return std::make_unique<IdleConnections>();
}

} // namespace WebJabber::Bench
