// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/ratelimiter.h"
#include "http/routetable.h"
#include "store/storedtypes.h"

#include <QFuture>
#include <QObject>

#include <functional>

namespace WebJabber {

class EventHub;
class PushDispatcher;
class Session;
class SessionRegistry;
class Store;
class SubscriptionCheck;

// Dependencies of all /v1 routes, and the token check. The dependencies must outlive it.
class ClientApi : public QObject
{
    Q_OBJECT

public:
    using DeviceHandler = std::function<void(const Exchange &, const Device &)>;

    ClientApi(SessionRegistry &sessions, Store &store, EventHub &hub, RateLimiter &limiter, PushDispatcher &pushes,
              const SubscriptionCheck &subscriptionCheck, QObject *parent = nullptr);

    // Wraps a handler that needs a valid token. Other requests get unauthorized.
    Handler authorized(DeviceHandler handler);

    // The same for rate-limited actions. A client above the limit gets too-many-requests.
    Handler limited(RateLimiter::Action action, DeviceHandler handler);

    // Returns the account's session. If there is none, answers the exchange with xmpp-unreachable and returns null.
    Session *sessionFor(const Exchange &exchange, const Device &device) const;

    SessionRegistry &sessions;
    Store &store;
    EventHub &hub;
    RateLimiter &limiter;
    PushDispatcher &pushes;
    const SubscriptionCheck &subscriptionCheck;
};

// Answers with 204, or with the problem.
void answerDone(const Exchange &exchange, const Result<void> &result);

} // namespace WebJabber
