// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/correspondent.h"
#include "support/daemonprocess.h"
#include "support/prosody.h"

#include <QRandomGenerator>

#include <chrono>
#include <memory>
#include <vector>

namespace WebJabber::Test {

enum class Victim { Daemon, XmppServer };

struct KillPlan {
    int accounts = 20;
    // Before the last round. A multiple of the number of accounts, with more messages per kill than there are accounts.
    int messages = 0;
    int kills = 0;
    Victim victim = Victim::Daemon;
    quint32 seed = 1; // of the random times

    // Including the last round: one message in each conversation.
    int messagesInAll() const { return messages + accounts * (accounts - 1); }
};

struct KillReport {
    int kills = 0;
    int sent = 0; // accepted by the daemon
    int received = 0; // different ones
    int lost = 0;
    int twice = 0;
    int disordered = 0; // within a conversation
    std::chrono::milliseconds longestOutage{0}; // from a kill until every account is online again
    std::chrono::milliseconds duration{0};
    QStringList errors; // what was lost or disordered, and other errors
};

// Accounts that write to each other through a daemon and a Prosody. One of the two is killed with SIGKILL at random
// times, also during its start, and restarted.
class KillRun
{
public:
    // `progress` is called after every kill.
    KillRun(const QString &daemonProgram, const KillPlan &plan, std::function<void(const KillReport &)> progress = {});

    // Returns when every message has arrived, or when nothing has arrived for a minute.
    KillReport run();

private:
    bool start();
    void writeUpTo(int messages);
    void killAtRandom();
    bool restartVictim();
    void kill();
    bool areAllOnline();
    void writeAllOf(int messages);
    void finish();
    int accepted() const;
    int received() const;
    int copies() const;
    void count(KillReport &report) const;
    void reportLost();
    void nameTheDisordered();

    KillPlan m_plan;
    std::function<void(const KillReport &)> m_progress;
    QRandomGenerator m_random;
    Prosody m_prosody;
    DaemonProcess m_daemon;
    std::vector<std::unique_ptr<Correspondent>> m_correspondents;
    KillReport m_report;
};

} // namespace WebJabber::Test
