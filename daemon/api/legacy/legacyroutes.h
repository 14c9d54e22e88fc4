// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/accountmutex.h"
#include "api/legacy/legacyauthenticator.h"
#include "api/ratelimiter.h"
#include "http/httpserver.h"
#include "store/storedtypes.h"

#include <QObject>

#include <functional>

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
    using Identified = std::function<void(const Exchange &, const Parameters &, const Jid &)>;

    void addRoute(RouteTable &table, const QString &path, const Handler &handler,
                  RouteTable::Effect effect = RouteTable::Effect::None);
    void identified(const Exchange &exchange, std::initializer_list<QLatin1StringView> known, QLatin1StringView jidName,
                    Identified then);

    void connectAccount(const Exchange &exchange);
    void signIn(const Exchange &exchange, const Jid &account, const QString &password,
                const std::optional<PushSubscription> &subscription);
    void disconnectAccount(const Exchange &exchange, const Jid &account);
    Result<void> checkSending(const Outgoing &message) const;
    void send(const Exchange &exchange, const Parameters &parameters, const Jid &account);
    void receive(const Exchange &exchange, const Jid &account);
    void dump(const Exchange &exchange, const Jid &account);
    void contacts(const Exchange &exchange, const Jid &account);
    void debug(const Exchange &exchange);
    void help(const Exchange &exchange);

    // Counts a sign-in and, if requested, a subscription.
    Result<void> countConnect(const HttpRequest &request, const Jid &account, bool isSubscribing);
    Result<void> checkPasswordPlace(const HttpRequest &request, const Parameters &parameters) const;
    Result<std::optional<WantedSubscription>> subscriptionFrom(const Parameters &parameters, const Jid &account) const;
    HttpResponse connected(const HttpRequest &request, const QByteArray &token) const;

    LegacySettings m_settings;
    const HttpServer &m_server;
    SessionRegistry &m_sessions;
    Store &m_store;
    RateLimiter &m_limiter;
    const SubscriptionCheck &m_subscriptionCheck;
    LegacyAuthenticator m_authenticator;
    AccountMutex m_lane;
};

} // namespace WebJabber
