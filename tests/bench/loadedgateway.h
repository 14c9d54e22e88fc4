// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/daemonprocess.h"

#include "arrivals.h"
#include "httpload.h"
#include "loadserverprocess.h"

namespace WebJabber::Bench {

struct GatewaySetup {
    int sessions = 100;
    Wire wire = Wire::Plain;
    int iterations = 1; // of SCRAM
    int reconnectsPerSecond = 50;
    QByteArray httpLines; // for the table [http] of its configuration
};

// What messages cost, and how long they took.
struct Traffic {
    double processorTime = 0; // microseconds per message
    Latency latency;
    qint64 lost = 0;
};

struct Comeback {
    double most = 0; // seconds from the server's return until 95 % are back
    double all = 0;
    qint64 connectsPeak = 0; // a second
    qint64 lostIn = 0; // messages to sessions
    qint64 lostOut = 0; // messages of sessions
    qint64 twiceIn = 0;
};

// A webjabberd with sessions at a loadserver, and what is measured on it. Ends
// the bench with a message where something does not go as it should.
class LoadedGateway
{
public:
    explicit LoadedGateway(const GatewaySetup &setup);

    // Signs all accounts in, and waits until nothing is going on; logins a second.
    double signIn();
    // Bytes; what the first few sessions take is not counted.
    double residentPerSession() const { return m_residentPerSession; }
    // Of a core, over this time in which nothing happens.
    double idleShare(std::chrono::seconds time);
    // Messages to the first accounts, each of which is watched on an event stream.
    Traffic stream(int accounts, double rate, std::chrono::seconds time);
    // Messages to the first accounts, each of which has a webhook.
    Traffic push(int accounts, double rate, std::chrono::seconds time);
    // Requests a second, on 32 connections, of some accounts in turn. Their
    // queues are empty from the first call on, unless somebody fills them.
    double eventsRate(std::chrono::seconds time);
    double receiveRate(std::chrono::seconds time);
    double postRate(std::chrono::seconds time);
    // Restarts the XMPP server, which is away for a few seconds.
    Comeback restartServer();
    // The same while messages come for some accounts, and others write some.
    Comeback restartServerInTraffic();

private:
    QByteArray configuration() const;
    double signIn(int first, int count);
    void settle();
    void emptyQueues();
    double requestRate(const std::function<QByteArray(int account)> &request, const QByteArray &expected,
                       std::chrono::seconds time);
    void subscribe(int accounts, quint16 port);
    // Calls `meanwhile` again and again until all are back.
    Comeback awaitComeback(const std::function<void()> &meanwhile);

    GatewaySetup m_setup;
    LoadServerProcess m_server;
    Test::DaemonProcess m_daemon;
    double m_residentPerSession = 0;
    QList<QByteArray> m_tokens; // by account
    QList<QByteArray> m_cursors; // of the first accounts, once their queues are empty
};

} // namespace WebJabber::Bench
