// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/jsonbody.h"
#include "shared/outgoing.h"

namespace WebJabber {

// The members of a message in POST /v1/messages.
std::span<const BodyMember> messageMembers();

// Returns the body and the content of the message in a request; its other members are not set. Fails with
// invalid-request, too-large or not-supported. The length of the text is not checked.
Result<Outgoing> messageFrom(const JsonBody &request);

} // namespace WebJabber
