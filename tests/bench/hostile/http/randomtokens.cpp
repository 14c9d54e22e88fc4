// SPDX-License-Identifier: GPL-3.0-or-later
#include "attack.h"

#include <random>

namespace WebJabber::Bench {

static constexpr char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

namespace {

// Requests with tokens that were never issued.
class RandomTokens final : public Attack
{
public:
    const char *name() const override { return "random-tokens"; }
    int connections() const override { return 4; }
    std::string opening() override
    {
        std::string token = "wj_";
        for (int i = 0; i < 43; ++i)
            token += letters[m_random() % (sizeof letters - 1)];
        return "GET /v1/events HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + token + "\r\n\r\n";
    }
    std::string more() override { return opening(); }
    Next next() const override { return Next::AfterAnswer; }

private:
    std::minstd_rand m_random;
};

} // namespace

std::unique_ptr<Attack> randomTokens()
{
    return std::make_unique<RandomTokens>();
}

} // namespace WebJabber::Bench
