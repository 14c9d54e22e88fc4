// SPDX-License-Identifier: GPL-3.0-or-later
#include "push/pushprotocol.h"

#include <QMessageAuthenticationCode>

using namespace Qt::StringLiterals;

namespace WebJabber {

namespace {

// Web Push, for browsers (RFC 8030, RFC 8291, RFC 8292).
class WebPush : public PushProtocol
{
public:
    WebPush()
        : PushProtocol({.keys = Keys::Required, .usesVapid = true, .events = eventsForUsers})
    {
    }

    PushPayload defaultPayload(const PushSubscription &) const override { return PushPayload::Full; }

    Made request(const PushContent &content, PushSigner &signer) const override;

    // 404 means that the subscription ended (RFC 8030, section 7.3).
    PushVerdict verdict(const PushOutcome &outcome) const override
    {
        return outcome.status == 404 ? PushVerdict::Gone : verdictOf(outcome);
    }

private:
    static QByteArray topicOf(const PushContent &content);
};

// A push service replaces a message that it still keeps with a newer one of the same topic (RFC 8030, section 5.4).
// The topic is a MAC with the receiver's secret, which the service does not have. So it reveals neither whom a
// conversation is with nor which subscriptions share it. All wake-ups have one topic, because each of them is about
// everything.
QByteArray WebPush::topicOf(const PushContent &content)
{
    constexpr qsizetype maxTopicLength = 32;
    const PushSubscription &subscription = content.subscription;
    const QString topic = content.payload == PushPayload::None ? QString() : content.notice.topic;
    const QString text = QStringList{subscription.id, subscription.account.toString(), topic}.join(u'\n');
    return QMessageAuthenticationCode::hash(text.toUtf8(), subscription.authSecret, QCryptographicHash::Sha256)
        .toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals)
        .first(maxTopicLength);
}

PushProtocol::Made WebPush::request(const PushContent &content, PushSigner &signer) const
{
    const PushSubscription &subscription = content.subscription;
    PushRequest request{"POST", subscription.endpoint, {}, {}};
    addDelivery(request, content.notice);
    request.headers.emplaceBack("Topic", topicOf(content));
    request.headers.emplaceBack("Authorization", signer.vapid.authorization(subscription.endpoint, content.now));
    if (content.payload != PushPayload::None && !setEncrypted(request, subscription, content.notice, content.payload))
        return std::unexpected(u"its public key is none"_s);
    return request;
}

} // namespace

const PushProtocol &webPush()
{
    static const WebPush protocol;
    return protocol;
}

} // namespace WebJabber
