// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <memory>
#include <string>
#include <string_view>

namespace WebJabber::Bench {

class HostileConnection;

// What an XMPP server does to the accounts of one domain once it is told to
// begin. One object serves all connections of its domain. The defaults are those
// of an honest server.
class Behaviour
{
public:
    virtual ~Behaviour() = default;

    // Rounds that SCRAM asks for.
    virtual int iterations() const { return 1; }
    // Attributes of <enabled/> (XEP-0198), with a space before each.
    virtual std::string enabledAttributes() const { return {}; }
    // Whether it reads what the client writes.
    virtual bool reads() const { return true; }
    // The time between two bytes of what it writes; 0: it writes at once.
    virtual std::chrono::milliseconds dripInterval() const { return {}; }
    // An element of the client's. Returns true if an answer of the honest kind is not wanted.
    virtual bool take(HostileConnection &connection, std::string_view xml)
    {
        (void)connection;
        (void)xml;
        return false;
    }
    // Called again and again while the account is online and has taken what was written.
    virtual void act(HostileConnection &connection) { (void)connection; }
};

// One function a file.
std::unique_ptr<Behaviour> messageFlood();
std::unique_ptr<Behaviour> deepNesting();
std::unique_ptr<Behaviour> oversizeStanzas();
std::unique_ptr<Behaviour> endlessStanza();
std::unique_ptr<Behaviour> excessMarkup();
std::unique_ptr<Behaviour> rosterPushes();
std::unique_ptr<Behaviour> unknownQueries();
std::unique_ptr<Behaviour> deafQueries(); // the same, and reads no answer
std::unique_ptr<Behaviour> unacknowledgedQueries(); // the same, and acknowledges none
std::unique_ptr<Behaviour> strangersPresence();
std::unique_ptr<Behaviour> subscriptionRequests();
std::unique_ptr<Behaviour> malformedXml();
std::unique_ptr<Behaviour> streamRestarts();
std::unique_ptr<Behaviour> kicksAfterBind();
std::unique_ptr<Behaviour> hugeIterations();
// `trapPort` on 127.0.0.1 is where nobody should be made to connect to.
std::unique_ptr<Behaviour> foreignLocations(std::uint16_t trapPort);
std::unique_ptr<Behaviour> slowDrip();
std::unique_ptr<Behaviour> silence();
std::unique_ptr<Behaviour> endlessArchive();

} // namespace WebJabber::Bench
