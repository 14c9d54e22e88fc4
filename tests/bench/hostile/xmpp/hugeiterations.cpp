// SPDX-License-Identifier: GPL-3.0-or-later
#include "hostileconnection.h"

namespace WebJabber::Bench {

namespace {

// The most SCRAM iterations that the daemon computes, followed by an immediate end of the connection.
class HugeIterations final : public Behaviour
{
public:
    int iterations() const override { return 100'000; }
    void act(HostileConnection &connection) override
    {
        connection.count();
        connection.end();
    }
};

} // namespace

std::unique_ptr<Behaviour> hugeIterations()
{
    return std::make_unique<HugeIterations>();
}

} // namespace WebJabber::Bench
