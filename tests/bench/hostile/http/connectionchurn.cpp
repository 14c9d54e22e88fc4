// SPDX-License-Identifier: GPL-3.0-or-later
#include "attack.h"

namespace WebJabber::Bench {

namespace {

// Sends half a request and disconnects, repeatedly.
class ConnectionChurn final : public Attack
{
public:
    const char *name() const override { return "churn"; }
    int connections() const override { return 4; }
    std::string opening() override { return "GET /v1/events HTTP/1.1\r\nHost: loc"; }
    Next next() const override { return Next::Never; }
    bool leaves() const override { return true; }
};

} // namespace

std::unique_ptr<Attack> connectionChurn()
{
    return std::make_unique<ConnectionChurn>();
}

} // namespace WebJabber::Bench
