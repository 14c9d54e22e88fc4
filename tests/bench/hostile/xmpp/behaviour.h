// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <memory>
#include <string>
#include <string_view>

namespace WebJabber::Bench {

class HostileConnection;

// The behaviour of an XMPP server towards the accounts of one domain, after the command to begin. One object serves all
// connections of its domain. The defaults are those of an honest server.
class Behaviour
{
public:
    virtual ~Behaviour() = default;

    // SCRAM iterations.
    virtual int iterations() const { return 1; }
    // Attributes of <enabled/> (XEP-0198), each preceded by a space.
    virtual std::string enabledAttributes() const { return {}; }
    // Whether it reads the client's bytes.
    virtual bool reads() const { return true; }
    // The time between two bytes that it writes; 0: all at once.
    virtual std::chrono::milliseconds dripInterval() const { return {}; }
    // Handles an element of the client. Returns true to suppress the honest server's answer.
    virtual bool take(HostileConnection &connection, std::string_view xml)
    {
        (void)connection;
        (void)xml;
        return false;
    }
    // Called repeatedly while the account is online and has read everything that was written.
    virtual void act(HostileConnection &connection) { (void)connection; }
};

// One source file per function.
std::unique_ptr<Behaviour> messageFlood();
std::unique_ptr<Behaviour> deepNesting();
std::unique_ptr<Behaviour> oversizeStanzas();
std::unique_ptr<Behaviour> endlessStanza();
std::unique_ptr<Behaviour> excessMarkup();
std::unique_ptr<Behaviour> rosterPushes();
std::unique_ptr<Behaviour> unknownQueries();
std::unique_ptr<Behaviour> deafQueries(); // the same, without reading answers
std::unique_ptr<Behaviour> unacknowledgedQueries(); // the same, without acknowledging them
std::unique_ptr<Behaviour> strangersPresence();
std::unique_ptr<Behaviour> subscriptionRequests();
std::unique_ptr<Behaviour> malformedXml();
std::unique_ptr<Behaviour> streamRestarts();
std::unique_ptr<Behaviour> kicksAfterBind();
std::unique_ptr<Behaviour> hugeIterations();
// `trapPort` on 127.0.0.1 is the port to which nobody must be made to connect.
std::unique_ptr<Behaviour> foreignLocations(std::uint16_t trapPort);
std::unique_ptr<Behaviour> slowDrip();
std::unique_ptr<Behaviour> silence();
std::unique_ptr<Behaviour> endlessArchive();

} // namespace WebJabber::Bench
