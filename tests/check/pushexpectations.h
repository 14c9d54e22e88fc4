// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/pushlistener.h"

namespace WebJabber::Test {

// Both wait for the request that a message brings, print it, and throw a Failure
// unless it is right.

// PUT /v1/notify/demo with a version, as SimplePush has it.
void requireSimplePush(const PushListener &listener);
// POST /hook with a message, signed with the secret ("whsec_...") as Standard Webhooks has it.
void requireWebhook(const PushListener &listener, const QString &secret);

} // namespace WebJabber::Test
