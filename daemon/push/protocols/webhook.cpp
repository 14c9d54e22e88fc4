// SPDX-License-Identifier: GPL-3.0-or-later
#include "push/pushprotocol.h"
#include "push/webhooksignature.h"

using namespace Qt::StringLiterals;

namespace WebJabber {

namespace {

// Standard Webhooks (www.standardwebhooks.com).
class Webhook : public PushProtocol
{
public:
    Webhook()
        : PushProtocol({.hasSecret = true})
    {
    }

    PushPayload defaultPayload(const PushSubscription &subscription) const override
    {
        return isInClear(subscription) ? PushPayload::Id : PushPayload::Full;
    }

    Made request(const PushContent &content, PushSigner &signer) const override;

private:
    static constexpr qsizetype maxBodyBytes = 20'000; // recommended: less than 20 kB
};

PushProtocol::Made Webhook::request(const PushContent &content, PushSigner &signer) const
{
    const PushSubscription &subscription = content.subscription;
    const auto secret = signer.unseal(subscription.account, subscription.secret);
    if (!secret)
        return std::unexpected(secret.error());
    const auto key = webhookKey(*secret);
    if (!key)
        return std::unexpected(u"its secret is none"_s);
    const QByteArray id = "msg_" + subscription.id.toLatin1() + '_' + content.notice.name;
    const qint64 timestamp = content.now.toSecsSinceEpoch();
    PushRequest request{"POST", subscription.endpoint, {}, payloadOf(content.notice, content.payload, maxBodyBytes)};
    request.headers = {{"Content-Type", "application/json"},
                       {"webhook-id", id},
                       {"webhook-timestamp", QByteArray::number(timestamp)},
                       {"webhook-signature", webhookSignature(*key, id, timestamp, request.body)}};
    return request;
}

} // namespace

const PushProtocol &webhook()
{
    static const Webhook protocol;
    return protocol;
}

} // namespace WebJabber
