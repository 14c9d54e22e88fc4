// SPDX-License-Identifier: GPL-3.0-or-later
#include "hostileconnection.h"
#include "repeated.h"

namespace WebJabber::Bench {

static constexpr int depth = 70; // the daemon's limit is 64

namespace {

// A message, a presence and an iq request, each nested deeper than the daemon accepts.
class DeepNesting final : public Behaviour
{
public:
    void act(HostileConnection &connection) override
    {
        static const std::string nest = repeated("<n>", depth) + repeated("</n>", depth);
        const std::string number = connection.newNumber();
        const std::string from = " from='s" + number + "@strangers.test/x' to='" + connection.fullJid() + "' id='n"
            + number + '\'';
        connection.write("<message" + from + " type='chat'><body>deep</body>" + nest + "</message>");
        connection.write("<presence" + from + '>' + nest + "</presence>");
        connection.write("<iq" + from + " type='get'><q xmlns='urn:deep'>" + nest + "</q></iq>");
        connection.count(3);
    }
};

} // namespace

std::unique_ptr<Behaviour> deepNesting()
{
    return std::make_unique<DeepNesting>();
}

} // namespace WebJabber::Bench
