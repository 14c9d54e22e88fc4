// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/accountmutex.h"
#include "api/legacy/legacyauthenticator.h"
#include "api/ratelimiter.h"
#include "http/httpserver.h"
#include "store/storedtypes.h"

#include <QObject>

#include <optional>
#include <span>

namespace WebJabber {

class SessionRegistry;
class Store;
class SubscriptionCheck;

// The legacy API, legacyible with the original WebApp Jabber server: GET with a query, or POST with a form or JSON
// body. Answers have exactly the members of that server's.
class LegacyRoutes : public QObject
{
    Q_OBJECT

public:
    // The references must outlive it.
    LegacyRoutes(const LegacySettings &settings, const HttpServer &server, SessionRegistry &sessions, Store &store,
                 RateLimiter &limiter, const SubscriptionCheck &subscriptionCheck, QObject *parent = nullptr);

    // Adds nothing if `[compat] auth = "off"`. The table must not be used after this object is destroyed.
    void addTo(RouteTable &table);

private:
    // A request that fulfils what its route requires.
    struct Request {
        Exchange exchange;
        Parameters parameters = {};
        Jid account = {}; // null if its route has no jidName
    };

    // One path, for GET and POST.
    struct Route {
        QLatin1StringView path;
        void (LegacyRoutes::*handler)(const Request &request);
        std::optional<std::span<const Parameter>> parameters = {}; // nothing: any
        // The parameter that names the account. Clients that may not act for it are refused. Empty: no check.
        QLatin1StringView jidName = {};
        // Without a jidName the handler counts, as only it knows the account.
        std::optional<RateLimiter::Action> limit = {};
        RouteTable::Effect effect = RouteTable::Effect::None; // of a GET
    };
    static std::span<const Route> routes();

    void dispatch(const Route &route, const Exchange &exchange);
    void identify(const Route &route, const Request &request);
    void run(const Route &route, const Request &request);

    void connectAccount(const Request &request);
    void signIn(const Exchange &exchange, const Jid &account, const QString &password,
                const std::optional<PushSubscription> &subscription);
    void disconnectAccount(const Request &request);
    Result<void> checkSending(const Outgoing &message) const;
    void send(const Request &request);
    void receive(const Request &request);
    void dump(const Request &request);
    void contacts(const Request &request);
    void debug(const Request &request);
    void help(const Request &request);

    // Counts a sign-in and, if requested, a subscription.
    Result<void> countConnect(const HttpRequest &request, const Jid &account, bool isSubscribing);
    Result<void> checkPasswordPlace(const HttpRequest &request, const Parameters &parameters) const;
    Result<std::optional<RequestedSubscription>> subscriptionFrom(const Parameters &parameters,
                                                                  const Jid &account) const;
    HttpResponse connected(const HttpRequest &request, const QByteArray &token) const;

    LegacySettings m_settings;
    const HttpServer &m_server;
    SessionRegistry &m_sessions;
    Store &m_store;
    RateLimiter &m_limiter;
    const SubscriptionCheck &m_subscriptionCheck;
    LegacyAuthenticator m_authenticator;
    AccountMutex m_accountMutex;
};

} // namespace WebJabber
