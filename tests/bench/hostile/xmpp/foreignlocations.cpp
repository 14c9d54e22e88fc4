// SPDX-License-Identifier: GPL-3.0-or-later
#include "hostileconnection.h"

namespace WebJabber::Bench {

namespace {

// Names a port that nobody must connect to, as the address to resume the stream at (XEP-0198, section 3), and as the
// account's new location (RFC 6120, section 4.9.3.19).
class ForeignLocations final : public Behaviour
{
public:
    explicit ForeignLocations(std::uint16_t trapPort)
        : m_trap("127.0.0.1:" + std::to_string(trapPort))
    {
    }

    std::string enabledAttributes() const override
    {
        return " id='place' resume='true' max='600' location='" + m_trap + '\'';
    }
    void act(HostileConnection &connection) override
    {
        if (connection.newNumber().back() % 2 == 0) {
            connection.write("<stream:error><see-other-host xmlns='urn:ietf:params:xml:ns:xmpp-streams'>" + m_trap
                             + "</see-other-host></stream:error></stream:stream>");
        }
        connection.count();
        connection.end();
    }

private:
    std::string m_trap;
};

} // namespace

std::unique_ptr<Behaviour> foreignLocations(std::uint16_t trapPort)
{
    return std::make_unique<ForeignLocations>(trapPort);
}

} // namespace WebJabber::Bench
