// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "push/pushnotice.h"
#include "push/vapid.h"

#include <QList>
#include <QPair>
#include <QUrl>

#include <expected>
#include <functional>

namespace WebJabber {

// One HTTP request to a push endpoint.
struct PushRequest {
    QByteArray method;
    QUrl endpoint;
    QList<std::pair<QByteArray, QByteArray>> headers;
    QByteArray body;
};

// Decrypts what the vault sealed for an account.
using Unseal = std::function<std::expected<QByteArray, QString>(const Jid &account, QByteArrayView sealed)>;

// Makes the requests for each kind of endpoint.
class PushRequests
{
public:
    PushRequests(Vapid vapid, Unseal unseal)
        : m_vapid(std::move(vapid))
        , m_unseal(std::move(unseal))
    {
    }

    // The key that browsers subscribe with.
    QByteArray vapidPublicKey() const { return m_vapid.publicKey(); }

    // `payload` is the level of detail that is sent, which may be lower than the subscription requests; `version` is
    // what SimplePush sends. Fails with a text for the operator if the subscription itself cannot be used (any more).
    std::expected<PushRequest, QString> make(const PushSubscription &subscription, const PushNotice &notice,
                                             PushPayload payload, qint64 version, const QDateTime &now);

private:
    using Made = std::expected<PushRequest, QString>;
    Made simplePush(const PushSubscription &subscription, qint64 version) const;
    Made webhook(const PushSubscription &subscription, const PushNotice &notice, PushPayload payload,
                 const QDateTime &now) const;
    Made webPush(const PushSubscription &subscription, const PushNotice &notice, PushPayload payload,
                 const QDateTime &now);
    Made unifiedPush(const PushSubscription &subscription, const PushNotice &notice, PushPayload payload) const;

    Vapid m_vapid;
    Unseal m_unseal;
};

} // namespace WebJabber
