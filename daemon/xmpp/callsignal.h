// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/event.h"

#include <QDomElement>

#include <optional>

namespace WebJabber {

// A message by which clients negotiate a call (XEP-0353).
struct CallSignal {
    enum class Action {
        Propose, // a call is offered
        Answer, // it is accepted or rejected
        End, // the caller, or the client that accepted the call, ended it
    };

    Action action = Action::Propose;
    QString callId;
    // The event that reports the call if nobody accepts it. Its direction, peer and time are those of the signal.
    Event event;
};

// Returns nullopt if the message holds no call signal. `direction` is Out for a message that another client
// of the account sent. A message from the account to itself is Out as well.
std::optional<CallSignal> callSignal(const QDomElement &message, Direction direction, const Jid &account,
                                     const QDateTime &time);

} // namespace WebJabber
