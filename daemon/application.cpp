// SPDX-License-Identifier: GPL-3.0-or-later
#include "daemon/application.h"

#include "admin/admin.h"
#include "api/clientroutes.h"
#include "api/eventhub.h"
#include "api/legacy/legacyanswers.h"
#include "api/legacy/legacyroutes.h"
#include "api/ratelimiter.h"
#include "api/v1/eventroutes.h"
#include "api/webapproutes.h"
#include "daemon/commandline.h"
#include "http/httpserver.h"
#include "http/problemanswer.h"
#include "net/resolver.h"
#include "net/tlspolicy.h"
#include "push/pushdispatcher.h"
#include "push/subscriptioncheck.h"
#include "secrets/storedcredentials.h"
#include "secrets/vault.h"
#include "session/sessionregistry.h"
#include "shared/eventjson.h"
#include "shared/logging.h"
#include "shared/logoutput.h"
#include "store/sqlinspector.h"
#include "store/sqlstore.h"
#include "xmpp/pbkdf2.h"

#include <QDeadlineTimer>
#include <QDir>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace WebJabber {

// The time for pending answers, out of the 10 s for a stop.
static constexpr auto finishTime = 6s;
static constexpr auto idleCheckInterval = 20ms;
static constexpr std::chrono::milliseconds contactWarningInterval = 1min;

Application::Application(const Config &config, QObject *parent)
    : QObject(parent)
    , m_config(config)
    , m_resolver(std::make_unique<Resolver>(ResolverSettings{.servers = qEnvironmentVariable("WEBJABBER_DNS_SERVERS")}))
{
}

Application::~Application()
{
    if (m_http)
        m_http->closeConnections();
    setLogSink({});
}

int Application::start()
{
    useTlsPolicy();
    if (const auto library = XmppConnection::checkLibrary(); !library) {
        qCCritical(lcDaemon).noquote() << library.error().detail;
        return ExitFailed;
    }
    if (!hashesWithOpenSsl())
        qCWarning(lcDaemon) << "passwords are hashed by Qt, not by OpenSSL: signing in takes longer than it need";
    if (const int exitCode = openState(); exitCode != ExitStopped)
        return exitCode;
    makeModules();
    if (const auto listening = m_http->listen(); !listening) {
        qCCritical(lcDaemon).noquote() << listening.error().text;
        return ExitAddressInUse;
    }
    if (const auto listening = m_admin->listen(m_config.admin); !listening) {
        qCCritical(lcDaemon).noquote() << listening.error().detail;
        return ExitAddressInUse;
    }
    restoreSessions();
    return ExitStopped;
}

// Apple's push service refuses pushes without a contact (RFC 8292, section 2.1, only recommends one).
void Application::warnWithoutContact()
{
    if (!m_config.push.contact.isEmpty())
        return;
    qCWarning(lcPush) << "neither [push] contact nor an https [http] public_url is set: Web Push services are not "
                         "told whom to ask about pushes, and Apple's refuses them";
    const auto warn = [quiet = QDeadlineTimer(0)](const PushSubscription &subscription) mutable {
        if (!protocolOf(subscription.kind).traits.usesVapid || !quiet.hasExpired())
            return;
        quiet.setRemainingTime(contactWarningInterval);
        qCWarning(lcPush).noquote() << subscription.account.toString() << "made a Web Push subscription at"
                                    << originOf(subscription.endpoint)
                                    << "which may refuse pushes, as [push] contact is not set";
    };
    connect(m_store.get(), &Store::subscriptionSaved, this, warn);
}

int Application::openState()
{
    auto store = SqlStore::open(m_config.stateDirectory, {.limits = m_config.store});
    if (!store) {
        qCCritical(lcDaemon).noquote() << store.error().detail;
        return ExitDatabaseUnusable;
    }
    m_store = std::move(*store);
    auto vault = Vault::open(m_config.stateDirectory);
    if (!vault) {
        qCCritical(lcDaemon).noquote() << vault.error();
        return ExitDatabaseUnusable;
    }
    m_vault = std::make_unique<Vault>(std::move(*vault));
    warnWithoutContact();
    auto vapid = Vapid::open(m_config.stateDirectory, m_config.push.contact);
    if (!vapid) {
        qCCritical(lcDaemon).noquote() << vapid.error();
        return ExitDatabaseUnusable;
    }
    makePush(std::move(*vapid));
    return ExitStopped;
}

void Application::makePush(Vapid vapid)
{
    const HostLookup lookup = NameLookups::of(*m_resolver).addresses;
    const auto seal = [this](const Jid &account, QByteArrayView secret) {
        return m_vault->seal(account, secret, Vault::Purpose::Webhook);
    };
    const auto unseal = [this](const Jid &account, QByteArrayView sealed) {
        return m_vault->unseal(account, sealed, Vault::Purpose::Webhook);
    };
    m_subscriptionCheck = std::make_unique<SubscriptionCheck>(m_config.push, lookup, seal);
    PushDependencies dependencies;
    dependencies.isRead = [this](const Jid &account) { return m_hub && m_hub->acknowledgesInTime(account); };
    m_push = std::make_unique<PushDispatcher>(*m_store, PushSigner{std::move(vapid), unseal},
                                              std::make_unique<PushClient>(m_config.push, lookup),
                                              std::move(dependencies));
}

