// SPDX-License-Identifier: GPL-3.0-or-later
#include "hostileconnection.h"

#include <format>

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
            connection.write(
                std::format("<message from='s{0}@strangers.test/x' to='{1}' type='chat' id='m{0}'><body>a message of "
                            "a flood, about as long as people's messages are</body><stanza-id xmlns='urn:xmpp:sid:0' "
                            "by='{2}' id='f{0}'/></message>",
                            number, connection.fullJid(), connection.bareJid()));
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
