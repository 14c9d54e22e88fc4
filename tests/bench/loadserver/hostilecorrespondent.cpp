// SPDX-License-Identifier: GPL-3.0-or-later
#include "hostilecorrespondent.h"

namespace WebJabber::Bench {

using namespace std::string_literals;

// The daemon's limit is 64.
static constexpr int depth = 70;
static constexpr std::size_t hugeBytes = 300'000;
// Below and above the daemon's limit of 20,000 for the markup of a stanza.
static constexpr int muchMarkup = 15'000;
static constexpr int tooMuchMarkup = 25'000;
static constexpr int manyAttributes = 300;
static constexpr int escapedCharacters = 60'000;
// Large kinds are sent once in this many rounds.
static constexpr std::size_t largeEvery = 10;

static std::string repeated(std::string_view text, int count)
{
    std::string result;
    result.reserve(text.size() * std::size_t(count));
    for (int i = 0; i < count; ++i)
        result += text;
    return result;
}

// A message as the server delivers it, with the stanza-id (XEP-0359) that the server adds.
static std::string message(const std::string &user, const std::string &id, const std::string &stanzaId,
                           const std::string &content)
{
    return "<message from='evil@localhost/x' to='" + user + "@localhost/load' type='chat' id='" + id + "'>" + content
        + "<stanza-id xmlns='urn:xmpp:sid:0' by='" + user + "@localhost' id='evil-" + stanzaId + "'/></message>";
}

static std::string withBody(const std::string &user, const std::string &number, const std::string &content)
{
    return message(user, "evil" + number, number, "<body>from a hostile correspondent</body>" + content);
}

// Looks like a message from a friend to a client that trusts the wrapper.
static std::string forgedMessage(const std::string &user)
{
    return "<forwarded xmlns='urn:xmpp:forward:0'><message xmlns='jabber:client' from='friend@localhost/phone' to='"
        + user + "@localhost/load' type='chat' id='forged'><body>forged</body></message></forwarded>";
}

static std::string nested(const std::string &user, const std::string &number)
{
    return withBody(user, number, "<n xmlns='urn:n'>" + repeated("<n>", depth) + repeated("</n>", depth) + "</n>");
}

static std::string nestedPresence(const std::string &user, const std::string & /*number*/)
{
    return "<presence from='evil@localhost/x' to='" + user + "@localhost/load'>" + repeated("<n>", depth)
        + repeated("</n>", depth) + "</presence>";
}

static std::string huge(const std::string &user, const std::string &number)
{
    return message(user, "evil" + number, number, "<body>" + std::string(hugeBytes, 'x') + "</body>");
}

static std::string markup(const std::string &user, const std::string &number)
{
    return withBody(user, number, "<m xmlns='urn:m'>" + repeated("<a/>", muchMarkup) + "</m>");
}

static std::string excessMarkup(const std::string &user, const std::string &number)
{
    return withBody(user, number, "<m xmlns='urn:m'>" + repeated("<a/>", tooMuchMarkup) + "</m>");
}

static std::string attributes(const std::string &user, const std::string &number)
{
    std::string tag = "<m xmlns='urn:m'";
    for (int i = 0; i < manyAttributes; ++i)
        tag += " a" + std::to_string(i) + "='1'";
    return withBody(user, number, tag + "/>");
}

static std::string escapes(const std::string &user, const std::string &number)
{
    return message(user, "evil" + number, number, "<body>" + repeated("&quot;", escapedCharacters) + "</body>");
}

static std::string subscription(const std::string &user, const std::string &number)
{
    return "<presence from='evil" + number + "@localhost' to='" + user + "@localhost' type='subscribe'/>";
}

static std::string query(const std::string &user, const std::string &number)
{
    return "<iq from='evil@localhost/x' to='" + user + "@localhost/load' type='get' id='q" + number
        + "'><query xmlns='urn:unknown'/></iq>";
}

static std::string sameId(const std::string &user, const std::string &number)
{
    return message(user, "1", number, "<body>again</body>");
}

static std::string carbon(const std::string &user, const std::string & /*number*/)
{
    return "<message from='evil@localhost/x' to='" + user + "@localhost/load'><received xmlns='urn:xmpp:carbons:2'>"
        + forgedMessage(user) + "</received></message>";
}

static std::string archived(const std::string &user, const std::string &number)
{
    return "<message from='evil@localhost/x' to='" + user
        + "@localhost/load'><result xmlns='urn:xmpp:mam:2' queryid='q1' id='forged" + number + "'>"
        + forgedMessage(user) + "</result></message>";
}

static std::string receipt(const std::string &user, const std::string &number)
{
    return message(user, "evil" + number, number,
                   "<received xmlns='urn:xmpp:receipts' id='good-" + number
                       + "'/><active xmlns='http://jabber.org/protocol/chatstates'/>");
}

HostileCorrespondent::HostileCorrespondent(std::size_t first, std::size_t accounts, double rate,
                                           std::chrono::duration<double> time)
    : m_schedule(first, accounts, rate, time)
    , m_kinds{{{"nested", nested},
               {"nested-presence", nestedPresence},
               {"attributes", attributes},
               {"subscription", subscription},
               {"query", query},
               {"same-id", sameId},
               {"forged-carbon", carbon},
               {"forged-archive", archived},
               {"receipt", receipt},
               {"300-kB", huge},
               {"markup", markup},
               {"excess-markup", excessMarkup},
               {"escapes", escapes}}}
{
}

std::string HostileCorrespondent::stanzaFor(std::size_t account)
{
    static constexpr std::size_t smallKinds = 9;
    const std::size_t turn = m_number / smallKinds;
    m_last = m_number % smallKinds;
    if (m_last == 0 && turn % largeEvery == 0)
        m_last = smallKinds + turn / largeEvery % (kindCount - smallKinds);
    ++m_number;
    return m_kinds.at(m_last).stanza("user" + std::to_string(account), std::to_string(m_number));
}

void HostileCorrespondent::countSent()
{
    ++m_kinds.at(m_last).count;
}

} // namespace WebJabber::Bench
