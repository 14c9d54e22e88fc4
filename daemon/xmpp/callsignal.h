// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/event.h"

#include <QDomElement>

#include <optional>

namespace WebJabber {

// A message by which clients agree on a call (XEP-0353).
struct CallSignal {
    enum class Action {
        Propose, // a call is offered
        Answer, // it is accepted or rejected
        End, // the caller, or whoever took it, ended it
    };

    Action action = Action::Propose;
    QString callId;
    // The event that tells of the call if nobody takes it. Its direction, peer
    // and time are those of the signal.
    Event event;
};

// Nothing if the message holds none. `direction` is Out for what another client
// of the account sent; a message from the account to itself is one, too.
std::optional<CallSignal> callSignal(const QDomElement &message, Direction direction, const Jid &account,
                                     const QDateTime &time);

} // namespace WebJabber
