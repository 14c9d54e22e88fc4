// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>

#include <chrono>
#include <functional>

namespace WebJabber {

// The limits of what the store keeps and of what one answer contains.
struct StoreLimits {
    std::chrono::days eventAge{30}; // from the time of storing; applies to settled outgoing messages too
    std::chrono::days refsAge{60}; // how long events may refer to a message
    qint64 eventsPerAccount = 100'000;
    qint64 bytesPerAccount = 64 * 1024 * 1024; // of events, see eventBytes()
    qint64 bytesPerAnswer = 1024 * 1024; // of events, see eventBytes(); an answer may always have one event
    qint64 queuedOutgoing = 10'000; // per account
    qsizetype devicesPerKind = 256; // per account; for legacy devices and for others separately
    std::chrono::days accountGrace{30}; // how long an account is kept after its last device expired
    qsizetype subscriptionsPerAccount = 64;
    std::size_t waitingOperations = 20'000;
};

struct StoreSettings {
    StoreLimits limits;
    // How long an operation waits for another process's lock on the database before it fails with storage-unavailable.
    std::chrono::milliseconds busyTimeout{3000};
    // How long the destructor runs queued operations. The remaining ones fail with storage-unavailable.
    std::chrono::milliseconds closingTime{2000};
    std::function<QDateTime()> clock = &QDateTime::currentDateTimeUtc;
};

} // namespace WebJabber
