// SPDX-License-Identifier: GPL-3.0-or-later
#include "attack.h"

#include <iterator>

namespace WebJabber::Bench {

static constexpr const char *requests[] = {
    "GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n",
    "GET /v1/events HTTP/1.1\r\nHost: localhost\r\n\r\n",
    "GET /../../etc/passwd HTTP/1.1\r\nHost: localhost\r\n\r\n",
    "POST /v1/messages HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\n\r\n{}",
    "GET /v1/nothing HTTP/1.1\r\nHost: localhost\r\n\r\n",
    "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 4x\r\n\r\n",
    "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
    "BREW /pot HTCPCP/1.0\r\n\r\n",
};

namespace {

// A hundred requests at once, alternately good and bad.
class BadPipelines final : public Attack
{
public:
    const char *name() const override { return "bad-pipelines"; }
    int connections() const override { return 4; }
    std::string opening() override
    {
        std::string result;
        for (std::size_t i = 0; i < 100; ++i)
            result += requests[(i + m_first) % std::size(requests)];
        ++m_first;
        return result;
    }
    std::string more() override { return opening(); }
    Next next() const override { return Next::AfterAnswer; }

private:
    std::size_t m_first = 0;
};

} // namespace

std::unique_ptr<Attack> badPipelines()
{
    return std::make_unique<BadPipelines>();
}

} // namespace WebJabber::Bench
