// SPDX-License-Identifier: GPL-3.0-or-later
#include "attack.h"

namespace WebJabber::Bench {

namespace {

// A chunked body with one byte per chunk, and long extensions.
class ChunkTrickle final : public Attack
{
public:
    const char *name() const override { return "chunk-trickle"; }
    int connections() const override { return 20; }
    std::string opening() override
    {
        return "POST /v1/sessions HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
               "Transfer-Encoding: chunked\r\n\r\n";
    }
    std::string more() override { return "1;" + std::string(100, 'e') + "\r\nx\r\n"; }
    Next next() const override { return Next::AfterInterval; }
    std::chrono::milliseconds interval() const override { return std::chrono::milliseconds(100); }
};

} // namespace

std::unique_ptr<Attack> chunkTrickle()
{
    return std::make_unique<ChunkTrickle>();
}

} // namespace WebJabber::Bench
