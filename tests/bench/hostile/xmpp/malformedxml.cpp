// SPDX-License-Identifier: GPL-3.0-or-later
#include "hostileconnection.h"

namespace WebJabber::Bench {

namespace {

// A message, followed by malformed XML. The client has to end the stream and reconnect.
class MalformedXml final : public Behaviour
{
public:
    void act(HostileConnection &connection) override
    {
        const std::string number = connection.newNumber();
        connection.write("<message from='s" + number + "@strangers.test/x' to='" + connection.fullJid()
                         + "' type='chat' id='b" + number + "'><body>before</body></message>"
                         + (number.back() % 2 == 0 ? "<message><body></message></body>" : "<message a=1 &;\xff\xfe/>"));
        connection.count();
    }
};

} // namespace

std::unique_ptr<Behaviour> malformedXml()
{
    return std::make_unique<MalformedXml>();
}

} // namespace WebJabber::Bench
