// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "push/pushnotice.h"

#include <QList>
#include <QUrl>

#include <utility>

namespace WebJabber {

// One HTTP request to a push endpoint.
struct PushRequest {
    QByteArray method;
    QUrl endpoint;
    QList<std::pair<QByteArray, QByteArray>> headers;
    QByteArray body;
};

// Adds how a push service delivers the message: for how long and how urgently (RFC 8030, section 5).
void addDelivery(PushRequest &request, const PushNotice &notice);

// Sets the body to the notice, encrypted with the subscription's keys (RFC 8291). Returns false if they are none.
bool setEncrypted(PushRequest &request, const PushSubscription &subscription, const PushNotice &notice,
                  PushPayload payload);

} // namespace WebJabber
