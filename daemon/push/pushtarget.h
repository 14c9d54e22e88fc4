// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/storedtypes.h"

#include <QJsonObject>

#include <optional>

namespace WebJabber {

// What the dispatcher knows of a subscription while it runs. All else is in the
// store, and read when there is something to tell.
struct PushTarget {
    Jid account;
    QString origin;
    PushEvents events; // that it is notified of

    bool hasNews = false; // the store may have something to tell
    std::optional<QJsonObject> presence; // of the contact that changed last, not told yet
    bool hasTest = false;
    bool isBusy = false; // waits for its turn, or its request is under way

    PushPosition position; // told: also what the store could not keep
    qint64 version = 0; // the last one it was told
    std::optional<PushPayload> most; // what its endpoint takes, where that is less than it asked for
    QDateTime lastStart; // of a request
    QDateTime notBefore; // as it failed
    QDateTime quietUntil; // as the news may be no news at all, or the store does not answer
    QDateTime readerUntil; // while a device reads live: until when it may acknowledge
    bool isBroken = false;

    bool wantsPush() const { return (hasNews && !isBroken) || (presence && !isBroken) || hasTest; }
};

} // namespace WebJabber
