// SPDX-License-Identifier: GPL-3.0-or-later
#include "push/pushrequest.h"

#include "push/webhooksignature.h"
#include "push/webpushencryption.h"

#include <QMessageAuthenticationCode>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace WebJabber {

// How long a push service keeps a message for an offline browser: as long as RetryPolicy retries.
static constexpr std::chrono::seconds timeToLive = 72h;
// Standard Webhooks recommends less than 20 kB.
static constexpr qsizetype maxWebhookBytes = 20'000;

std::expected<PushRequest, QString> PushRequests::make(const PushSubscription &subscription, const PushNotice &notice,
                                                       PushPayload payload, qint64 version, const QDateTime &now)
{
    switch (subscription.kind) {
    case PushKind::SimplePush:
        return simplePush(subscription, version);
    case PushKind::Webhook:
        return webhook(subscription, notice, payload, now);
    case PushKind::WebPush:
        return webPush(subscription, notice, payload, now);
    case PushKind::UnifiedPush:
        return unifiedPush(subscription, notice, payload);
    }
    Q_UNREACHABLE_RETURN({});
}

// The format that notification_server accepts.
PushRequests::Made PushRequests::simplePush(const PushSubscription &subscription, qint64 version) const
{
    return PushRequest{"PUT",
                       subscription.endpoint,
                       {{"Content-Type", "application/x-www-form-urlencoded"}},
                       "version=" + QByteArray::number(version)};
}

PushRequests::Made PushRequests::webhook(const PushSubscription &subscription, const PushNotice &notice,
                                         PushPayload payload, const QDateTime &now) const
{
    const auto secret = m_unseal(subscription.account, subscription.secret);
    if (!secret)
        return std::unexpected(secret.error());
    const auto key = webhookKey(*secret);
    if (!key)
        return std::unexpected(u"its secret is none"_s);
    const QByteArray id = "msg_" + subscription.id.toLatin1() + '_' + notice.name;
    const qint64 timestamp = now.toSecsSinceEpoch();
    PushRequest request{"POST", subscription.endpoint, {}, payloadOf(notice, payload, maxWebhookBytes)};
    request.headers = {{"Content-Type", "application/json"},
                       {"webhook-id", id},
                       {"webhook-timestamp", QByteArray::number(timestamp)},
                       {"webhook-signature", webhookSignature(*key, id, timestamp, request.body)}};
    return request;
}

// RFC 8030, section 5.
static void addDelivery(PushRequest &request, const PushNotice &notice)
{
    request.headers.emplaceBack("TTL", QByteArray::number(timeToLive.count()));
    request.headers.emplaceBack("Urgency", notice.isUrgent ? "high" : "low");
}

static bool encrypt(PushRequest &request, const PushSubscription &subscription, QByteArrayView message)
{
    const auto body = encryptForReceiver(message, {subscription.publicKey, subscription.authSecret});
    if (!body)
        return false;
    request.body = *body;
    request.headers.emplaceBack("Content-Type", "application/octet-stream");
    request.headers.emplaceBack("Content-Encoding", "aes128gcm");
    return true;
}

// A push service replaces a message that it still keeps with a newer one of the same topic (RFC 8030, section 5.4).
// The topic is a MAC with the receiver's secret, which the service does not have. So it reveals neither whom a
// conversation is with nor which subscriptions share it. All wake-ups have one topic, because each of them is about
// everything.
static QByteArray webPushTopic(const PushSubscription &subscription, const PushNotice &notice, PushPayload payload)
{
    constexpr qsizetype maxTopicLength = 32;
    const QString topic = payload == PushPayload::None ? QString() : notice.topic;
    const QString text = QStringList{subscription.id, subscription.account.toString(), topic}.join(u'\n');
    return QMessageAuthenticationCode::hash(text.toUtf8(), subscription.authSecret, QCryptographicHash::Sha256)
        .toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals)
        .first(maxTopicLength);
}

PushRequests::Made PushRequests::webPush(const PushSubscription &subscription, const PushNotice &notice,
                                         PushPayload payload, const QDateTime &now)
{
    PushRequest request{"POST", subscription.endpoint, {}, {}};
    addDelivery(request, notice);
    request.headers.emplaceBack("Topic", webPushTopic(subscription, notice, payload));
    request.headers.emplaceBack("Authorization", m_vapid.authorization(subscription.endpoint, now));
    if (payload != PushPayload::None
        && !encrypt(request, subscription, payloadOf(notice, payload, maxEncryptedMessageBytes)))
        return std::unexpected(u"its public key is none"_s);
    return request;
}

PushRequests::Made PushRequests::unifiedPush(const PushSubscription &subscription, const PushNotice &notice,
                                             PushPayload payload) const
{
    PushRequest request{"POST", subscription.endpoint, {}, {}};
    addDelivery(request, notice);
    if (subscription.publicKey.isEmpty()) {
        request.body = payloadOf(notice, payload, maxPushBytes);
        request.headers.emplaceBack("Content-Type", "application/json");
    } else if (!encrypt(request, subscription, payloadOf(notice, payload, maxEncryptedMessageBytes))) {
        return std::unexpected(u"its public key is none"_s);
    }
    return request;
}

} // namespace WebJabber
