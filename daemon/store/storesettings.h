// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>

#include <chrono>
#include <functional>

namespace WebJabber {

// What the store keeps, and answers at once, at most.
struct StoreLimits {
    std::chrono::days eventAge{30}; // since it was stored; also that of settled outgoing messages
    qint64 eventsPerAccount = 100'000;
    qint64 bytesPerAccount = 64 * 1024 * 1024; // of events, as eventBytes() counts them
    qint64 bytesPerAnswer = 1024 * 1024; // the same; one event is always answered
    qint64 queuedOutgoing = 10'000; // per account
    qsizetype devicesPerKind = 256; // per account; of those of 2012, and of the others
    std::chrono::days accountGrace{30}; // an account stays so long after its last device expired
    qsizetype subscriptionsPerAccount = 64;
    std::size_t waitingOperations = 20'000;
};

struct StoreSettings {
    StoreLimits limits;
    // How long another process may have the database locked before the answer
    // is storage-unavailable.
    std::chrono::milliseconds busyTimeout{3000};
    // How long the destructor works on what is queued; what it does not come
    // to is answered storage-unavailable.
    std::chrono::milliseconds closingTime{2000};
    std::function<QDateTime()> clock = &QDateTime::currentDateTimeUtc;
};

} // namespace WebJabber
