// SPDX-License-Identifier: GPL-3.0-or-later
#include "application.h"

#include "commandline.h"
#include "logoutput.h"

#include <compatanswers.h>
#include <compatroutes.h>
#include <endpointguard.h>
#include <healthroute.h>
#include <httpserver.h>
#include <logging.h>
#include <memorystore.h>
#include <pbkdf2.h>
#include <pushdispatcher.h>
#include <sessionregistry.h>

#include <QDeadlineTimer>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace WebJabber {

// Of the 10 s a stop may take, the part that answers in flight may use.
static constexpr auto finishTime = 7s;
static constexpr auto idleCheckInterval = 20ms;

Application::Application(const Config &config, QObject *parent)
    : QObject(parent)
    , m_config(config)
    , m_store(std::make_unique<MemoryStore>())
    , m_sessions(std::make_unique<SessionRegistry>(config.xmpp, *m_store))
    , m_push(std::make_unique<PushDispatcher>(config.push, *m_store))
    , m_http(std::make_unique<HttpServer>(config.http))
    , m_compat(std::make_unique<CompatRoutes>(
          config.compat, *m_http, *m_sessions, *m_store,
          [push = config.push](const QUrl &endpoint) { return checkEndpoint(endpoint, push); }))
{
    connect(m_sessions.get(), &SessionRegistry::presenceChanged, m_push.get(), &PushDispatcher::notifyPresence);
    RouteTable table(&compatProblem);
    addHealthRoute(table);
    m_compat->addTo(table);
    m_http->addTable(std::move(table));
}

Application::~Application() = default;

int Application::start()
{
    if (const auto library = XmppConnection::checkLibrary(); !library) {
        qCCritical(lcDaemon).noquote() << library.error().detail;
        return ExitFailed;
    }
    if (!hashesWithOpenSsl())
        qCWarning(lcDaemon) << "passwords are hashed by Qt, not by OpenSSL: signing in takes longer than it need";
    if (const auto listening = m_http->listen(); !listening) {
        qCCritical(lcDaemon).noquote() << listening.error().text;
        return ExitAddressInUse;
    }
    return ExitStopped;
}

void Application::stop()
{
    qCInfo(lcDaemon) << "stopping";
    m_http->stopListening();
    const QDeadlineTimer deadline(finishTime);
    m_idleCheck.setInterval(idleCheckInterval);
    connect(&m_idleCheck, &QTimer::timeout, this, [this, deadline] {
        if (m_http->pending() == 0 || deadline.hasExpired())
            finish();
    });
    m_idleCheck.start();
}

void Application::finish()
{
    m_idleCheck.stop();
    m_sessions->signOutAll();
    // One more round of the event loop, for what the sockets still have to write.
    QTimer::singleShot(0ms, this, [this] {
        qCInfo(lcDaemon) << "stopped";
        Q_EMIT finished(0);
    });
}

void Application::reload()
{
    const auto config = readConfig(m_config.file, m_config.overrides);
    if (!config) {
        for (const QString &error : config.error())
            qCCritical(lcDaemon).noquote() << "the configuration is not reloaded:" << error;
        return;
    }
    setLogRules(config->logRules);
    qCInfo(lcDaemon) << "configuration reloaded: log rules are in force; anything else changes with a restart";
}

} // namespace WebJabber
