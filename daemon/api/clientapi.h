// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/clientroute.h"
#include "store/storedtypes.h"

#include <QFuture>
#include <QObject>

namespace WebJabber {

class EventHub;
class PushDispatcher;
class Session;
class SessionRegistry;
class Store;
class SubscriptionCheck;

// Dependencies of all /v1 routes, and the checks that every request passes before its handler. The dependencies must
// outlive it.
class ClientApi : public QObject
{
    Q_OBJECT

public:
    ClientApi(SessionRegistry &sessions, Store &store, EventHub &hub, RateLimiter &limiter, PushDispatcher &pushes,
              const SubscriptionCheck &subscriptionCheck, QObject *parent = nullptr);

    // Adds the routes, which must be static. A handler is called if the token is valid (else: unauthorized), the client
    // is below the limit (too-many-requests), and the body and the query are as in the row, checked in this order. This
    // object must outlive the table.
    void addTo(RouteTable &table, std::span<const ClientRoute> routes);

    // Returns the account's session. If there is none, answers the exchange with xmpp-unreachable and returns null.
    Session *sessionFor(const ClientRequest &request) const;

    SessionRegistry &sessions;
    Store &store;
    EventHub &hub;
    RateLimiter &limiter;
    PushDispatcher &pushes;
    const SubscriptionCheck &subscriptionCheck;
    QByteArray description; // the answer of GET /openapi.json

private:
    void authorize(const ClientRoute &route, const Exchange &exchange);
    void run(const ClientRoute &route, ClientRequest request);
};

// Answers with 204, or with the problem.
void answerDone(const Exchange &exchange, const Result<void> &result);

} // namespace WebJabber
