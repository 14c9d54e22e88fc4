// SPDX-License-Identifier: GPL-3.0-or-later
#include "push/subscriptioncheck.h"

#include "push/webhooksignature.h"
#include "push/webpushencryption.h"
#include "shared/sharedpromise.h"

#include <QHostAddress>

using namespace Qt::StringLiterals;

namespace WebJabber {

static std::unexpected<Problem> invalid(const QString &detail)
{
    return problem(ProblemCode::InvalidRequest, detail);
}

static Result<void> checkKeys(const PushSubscription &subscription)
{
    const bool hasKeys = !subscription.publicKey.isEmpty() || !subscription.authSecret.isEmpty();
    const bool mayHaveKeys = subscription.kind == PushKind::WebPush || subscription.kind == PushKind::UnifiedPush;
    if (!hasKeys && subscription.kind == PushKind::WebPush)
        return invalid(u"“keys” is missing: give “p256dh” and “auth” as the browser does."_s);
    if (hasKeys && !mayHaveKeys)
        return invalid(u"“keys” is for webpush and unifiedpush only."_s);
    if (hasKeys && !isP256Point(subscription.publicKey))
        return invalid(u"“keys.p256dh” must be an uncompressed P-256 key in base64url."_s);
    if (hasKeys && subscription.authSecret.size() != PushReceiver::authSecretBytes)
        return invalid(u"“keys.auth” must be %1 bytes in base64url."_s.arg(PushReceiver::authSecretBytes));
    return {};
}

static Result<void> checkSecret(const WantedSubscription &wanted)
{
    if (wanted.secret.isEmpty())
        return {};
    if (wanted.subscription.kind != PushKind::Webhook)
        return invalid(u"“secret” is for a webhook only."_s);
    if (!webhookKey(wanted.secret))
        return invalid(u"“secret” must be whsec_ and the base64 text of 24 to 64 bytes."_s);
    return {};
}

// Whether the operator listed the endpoint and http to it does not leave this machine.
static bool isOwnLoopback(const QUrl &endpoint, const PushSettings &settings)
{
    const QString host = endpoint.host();
    return settings.allow.contains(host) && QHostAddress(host).isLoopback();
}

static Result<PushPayload> payloadFor(const WantedSubscription &wanted, const PushSettings &settings)
{
    const PushSubscription &subscription = wanted.subscription;
    const bool isEncrypted = !subscription.publicKey.isEmpty();
    const bool isInClear = !isEncrypted && subscription.endpoint.scheme() != "https"_L1;
    if (subscription.kind == PushKind::SimplePush && wanted.payload.value_or(PushPayload::None) != PushPayload::None)
        return invalid(u"“payload” must be none for simplepush, which carries nothing else."_s);
    if (wanted.payload == PushPayload::Full && isInClear && !isOwnLoopback(subscription.endpoint, settings))
        return invalid(u"“payload” must not be full here: the endpoint would carry messages in the clear over http."_s);
    if (wanted.payload)
        return *wanted.payload;
    switch (subscription.kind) {
    case PushKind::SimplePush:
        return PushPayload::None;
    case PushKind::WebPush:
        return PushPayload::Full;
    case PushKind::UnifiedPush: // the push server's operator could read it
        return isEncrypted ? PushPayload::Full : PushPayload::Id;
    case PushKind::Webhook:
        return isInClear ? PushPayload::Id : PushPayload::Full;
    }
    Q_UNREACHABLE_RETURN(PushPayload::None);
}

// By default programs are notified of messages, and users of everything that a client would show.
static PushEvents usualEvents(PushKind kind)
{
    switch (kind) {
    case PushKind::SimplePush:
    case PushKind::Webhook:
        return PushEvent::Message;
    case PushKind::WebPush:
    case PushKind::UnifiedPush:
        return PushEvent::Message | PushEvent::Subscription | PushEvent::Session;
    }
    Q_UNREACHABLE_RETURN({});
}

static Result<CheckedSubscription> checkText(const WantedSubscription &wanted, const PushSettings &settings,
                                             const Seal &seal)
{
    const auto payload = checkKeys(wanted.subscription).and_then([&] { return checkSecret(wanted); }).and_then([&] {
        return payloadFor(wanted, settings);
    });
    if (!payload)
        return std::unexpected(payload.error());
    CheckedSubscription checked{wanted.subscription, {}};
    checked.subscription.payload = *payload;
    checked.subscription.events = wanted.events.value_or(usualEvents(checked.subscription.kind));
    if (checked.subscription.kind == PushKind::Webhook) {
        checked.secret = wanted.secret.isEmpty() ? makeWebhookSecret() : wanted.secret;
        checked.subscription.secret = seal(checked.subscription.account, checked.secret);
    }
    return checked;
}

QFuture<Result<CheckedSubscription>> checkSubscription(WantedSubscription wanted, const PushSettings &settings,
                                                       const HostLookup &lookup, const Seal &seal)
{
    wanted.subscription.endpoint = wanted.subscription.endpoint.adjusted(QUrl::RemoveFragment);
    const QUrl &endpoint = wanted.subscription.endpoint;
    if (const auto looksGood = checkEndpoint(endpoint, settings); !looksGood)
        return readyAnswer<CheckedSubscription>(std::unexpected(looksGood.error()));
    const auto checked = checkText(wanted, settings, seal);
    if (!checked)
        return readyAnswer<CheckedSubscription>(std::unexpected(checked.error()));
    return endpointAddresses(endpoint, settings, lookup, nullptr)
        .then([checked = *checked](const Result<QList<QHostAddress>> &addresses) -> Result<CheckedSubscription> {
            if (!addresses && addresses.error().code == ProblemCode::EndpointRefused)
                return std::unexpected(addresses.error());
            return checked;
        });
}

} // namespace WebJabber
