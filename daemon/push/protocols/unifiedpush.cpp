// SPDX-License-Identifier: GPL-3.0-or-later
#include "push/pushprotocol.h"
#include "push/webpushencryption.h"

using namespace Qt::StringLiterals;

namespace WebJabber {

namespace {

// UnifiedPush (unifiedpush.org).
class UnifiedPush : public PushProtocol
{
public:
    UnifiedPush()
        : PushProtocol({.keys = Keys::Optional, .events = eventsForUsers})
    {
    }

    // The push server's operator could read what is not encrypted.
    PushPayload defaultPayload(const PushSubscription &subscription) const override
    {
        return subscription.publicKey.isEmpty() ? PushPayload::Id : PushPayload::Full;
    }

    Made request(const PushContent &content, PushSigner &) const override
    {
        PushRequest request{"POST", content.subscription.endpoint, {}, {}};
        addDelivery(request, content.notice);
        if (content.subscription.publicKey.isEmpty()) {
            request.body = payloadOf(content.notice, content.payload, maxPushBytes);
            request.headers.emplaceBack("Content-Type", "application/json");
        } else if (!setEncrypted(request, content.subscription, content.notice, content.payload)) {
            return std::unexpected(u"its public key is none"_s);
        }
        return request;
    }
};

} // namespace

const PushProtocol &unifiedPush()
{
    static const UnifiedPush protocol;
    return protocol;
}

} // namespace WebJabber
