// SPDX-License-Identifier: GPL-3.0-or-later
#include "hostileconnection.h"

#include <format>

namespace WebJabber::Bench {

static constexpr int queriesPerAct = 50;

namespace {

// Requests that the daemon does not support, each of which it has to answer with an error (RFC 6120, section 8.2.3). If
// its answers are not read or not acknowledged, also roster pushes, which other code answers.
class Queries final : public Behaviour
{
public:
    enum class Kind { Honest, Deaf, Unacknowledged };

    explicit Queries(Kind kind)
        : m_kind(kind)
    {
    }

    bool reads() const override { return m_kind != Kind::Deaf; }
    bool take(HostileConnection & /*connection*/, std::string_view xml) override
    {
        return m_kind == Kind::Unacknowledged && xml.starts_with("<r") && !xml.starts_with("<resume")
            && !xml.starts_with("<response");
    }
    void act(HostileConnection &connection) override
    {
        for (int i = 0; i < queriesPerAct; ++i) {
            const std::string number = connection.newNumber();
            if (m_kind == Kind::Honest || i % 2 == 0)
                connection.write(std::format("<iq type='get' id='u{0}' from='s{0}@strangers.test/x' to='{1}'><query "
                                             "xmlns='urn:unknown:{0}'/></iq>",
                                             number, connection.fullJid()));
            else
                connection.write(std::format("<iq type='set' id='u{0}' to='{1}'><query xmlns='jabber:iq:roster'><item "
                                             "jid='one@contacts.test' subscription='both'/></query></iq>",
                                             number, connection.fullJid()));
        }
        connection.count(queriesPerAct);
    }

private:
    Kind m_kind;
};

} // namespace

std::unique_ptr<Behaviour> unknownQueries()
{
    return std::make_unique<Queries>(Queries::Kind::Honest);
}

std::unique_ptr<Behaviour> deafQueries()
{
    return std::make_unique<Queries>(Queries::Kind::Deaf);
}

std::unique_ptr<Behaviour> unacknowledgedQueries()
{
    return std::make_unique<Queries>(Queries::Kind::Unacknowledged);
}

} // namespace WebJabber::Bench
