// SPDX-License-Identifier: GPL-3.0-or-later
#include "hostileconnection.h"

#include <format>

namespace WebJabber::Bench {

using namespace std::chrono_literals;

static constexpr int perPage = 20;

namespace {

// An archive (XEP-0313) in which each page announces a further one. A connection ends from time to time, so that the
// archive is read again. Counts the results.
class EndlessArchive final : public Behaviour
{
public:
    bool take(HostileConnection &connection, std::string_view xml) override
    {
        if (!xml.starts_with("<iq") || !xml.contains("urn:xmpp:mam:2") || !xml.contains("<query"))
            return false;
        const std::string query(attributeOf(xml, "queryid"));
        std::string number;
        for (int i = 0; i < perPage; ++i) {
            number = connection.newNumber();
            connection.write(
                std::format("<message to='{0}'><result xmlns='urn:xmpp:mam:2' queryid='{1}' id='a{2}'><forwarded "
                            "xmlns='urn:xmpp:forward:0'><delay xmlns='urn:xmpp:delay' "
                            "stamp='2026-01-01T00:00:00Z'/><message xmlns='jabber:client' type='chat' "
                            "from='s{2}@strangers.test/x' to='{3}' id='a{2}'><body>from the "
                            "archive</body></message></forwarded></result></message>",
                            connection.fullJid(), query, number, connection.bareJid()));
        }
        connection.write(
            std::format("<iq type='result' id='{0}'><fin xmlns='urn:xmpp:mam:2' complete='false'><set "
                        "xmlns='http://jabber.org/protocol/rsm'><first>a0</first><last>a{1}</last></set></fin></iq"
                        ">",
                        std::string(attributeOf(xml, "id")), number));
        connection.count(perPage);
        return true;
    }
    void act(HostileConnection &connection) override
    {
        if (connection.timeOnline() > 10s)
            connection.end();
        connection.rest(1s);
    }
};

} // namespace

std::unique_ptr<Behaviour> endlessArchive()
{
    return std::make_unique<EndlessArchive>();
}

} // namespace WebJabber::Bench
