// SPDX-License-Identifier: GPL-3.0-or-later
#include "hostileconnection.h"

#include <format>

namespace WebJabber::Bench {

static constexpr int pushesPerAct = 20;
static constexpr std::size_t nameLength = 200;

namespace {

// Roster pushes (RFC 6121, section 2.1.6), each with a new contact.
class RosterPushes final : public Behaviour
{
public:
    void act(HostileConnection &connection) override
    {
        for (int i = 0; i < pushesPerAct; ++i) {
            const std::string number = connection.newNumber();
            connection.write(std::format("<iq type='set' id='r{0}' to='{1}'><query xmlns='jabber:iq:roster'><item "
                                         "jid='c{0}@contacts.test' subscription='both' "
                                         "name='{2}'><group>g{0}</group></item></query></iq>",
                                         number, connection.fullJid(), std::string(nameLength, 'n')));
        }
        connection.count(pushesPerAct);
    }
};

} // namespace

std::unique_ptr<Behaviour> rosterPushes()
{
    return std::make_unique<RosterPushes>();
}

} // namespace WebJabber::Bench
