// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/storedtypes.h"

#include <QJsonObject>

#include <optional>

namespace WebJabber {

// The dispatcher's state of a subscription while it runs. Everything else is in the store and is read when a push is
// due.
struct PushTarget {
    Jid account;
    QString origin;
    PushEvents events; // that it is notified of

    bool mayBeDue = false; // the store may have something due
    std::optional<QJsonObject> presence; // the contact that changed last, not pushed yet
    bool hasTest = false;
    bool isBusy = false; // waits for its turn, or its request is in progress

    PushPosition position; // `told` includes what the store could not record
    qint64 version = 0; // the last one sent
    std::optional<PushPayload> most; // the largest payload its endpoint accepts, if less than it requested
    QDateTime lastStart; // of a request
    QDateTime notBefore; // because the last request failed
    QDateTime quietUntil; // because the news may have been read already, or the store failed
    QDateTime readerUntil; // while a device reads live: end of its time to acknowledge
    bool isBroken = false;

    bool wantsPush() const { return (mayBeDue && !isBroken) || (presence && !isBroken) || hasTest; }
};

} // namespace WebJabber
