// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "config/config.h"

#include <QObject>
#include <QTimer>

#include <memory>
#include <optional>

namespace WebJabber {

class Admin;
class ClientApi;
class LegacyRoutes;
class EventHub;
class HttpServer;
class PushDispatcher;
class RateLimiter;
class Resolver;
class SessionRegistry;
class SqlInspector;
class SqlStore;
class SubscriptionCheck;
class Vapid;
class Vault;

// The complete daemon: creates the modules, connects them and destroys them in order.
class Application : public QObject
{
    Q_OBJECT

public:
    explicit Application(const Config &config, QObject *parent = nullptr);
    ~Application() override;

    // Returns 0, or an exit code after logging the error.
    int start();
    // Stops cleanly: refuses new requests, finishes pending answers and sends unavailable presence. finished() is
    // emitted within 10 s.
    void stop();
    // Reads the configuration file again, applies the settings that can change while running, and logs that others need
    // a restart. Returns the errors of the file; if there are any, nothing changes.
    QStringList reload();

Q_SIGNALS:
    void finished(int exitCode);

private:
    int openState();
    void warnWithoutContact();
    void makePush(Vapid vapid);
    void makeModules();
    void connectPush();
    void connectReaders();
    void storeChangedCredentials();
    void makeAdmin();
    void restoreSessions();
    void finish();

    Config m_config;
    // Destroyed from last to first.
    std::unique_ptr<Resolver> m_resolver;
    std::unique_ptr<SqlStore> m_store;
    std::unique_ptr<Vault> m_vault; // null if credentials are not stored
    std::unique_ptr<SessionRegistry> m_sessions;
    std::unique_ptr<PushDispatcher> m_push;
    std::unique_ptr<SubscriptionCheck> m_subscriptionCheck;
    std::unique_ptr<HttpServer> m_http;
    std::unique_ptr<EventHub> m_hub;
    std::unique_ptr<RateLimiter> m_limiter;
    std::unique_ptr<ClientApi> m_api;
    std::unique_ptr<LegacyRoutes> m_legacy;
    std::unique_ptr<SqlInspector> m_inspector;
    std::unique_ptr<Admin> m_admin;
    QTimer m_idleCheck;
};

} // namespace WebJabber
