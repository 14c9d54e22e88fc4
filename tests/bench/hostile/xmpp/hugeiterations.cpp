// SPDX-License-Identifier: GPL-3.0-or-later
#include "hostileconnection.h"

namespace WebJabber::Bench {

namespace {

// As many rounds of SCRAM as the daemon computes, and an end right after it.
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
