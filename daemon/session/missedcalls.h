// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "xmpp/callsignal.h"
#include "xmpp/lazytimer.h"

#include <QList>

#include <chrono>
#include <functional>

namespace WebJabber {

// Collects calls offered to the account (XEP-0353) that none of its clients has answered yet. A call that no client
// answers within `answerTimeout`, or that the caller withdraws before, is reported as missed. Sends nothing, because
// the daemon accepts no calls. The session creates it with the first call; it can be destroyed when it is empty.
class MissedCalls
{
public:
    static constexpr std::chrono::seconds answerTimeout{60};
    // If more calls are offered at once, the oldest is reported as missed early.
    static constexpr qsizetype maxPending = 20;

    using Report = std::function<void(const Event &call)>;

    // `report` is called with each missed call, from add() or from the event loop.
    explicit MissedCalls(Report report, std::chrono::milliseconds wait = answerTimeout);
    Q_DISABLE_COPY_MOVE(MissedCalls)

    void add(const CallSignal &signal);
    bool isEmpty() const { return m_pending.isEmpty(); }

private:
    using Clock = std::chrono::steady_clock;

    struct Pending {
        QString callId;
        Event call;
        Clock::time_point due;
    };

    void propose(const CallSignal &signal);
    void reportFirst();
    void reportDue();
    void waitForNext();

    Report m_report;
    std::chrono::milliseconds m_wait;
    QList<Pending> m_pending; // oldest first
    LazyTimer m_timer;
};

} // namespace WebJabber
