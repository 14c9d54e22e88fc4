// SPDX-License-Identifier: GPL-3.0-or-later
#include "attack.h"

namespace WebJabber::Bench {

namespace {

// A request whose header arrives a byte at a time.
class SlowHeaders final : public Attack
{
public:
    const char *name() const override { return "slow-headers"; }
    int connections() const override { return 50; }
    std::string opening() override { return "GET /healthz HTTP/1.1\r\nHost: localhost\r\nX-Slow: "; }
    std::string more() override { return "x"; }
    Next next() const override { return Next::AfterInterval; }
    std::chrono::milliseconds interval() const override { return std::chrono::milliseconds(500); }
};

} // namespace

std::unique_ptr<Attack> slowHeaders()
{
    return std::make_unique<SlowHeaders>();
}

} // namespace WebJabber::Bench
