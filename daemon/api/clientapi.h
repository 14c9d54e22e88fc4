// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/pushaccess.h"
#include "api/ratelimiter.h"
#include "http/routetable.h"
#include "store/storedtypes.h"

#include <QFuture>
#include <QObject>

#include <functional>

namespace WebJabber {

class EventHub;
class Session;
class SessionRegistry;
class Store;

// What all routes of /v1 share: the rooms they speak to, and the token check.
// The rooms must outlive it.
class ClientApi : public QObject
{
    Q_OBJECT

public:
    using DeviceHandler = std::function<void(const Exchange &, const Device &)>;

    ClientApi(SessionRegistry &sessions, Store &store, EventHub &hub, RateLimiter &limiter, PushAccess push = {},
              QObject *parent = nullptr);

    // A handler for whoever comes with a valid token; others get unauthorized.
    Handler authorized(DeviceHandler handler);

    // The same for what is limited: whoever does it too often gets too-many-requests.
    Handler limited(RateLimiter::Action action, DeviceHandler handler);

    // The account's session; null where there is none, and then the exchange
    // is answered with xmpp-unreachable.
    Session *sessionFor(const Exchange &exchange, const Device &device) const;

    SessionRegistry &sessions;
    Store &store;
    EventHub &hub;
    RateLimiter &limiter;
    PushAccess push;
};

// Answers 204, or the problem.
void answerDone(const Exchange &exchange, const Result<void> &result);

} // namespace WebJabber
