// SPDX-License-Identifier: GPL-3.0-or-later
#include "hostileconnection.h"

#include <format>

namespace WebJabber::Bench {

static constexpr int presencesPerAct = 50;

namespace {

// Presence of new strangers, each with new capabilities (XEP-0115).
class StrangersPresence final : public Behaviour
{
public:
    void act(HostileConnection &connection) override
    {
        for (int i = 0; i < presencesPerAct; ++i) {
            const std::string number = connection.newNumber();
            connection.write(std::format("<presence from='s{0}@strangers.test/x' to='{1}'><status>here</status><c "
                                         "xmlns='http://jabber.org/protocol/caps' hash='sha-1' node='urn:n' "
                                         "ver='v{0}'/></presence>",
                                         number, connection.fullJid()));
        }
        connection.count(presencesPerAct);
    }
};

} // namespace

std::unique_ptr<Behaviour> strangersPresence()
{
    return std::make_unique<StrangersPresence>();
}

} // namespace WebJabber::Bench
