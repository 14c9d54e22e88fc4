// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "push/pushoutcome.h"
#include "push/pushrequest.h"
#include "push/vapid.h"

#include <array>
#include <expected>
#include <functional>

namespace WebJabber {

// Decrypts what the vault sealed for an account.
using Unseal = std::function<std::expected<QByteArray, QString>(const Jid &account, QByteArrayView sealed)>;

// The secrets that sign requests.
struct PushSigner {
    Vapid vapid; // identifies the daemon
    Unseal unseal; // of a subscription's own secret
};

// What a request is made from.
struct PushContent {
    const PushSubscription &subscription;
    const PushNotice &notice;
    PushPayload payload = PushPayload::None; // that is sent; may be less than the subscription requests
    qint64 version = 0; // increases with each request; below 2^53
    QDateTime now;
};

// What distinguishes a kind of push from the others: the subscriptions, the requests and the meaning of responses.
// There is one object of each kind, which has no state.
class PushProtocol
{
public:
    // The receiver's keys, with which messages are encrypted (RFC 8291).
    enum class Keys { None, Optional, Required };

    struct Traits {
        Keys keys = Keys::None;
        bool hasSecret = false; // requests are signed with a secret that the subscriber gets
        bool usesVapid = false; // requests are signed with the daemon's key (RFC 8292)
        bool hasPayload = true; // false: requests carry nothing but that there is an event
        PushEvents events = PushEvent::Message; // the default of a subscription
    };

    explicit PushProtocol(const Traits &traits_)
        : traits(traits_)
    {
    }
    virtual ~PushProtocol() = default;
    Q_DISABLE_COPY_MOVE(PushProtocol)

    const Traits traits;

    // The default payload of a subscription. Not called if there is none.
    virtual PushPayload defaultPayload(const PushSubscription &subscription) const = 0;

    using Made = std::expected<PushRequest, QString>;
    // Fails with a text for the operator if the subscription itself cannot be used (any more).
    virtual Made request(const PushContent &content, PushSigner &signer) const = 0;

    virtual PushVerdict verdict(const PushOutcome &outcome) const { return verdictOf(outcome); }
    // Whether the outcome indicates a failure of the endpoint's whole server.
    virtual bool isServerFailure(const PushOutcome &outcome) const { return indicatesServerFailure(outcome); }
};

// By default programs are notified of messages, and users of everything that a client would show.
inline constexpr PushEvents eventsForUsers = PushEvent::Message | PushEvent::Subscription | PushEvent::Session;

// Each in the file of its name in push/protocols.
const PushProtocol &simplePush();
const PushProtocol &unifiedPush();
const PushProtocol &webhook();
const PushProtocol &webPush();

inline constexpr std::array pushProtocols{
    std::pair(PushKind::SimplePush, &simplePush),
    std::pair(PushKind::Webhook, &webhook),
    std::pair(PushKind::WebPush, &webPush),
    std::pair(PushKind::UnifiedPush, &unifiedPush),
};

const PushProtocol &protocolOf(PushKind kind);

// Returns the names of the kinds for which `is` returns true, in the order of the table.
QStringList kindsThat(const std::function<bool(const PushProtocol &)> &is);

// Whether a request carries its payload in the clear.
bool isInClear(const PushSubscription &subscription);

} // namespace WebJabber
