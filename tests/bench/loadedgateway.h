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
    int iterations = 1; // SCRAM iterations
    int reconnectsPerSecond = 50;
    QByteArray httpLines; // lines for the table [http] of the configuration
};

// The cost of messages, and their latency.
struct Traffic {
    double processorTime = 0; // microseconds per message
    Latency latency;
    qint64 lost = 0;
};

struct Recovery {
    double most = 0; // seconds from the server's restart until 95 % are online again
    double all = 0;
    qint64 connectsPeak = 0; // per second
    qint64 lostIn = 0; // messages to sessions
    qint64 lostOut = 0; // messages from sessions
    qint64 twiceIn = 0;
};

// A webjabberd with sessions at a loadserver, and the measurements on it. Ends the bench with a message on any failure.
class LoadedGateway
{
public:
    explicit LoadedGateway(const GatewaySetup &setup);

    // Signs all accounts in, and waits until the daemon is idle. Returns logins per second.
    double signIn();
    // In bytes; the memory of the first few sessions is not counted.
    double residentPerSession() const { return m_residentPerSession; }
    // The share of a core that the idle daemon uses over this time.
    double idleShare(std::chrono::seconds time);
    // Sends messages to the first accounts, each of which is watched on an event stream.
    Traffic stream(int accounts, double rate, std::chrono::seconds time);
    // Sends messages to the first accounts, each of which has a webhook.
    Traffic push(int accounts, double rate, std::chrono::seconds time);
    // Returns requests per second on 32 connections, for some accounts in turn. The first call empties their queues;
    // they stay empty unless messages are sent.
    double eventsRate(std::chrono::seconds time);
    double receiveRate(std::chrono::seconds time);
    double postRate(std::chrono::seconds time);
    // Restarts the XMPP server, which is down for a few seconds.
    Recovery restartServer();
    // The same while some accounts receive messages, and others send some.
    Recovery restartServerInTraffic();

private:
    QByteArray configuration() const;
    double signIn(int first, int count);
    void settle();
    void emptyQueues();
    double requestRate(const std::function<QByteArray(int account)> &request, const QByteArray &expected,
                       std::chrono::seconds time);
    void subscribe(int accounts, quint16 port);
    // Calls `meanwhile` repeatedly until all are online.
    Recovery awaitRecovery(const std::function<void()> &meanwhile);

    GatewaySetup m_setup;
    LoadServerProcess m_server;
    Test::DaemonProcess m_daemon;
    double m_residentPerSession = 0;
    QList<QByteArray> m_tokens; // by account
    QList<QByteArray> m_cursors; // of the first accounts, once their queues are empty
};

} // namespace WebJabber::Bench