void Application::makeModules()
{
    m_sessions = std::make_unique<SessionRegistry>(m_config.xmpp, *m_store, NameLookups::of(*m_resolver));
    m_http = std::make_unique<HttpServer>(m_config.http);
    m_hub = std::make_unique<EventHub>(*m_store, *m_sessions);
    m_limiter = std::make_unique<RateLimiter>(m_config.limits);
    m_api = std::make_unique<ClientApi>(*m_sessions, *m_store, *m_hub, *m_limiter, *m_push, *m_subscriptionCheck);
    m_legacy = std::make_unique<LegacyRoutes>(m_config.legacy, *m_http, *m_sessions, *m_store, *m_limiter,
                                              *m_subscriptionCheck);
    connectPush();
    connectReaders();
    // An account without devices needs no session.
    connect(m_store.get(), &Store::accountRemoved, m_sessions.get(), &SessionRegistry::signOut);
    storeChangedCredentials();

    RouteTable clients(&problemAnswer, u"/v1/"_s);
    addClientRoutes(clients, *m_api, m_config.http.pathPrefix());
    m_http->addTable(std::move(clients));
    RouteTable webApp(&problemAnswer, u"/app/"_s);
    addWebAppRoutes(webApp);
    m_http->addTable(std::move(webApp));
    RouteTable legacy(&legacyProblem);
    m_legacy->addTo(legacy);
    m_http->addTable(std::move(legacy));
    makeAdmin();
}

void Application::makeAdmin()
{
    m_inspector = std::make_unique<SqlInspector>(*m_store);
    m_admin = std::make_unique<Admin>(
        AdminDependencies{*m_sessions, *m_store, *m_inspector, *m_push, *m_http},
        AdminContextHooks{QStringLiteral(WEBJABBER_VERSION), m_config.warnings, [this] { return reload(); }},
        QDir(m_config.stateDirectory).filePath(u"audit.log"_s));
    connect(m_push.get(), &PushDispatcher::pushed, m_admin.get(),
            [this](const Jid &, PushKind kind, int status) { m_admin->countPush(pushKindNames[kind], status); });
    LogLevels *levels = &m_admin->logLevels();
    levels->setRules(m_config.logRules);
    setLogSink([levels](QtMsgType type, const char *category, const QString &text, const QDateTime &time) {
        levels->addMessage(type, category, text, time);
    });
}

void Application::connectPush()
{
    connect(m_hub.get(), &EventHub::lastReaderRemoved, m_push.get(), &PushDispatcher::lastReaderRemoved);
    connect(&m_sessions->events(), &SessionEvents::presenceChanged, this,
            [this](const Jid &account, const Jid &contact) {
                const Session *session = m_push->wantsPresence(account) ? m_sessions->find(account) : nullptr;
                if (const Contact *changed = session ? session->contact(contact) : nullptr)
                    m_push->notifyPresence(account, contactJson(*changed));
            });
    m_push->start();
}

void Application::connectReaders()
{
    connect(m_hub.get(), &EventHub::firstReaderAdded, m_sessions.get(),
            [this](const Jid &account) { m_sessions->setWatched(account, true); });
    connect(m_hub.get(), &EventHub::lastReaderRemoved, m_sessions.get(),
            [this](const Jid &account) { m_sessions->setWatched(account, false); });
    m_sessions->setOtherReaders([this](const Jid &account) { return m_push->wantsPresence(account); });
}

void Application::storeChangedCredentials()
{
    connect(&m_sessions->events(), &SessionEvents::credentialsChanged, this,
            [this](const Jid &account, const StoredCredentials &credentials) {
                m_store->saveAccount(account, m_vault->seal(account, credentials.toBytes()))
                    .then(this, [this, account](const Result<void> &saved) {
                        if (saved)
                            return;
                        qCWarning(lcDaemon).noquote()
                            << account.toString() << "credentials could not be kept:" << saved.error().detail;
                        m_sessions->reportCredentialsAgain(account);
                    });
            });
}

void Application::restoreSessions()
{
    m_store->accounts().then(this, [this](const Result<QList<Account>> &accounts) {
        for (const Account &account : accounts.value_or(QList<Account>())) {
            if (account.credentials.isEmpty()) {
                m_sessions->setPresenceChoice(account);
                continue;
            }
            const auto credentials =
                m_vault->unseal(account.jid, account.credentials).and_then(&StoredCredentials::fromBytes);
            if (credentials) {
                m_sessions->restore(account, *credentials);
                continue;
            }
            qCWarning(lcDaemon).noquote() << account.jid.toString() << "stays signed out:" << credentials.error();
            m_sessions->setPresenceChoice(account);
        }
    });
}

void Application::stop()
{
    qCInfo(lcDaemon) << "stopping";
    m_http->stopListening();
    finishEventReaders(*m_api);
    m_admin->close();
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
    // Runs the event loop once more so that sockets can write their remaining data. A timer fires after socket events;
    // QTimer::singleShot() with 0 ms would fire before them.
    m_idleCheck.disconnect(this);
    connect(&m_idleCheck, &QTimer::timeout, this, [this] {
        m_idleCheck.stop();
        qCInfo(lcDaemon) << "stopped";
        Q_EMIT finished(ExitStopped);
    });
    m_idleCheck.start(0ms);
}

QStringList Application::reload()
{
    const auto config = readConfig(m_config.file, m_config.overrides);
    if (!config) {
        for (const QString &error : config.error())
            qCCritical(lcDaemon).noquote() << "the configuration is not reloaded:" << error;
        return config.error();
    }
    m_admin->logLevels().setRules(config->logRules);
    if (config->http.tls)
        m_http->setTls(*config->http.tls);
    qCInfo(lcDaemon) << "configuration reloaded: log rules and the certificate are in force; anything else changes "
                        "with a restart";
    return {};
}

} // namespace WebJabber
