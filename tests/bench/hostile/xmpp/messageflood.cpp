// SPDX-License-Identifier: GPL-3.0-or-later
#include "hostileconnection.h"

namespace WebJabber::Bench {

static constexpr int messagesPerAct = 20;

namespace {

// Chat messages, each from a different stranger.
class MessageFlood final : public Behaviour
{
public:
    void act(HostileConnection &connection) override
    {
        for (int i = 0; i < messagesPerAct; ++i) {
            const std::string number = connection.newNumber();
            connection.write("<message from='s" + number + "@strangers.test/x' to='" + connection.fullJid()
                             + "' type='chat' id='m" + number
                             + "'><body>a message of a flood, about as long as people's messages are</body>"
                               "<stanza-id xmlns='urn:xmpp:sid:0' by='"
                             + connection.bareJid() + "' id='f" + number + "'/></message>");
        }
        connection.count(messagesPerAct);
    }
};

} // namespace

std::unique_ptr<Behaviour> messageFlood()
{
    return std::make_unique<MessageFlood>();
}

} // namespace WebJabber::Bench
