// SPDX-License-Identifier: GPL-3.0-or-later
#include "push/pushprotocol.h"

namespace WebJabber {

namespace {

// Mozilla's SimplePush, in the format that notification_server accepts.
class SimplePush : public PushProtocol
{
public:
    SimplePush()
        : PushProtocol({.hasPayload = false})
    {
    }

    PushPayload defaultPayload(const PushSubscription &) const override { return PushPayload::None; }

    Made request(const PushContent &content, PushSigner &) const override
    {
        return PushRequest{"PUT",
                           content.subscription.endpoint,
                           {{"Content-Type", "application/x-www-form-urlencoded"}},
                           "version=" + QByteArray::number(content.version)};
    }
};

} // namespace

const PushProtocol &simplePush()
{
    static const SimplePush protocol;
    return protocol;
}

} // namespace WebJabber
