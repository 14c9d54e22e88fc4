// SPDX-License-Identifier: GPL-3.0-or-later
#include "push/pushrequest.h"

#include "push/webpushencryption.h"

#include <chrono>

using namespace std::chrono_literals;

namespace WebJabber {

// How long a push service keeps a message for an offline browser: as long as RetryPolicy retries.
static constexpr std::chrono::seconds timeToLive = 72h;

void addDelivery(PushRequest &request, const PushNotice &notice)
{
    request.headers.emplaceBack("TTL", QByteArray::number(timeToLive.count()));
    request.headers.emplaceBack("Urgency", notice.isUrgent ? "high" : "low");
}

bool setEncrypted(PushRequest &request, const PushSubscription &subscription, const PushNotice &notice,
                  PushPayload payload)
{
    const auto body = encryptForReceiver(payloadOf(notice, payload, maxEncryptedMessageBytes),
                                         {subscription.publicKey, subscription.authSecret});
    if (!body)
        return false;
    request.body = *body;
    request.headers.emplaceBack("Content-Type", "application/octet-stream");
    request.headers.emplaceBack("Content-Encoding", "aes128gcm");
    return true;
}

} // namespace WebJabber
