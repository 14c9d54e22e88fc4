// SPDX-License-Identifier: GPL-3.0-or-later
#include "push/subscriptioncheck.h"

#include "push/pushprotocol.h"
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
    using Keys = PushProtocol::Keys;
    const bool hasKeys = !subscription.publicKey.isEmpty() || !subscription.authSecret.isEmpty();
    const Keys keys = protocolOf(subscription.kind).traits.keys;
    if (!hasKeys && keys == Keys::Required)
        return invalid(u"“keys” is missing: give “p256dh” and “auth” as the browser does."_s);
    if (hasKeys && keys == Keys::None) {
        const QStringList kinds = kindsThat([](const PushProtocol &kind) { return kind.traits.keys != Keys::None; });
        return invalid(u"“keys” is for %1 only."_s.arg(kinds.join(u" and "_s)));
    }
    if (hasKeys && !isP256Point(subscription.publicKey))
        return invalid(u"“keys.p256dh” must be an uncompressed P-256 key in base64url."_s);
    if (hasKeys && subscription.authSecret.size() != PushReceiver::authSecretBytes)
        return invalid(u"“keys.auth” must be %1 bytes in base64url."_s.arg(PushReceiver::authSecretBytes));
    return {};
}

static Result<void> checkSecret(const RequestedSubscription &requested)
{
    if (requested.secret.isEmpty())
        return {};
    if (!protocolOf(requested.subscription.kind).traits.hasSecret)
        return invalid(u"“secret” is for a webhook only."_s);
    if (!webhookKey(requested.secret))
        return invalid(u"“secret” must be whsec_ and the base64 text of 24 to 64 bytes."_s);
    return {};
}

// Whether the operator listed the endpoint and http to it does not leave this machine.
static bool isOwnLoopback(const QUrl &endpoint, const PushSettings &settings)
{
    const QString host = endpoint.host();
    return settings.allow.contains(host) && QHostAddress(host).isLoopback();
}

SubscriptionCheck::SubscriptionCheck(PushSettings settings, HostLookup lookup, Seal seal)
    : m_settings(std::move(settings))
    , m_lookup(std::move(lookup))
    , m_seal(std::move(seal))
{
}

Result<PushPayload> SubscriptionCheck::payloadFor(const RequestedSubscription &requested) const
{
    const PushSubscription &subscription = requested.subscription;
    const PushProtocol &protocol = protocolOf(subscription.kind);
    if (!protocol.traits.hasPayload && requested.payload.value_or(PushPayload::None) != PushPayload::None)
        return invalid(
            u"“payload” must be none for %1, which carries nothing else."_s.arg(pushKindNames[subscription.kind]));
    if (requested.payload == PushPayload::Full && isInClear(subscription)
        && !isOwnLoopback(subscription.endpoint, m_settings))
        return invalid(u"“payload” must not be full here: the endpoint would carry messages in the clear over http."_s);
    return requested.payload ? *requested.payload : protocol.defaultPayload(subscription);
}

Result<CheckedSubscription> SubscriptionCheck::checkText(const RequestedSubscription &requested) const
{
    const auto payload =
        checkKeys(requested.subscription).and_then([&] { return checkSecret(requested); }).and_then([&] {
            return payloadFor(requested);
        });
    if (!payload)
        return std::unexpected(payload.error());
    const PushProtocol::Traits &traits = protocolOf(requested.subscription.kind).traits;
    CheckedSubscription checked{requested.subscription, {}};
    checked.subscription.payload = *payload;
    checked.subscription.events = requested.events.value_or(traits.events);
    if (traits.hasSecret) {
        checked.secret = requested.secret.isEmpty() ? makeWebhookSecret() : requested.secret;
        checked.subscription.secret = m_seal(checked.subscription.account, checked.secret);
    }
    return checked;
}

QFuture<Result<CheckedSubscription>> SubscriptionCheck::run(RequestedSubscription requested) const
{
    requested.subscription.endpoint = requested.subscription.endpoint.adjusted(QUrl::RemoveFragment);
    const QUrl &endpoint = requested.subscription.endpoint;
    if (const auto endpointCheck = checkEndpoint(endpoint, m_settings); !endpointCheck)
        return readyAnswer<CheckedSubscription>(std::unexpected(endpointCheck.error()));
    const auto checked = checkText(requested);
    if (!checked)
        return readyAnswer<CheckedSubscription>(std::unexpected(checked.error()));
    return endpointAddresses(endpoint, m_settings, m_lookup, nullptr)
        .then([checked = *checked](const Result<QList<QHostAddress>> &addresses) -> Result<CheckedSubscription> {
            if (!addresses && addresses.error().code == ProblemCode::EndpointRefused)
                return std::unexpected(addresses.error());
            return checked;
        });
}

} // namespace WebJabber
