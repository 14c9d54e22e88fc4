// SPDX-License-Identifier: GPL-3.0-or-later
#include "attack.h"

namespace WebJabber::Bench {

namespace {

// Sign-ins of good and unknown accounts, with wrong passwords.
class FailedSignIns final : public Attack
{
public:
    const char *name() const override { return "failed-sign-ins"; }
    int connections() const override { return 4; }
    std::string opening() override
    {
        const int number = m_number++;
        const std::string user = number % 2 == 0 ? "user" + std::to_string(number % 100)
                                                 : "nobody" + std::to_string(number);
        const std::string body = R"({"jid":")" + user + R"(@localhost","password":"wrong"})";
        return "POST /v1/sessions HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: "
            + std::to_string(body.size()) + "\r\n\r\n" + body;
    }
    std::string more() override { return opening(); }
    Next next() const override { return Next::AfterAnswer; }
    std::chrono::milliseconds interval() const override { return std::chrono::seconds(30); }

private:
    int m_number = 0;
};

} // namespace

std::unique_ptr<Attack> failedSignIns()
{
    return std::make_unique<FailedSignIns>();
}

} // namespace WebJabber::Bench
