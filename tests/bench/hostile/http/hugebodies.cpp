// SPDX-License-Identifier: GPL-3.0-or-later
#include "attack.h"

namespace WebJabber::Bench {

static constexpr std::size_t pieceBytes = 64 * 1024;

namespace {

// A body of 1 GiB.
class HugeBodies final : public Attack
{
public:
    const char *name() const override { return "huge-bodies"; }
    int connections() const override { return 10; }
    std::string opening() override
    {
        return "POST /v1/messages HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1073741824\r\n\r\n";
    }
    std::string more() override { return std::string(pieceBytes, 'x'); }
    Next next() const override { return Next::AtOnce; }
};

} // namespace

std::unique_ptr<Attack> hugeBodies()
{
    return std::make_unique<HugeBodies>();
}

} // namespace WebJabber::Bench
