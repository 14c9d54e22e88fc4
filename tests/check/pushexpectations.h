// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/pushlistener.h"

namespace WebJabber::Test {

// Both wait for the push request of a message, print it, and throw a Failure if it is wrong.

// PUT /v1/notify/demo with a version, in the format of SimplePush.
void requireSimplePush(const PushListener &listener);
// POST /hook with a message, signed with the secret ("whsec_...") according to Standard Webhooks.
void requireWebhook(const PushListener &listener, const QString &secret);

} // namespace WebJabber::Test
