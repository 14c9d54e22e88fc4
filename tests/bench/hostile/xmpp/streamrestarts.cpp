// SPDX-License-Identifier: GPL-3.0-or-later
#include "hostileconnection.h"

namespace WebJabber::Bench {

using namespace std::chrono_literals;

namespace {

// A new stream header, features and a stream error within a stream.
class StreamRestarts final : public Behaviour
{
public:
    void act(HostileConnection &connection) override
    {
        switch (std::stoul(connection.newNumber()) % 3) {
        case 0:
            connection.write("<?xml version='1.0'?><stream:stream xmlns='jabber:client' "
                             "xmlns:stream='http://etherx.jabber.org/streams' id='again' version='1.0'>");
            connection.rest(100ms);
            break;
        case 1:
            connection.write("<stream:features><starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/></stream:features>");
            connection.rest(100ms);
            break;
        default:
            connection.write("<stream:error><conflict xmlns='urn:ietf:params:xml:ns:xmpp-streams'/></stream:error>"
                             "</stream:stream>");
            connection.end();
        }
        connection.count();
    }
};

} // namespace

std::unique_ptr<Behaviour> streamRestarts()
{
    return std::make_unique<StreamRestarts>();
}

} // namespace WebJabber::Bench
