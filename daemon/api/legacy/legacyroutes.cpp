// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/legacy/legacyroutes.h"

#include "api/legacy/legacyanswers.h"
#include "api/messagelimits.h"
#include "api/v1/deviceopening.h"
#include "push/pushprotocol.h"
#include "push/subscriptioncheck.h"
#include "session/sessionregistry.h"
#include "shared/secret.h"
#include "shared/xmltext.h"
#include "store/store.h"
#include "store/whenready.h"

#include <QUuid>

#include <functional>

using namespace Qt::StringLiterals;

namespace WebJabber {

using Method = HttpMethod;

// Maximum of one answer. The next answer has the rest.
static constexpr qsizetype maxMessagesPerAnswer = 5'000;

static constexpr auto helpText =
    R"(webjabberd: XMPP over plain HTTP. GET with a query, or POST with a form or JSON body.

/connect?jid&pwd[&push][&pushkind]  sign in; answers a token
/disconnect?jid                     sign out
/send?from&to&msg                   send a message
/receive?jid                        take the pending messages
/receivestatus?jid                  the contacts and whether they are online
/dumprcv?jid                        look at the pending messages, leave them in place
/debug                              what the server sees of this request
/help                               this text
/healthz                            whether the server is up
)"_L1;

LegacyRoutes::LegacyRoutes(const LegacySettings &settings, const HttpServer &server, SessionRegistry &sessions,
                           Store &store, RateLimiter &limiter, const SubscriptionCheck &subscriptionCheck,
                           QObject *parent)
    : QObject(parent)
    , m_settings(settings)
    , m_server(server)
    , m_sessions(sessions)
    , m_store(store)
    , m_limiter(limiter)
    , m_subscriptionCheck(subscriptionCheck)
    , m_authenticator(settings.auth, sessions, store)
{
}

std::span<const LegacyRoutes::Route> LegacyRoutes::routes()
{
    using enum RouteTable::Effect;
    static constexpr std::array<Parameter, 0> none{};
    static constexpr std::array credentials{Parameter{.name = "jid"_L1}, Parameter{.name = "pwd"_L1},
                                            Parameter{.name = "push"_L1}, Parameter{.name = "pushkind"_L1}};
    static constexpr std::array account{Parameter{.name = "jid"_L1}, Parameter{.name = "token"_L1}};
    static constexpr std::array message{Parameter{.name = "from"_L1}, Parameter{.name = "to"_L1},
                                        Parameter{.name = "msg"_L1}, Parameter{.name = "token"_L1}};
    static constexpr std::array table{
        Route{.path = "/connect"_L1,
              .handler = &LegacyRoutes::connectAccount,
              .parameters = credentials,
              .limit = RateLimiter::Action::SignIn,
              .effect = Change},
        Route{.path = "/disconnect"_L1,
              .handler = &LegacyRoutes::disconnectAccount,
              .parameters = account,
              .jidName = "jid"_L1,
              .effect = Change},
        Route{.path = "/receive"_L1,
              .handler = &LegacyRoutes::receive,
              .parameters = account,
              .jidName = "jid"_L1,
              .effect = Change},
        Route{.path = "/receivestatus"_L1,
              .handler = &LegacyRoutes::contacts,
              .parameters = account,
              .jidName = "jid"_L1},
        Route{.path = "/dumprcv"_L1, .handler = &LegacyRoutes::dump, .parameters = account, .jidName = "jid"_L1},
        Route{.path = "/send"_L1,
              .handler = &LegacyRoutes::send,
              .parameters = message,
              .jidName = "from"_L1,
              .limit = RateLimiter::Action::Send,
              .effect = Change},
        Route{.path = "/debug"_L1, .handler = &LegacyRoutes::debug},
        Route{.path = "/help"_L1, .handler = &LegacyRoutes::help, .parameters = none},
    };
    return table;
}

void LegacyRoutes::addTo(RouteTable &table)
{
    if (m_settings.auth == LegacyAuth::Off)
        return;
    for (const Route &route : routes()) {
        const auto handler = [this, &route](const Exchange &exchange) { dispatch(route, exchange); };
        table.add(Method::Get, route.path, handler, route.effect);
        table.add(Method::Post, route.path, handler);
    }
}

void LegacyRoutes::dispatch(const Route &route, const Exchange &exchange)
{
    const auto parameters = route.parameters ? Parameters::read(exchange->request(), *route.parameters)
                                             : Parameters::readAny(exchange->request());
    if (!parameters)
        exchange->answer(legacyProblem(parameters.error()));
    else if (route.jidName.isEmpty())
        (this->*route.handler)({exchange, *parameters});
    else
        identify(route, {exchange, *parameters});
}

void LegacyRoutes::identify(const Route &route, const Request &request)
{
    const auto identity = m_authenticator.identify(request.exchange->request(), request.parameters, route.jidName,
                                                   *m_server.origins());
    whenReady(identity, this, [this, &route, request](const Result<Jid> &account) {
        if (!account)
            return request.exchange->answer(legacyProblem(account.error()));
        m_sessions.noteRequest(*account);
        run(route, {request.exchange, request.parameters, *account});
    });
}

void LegacyRoutes::run(const Route &route, const Request &request)
{
    if (route.limit) {
        const auto counted = m_limiter.count(*route.limit, request.exchange->request().peer, request.account);
        if (!counted)
            return request.exchange->answer(legacyProblem(counted.error()));
    }
    (this->*route.handler)(request);
}

Result<void> LegacyRoutes::checkPasswordPlace(const HttpRequest &request, const Parameters &parameters) const
{
    if (!parameters.isInQuery("pwd"_L1) || m_settings.passwordInQuery == PasswordInQuery::Always
        || (m_settings.passwordInQuery == PasswordInQuery::Loopback && request.isFromLoopback()))
        return {};
    return problem(ProblemCode::InvalidRequest,
                   u"A password in the URL ends up in logs: send “pwd” in the body of a POST."_s);
}

// The parameters of this API have no place for keys.
static bool needsKeys(const PushProtocol &kind)
{
    return kind.traits.keys == PushProtocol::Keys::Required;
}

static std::unexpected<Problem> unusableKind()
{
    QStringList usable = kindsThat(std::not_fn(&needsKeys));
    usable.sort();
    const QString last = usable.takeLast();
    return problem(ProblemCode::InvalidRequest,
                   u"“pushkind” must be %1 or %2; %3 needs keys, which POST /v1/push-subscriptions takes."_s.arg(
                       usable.join(u", "_s), last, kindsThat(&needsKeys).join(u" and "_s)));
}

// Returns nullopt if the request contains no subscription.
Result<std::optional<RequestedSubscription>> LegacyRoutes::subscriptionFrom(const Parameters &parameters,
                                                                            const Jid &account) const
{
    const QString kindName = parameters.optional("pushkind"_L1).value_or(u"simplepush"_s);
    const auto kind = pushKindNames.find(kindName);
    if (!kind || needsKeys(protocolOf(*kind)))
        return unusableKind();
    const QString endpoint = parameters.optional("push"_L1).value_or(QString());
    if (endpoint.isEmpty())
        return std::nullopt;
    RequestedSubscription requested;
    requested.subscription.account = account;
    requested.subscription.kind = *kind;
    requested.subscription.endpoint = QUrl(endpoint, QUrl::StrictMode);
    requested.events = PushEvent::Message | PushEvent::Presence;
    return requested;
}

Result<void> LegacyRoutes::countConnect(const HttpRequest &request, const Jid &account, bool isSubscribing)
{
    const auto signIn = m_limiter.count(RateLimiter::Action::SignIn, request.peer, account);
    return signIn && isSubscribing ? m_limiter.count(RateLimiter::Action::Subscribe, request.peer, account) : signIn;
}

void LegacyRoutes::connectAccount(const Request &request)
{
    const auto &[exchange, parameters, none] = request;
    const auto jidText = parameters.required("jid"_L1);
    const auto password = parameters.required("pwd"_L1);
    const auto place = checkPasswordPlace(exchange->request(), parameters);
    if (!jidText || !password || !place)
        return exchange->answer(legacyProblem(!jidText        ? jidText.error()
                                                  : !password ? password.error()
                                                              : place.error()));
    const auto account = Jid::parseBare(*jidText);
    if (!account)
        return exchange->answer(legacyProblem(account.error()));
    if (account->local().isEmpty())
        return exchange->answer(
            legacyProblem({ProblemCode::InvalidJid, u"A user's JID (user@domain) is needed here."_s, {}, {}}));
    const auto subscription = subscriptionFrom(parameters, *account);
    if (!subscription)
        return exchange->answer(legacyProblem(subscription.error()));
    const auto counted = countConnect(exchange->request(), *account, subscription->has_value());
    if (!counted)
        return exchange->answer(legacyProblem(counted.error()));

    if (!*subscription)
        return signIn(exchange, *account, *password, {});
    m_subscriptionCheck.run(**subscription)
        .then(this,
              [this, exchange = request.exchange, account = *account,
               password = *password](const Result<CheckedSubscription> &checked) {
                  if (checked)
                      signIn(exchange, account, password, checked->subscription);
                  else
                      exchange->answer(legacyProblem(checked.error()));
              });
}

void LegacyRoutes::signIn(const Exchange &exchange, const Jid &account, const QString &password,
                          const std::optional<PushSubscription> &subscription)
{
    const SignInLimits::SignIn attempt{exchange->request().peer, account, !m_sessions.peek(account)};
    if (const auto admitted = m_limiter.signIns().admit(attempt); !admitted)
        return exchange->answer(legacyProblem(admitted.error()));
    const QByteArray token = makeToken();
    const auto answer = [this, exchange, token](const auto &stored) {
        exchange->answer(stored ? connected(exchange->request(), token) : legacyProblem(stored.error()));
    };
    openDevice(this, m_sessions, m_store, {account, password, DeviceKind::Legacy, u"2012"_s, hashToken(token)})
        .then(this, [this, subscription, answer, attempt](const Result<Device> &device) {
            m_limiter.signIns().end(attempt, device.transform([](const Device &) { }));
            if (!device || !subscription)
                answer(device);
            else
                m_store.saveSubscription(*subscription).then(this, [answer](const Result<PushSubscription> &saved) {
                    answer(saved);
                });
        });
}

HttpResponse LegacyRoutes::connected(const HttpRequest &request, const QByteArray &token) const
{
    HttpResponse response = HttpResponse::json({{u"status"_s, u"OK"_s}, {u"token"_s, QString::fromLatin1(token)}});
    if (m_settings.auth != LegacyAuth::Token)
        return response;
    const QLatin1StringView name = request.isSecure ? LegacyAuthenticator::secureCookieName
                                                    : LegacyAuthenticator::cookieName;
    QByteArray cookie = QByteArray(name.data(), name.size()) + '=' + token + "; Path=/; HttpOnly; SameSite=Strict";
    if (request.isSecure)
        cookie += "; Secure";
    response.headers.append(QHttpHeaders::WellKnownHeader::SetCookie, cookie);
    return response;
}

// Removes the account's legacy devices only. Devices of /v1 keep the session alive.
void LegacyRoutes::disconnectAccount(const Request &request)
{
    m_store.removeLegacyDevices(request.account).then(this, [exchange = request.exchange](const Result<void> &removed) {
        exchange->answer(removed ? legacyOk() : legacyProblem(removed.error()));
    });
}

// Reports permanent errors immediately, as legacy clients cannot query a message's state later.
Result<void> LegacyRoutes::checkSending(const Outgoing &message) const
{
    const Session *session = m_sessions.find(message.account);
    if (!session)
        return {};
    if (session->state() == SessionState::Refused)
        return problem(ProblemCode::NotAuthorized,
                       u"The XMPP server refuses the sign-in of %1: call /connect with the right password."_s.arg(
                           message.account.toString()));
    return session->checkSize(message);
}

void LegacyRoutes::send(const Request &request)
{
    const Exchange &exchange = request.exchange;
    const auto to = request.parameters.required("to"_L1).and_then(&Jid::parse);
    const auto text = request.parameters.required("msg"_L1);
    if (!to || !text)
        return exchange->answer(legacyProblem(!to ? to.error() : text.error()));
    if (const auto length = checkTextLength(*text); !length)
        return exchange->answer(legacyProblem(length.error()));
    if (!isXmlText(*text))
        return exchange->answer(legacyProblem(
            {ProblemCode::InvalidRequest, u"“msg” holds a control character, which XMPP cannot carry."_s, {}, {}}));

    Outgoing message;
    message.id = QUuid::createUuid().toString(QUuid::WithoutBraces);
    message.account = request.account;
    message.to = *to;
    message.type = u"chat"_s;
    message.body = *text;
    message.time = QDateTime::currentDateTimeUtc();
    if (const auto possible = checkSending(message); !possible)
        return exchange->answer(legacyProblem(possible.error()));
    m_store.enqueue(message).then(this, [exchange](const Result<Enqueued> &accepted) {
        exchange->answer(accepted ? legacyOk() : legacyProblem(accepted.error()));
    });
}

void LegacyRoutes::receive(const Request &request)
{
    m_accountMutex.acquire(
        request.account,
        [this, exchange = request.exchange, account = request.account](const AccountMutex::Release &release) {
            whenReady(m_store.legacyMessages(account, maxMessagesPerAnswer), this,
                      [this, exchange, account, release](const Result<QList<Event>> &events) {
                          if (!events || events->isEmpty())
                              return exchange->answer(events ? legacyMessages({}) : legacyProblem(events.error()));
                          const qint64 last = events->last().seq;
                          exchange->answer(legacyMessages(*events), [this, account, release, last](bool written) {
                              if (written)
                                  m_store.acknowledgeLegacy(account, last).then(this, [release](const Result<void> &) {
                                      release();
                                  });
                          });
                      });
        });
}

void LegacyRoutes::dump(const Request &request)
{
    m_store.legacyMessages(request.account, maxMessagesPerAnswer)
        .then(this, [exchange = request.exchange](const Result<QList<Event>> &events) {
            exchange->answer(events ? legacyMessages(*events) : legacyProblem(events.error()));
        });
}

void LegacyRoutes::contacts(const Request &request)
{
    const auto &[exchange, parameters, account] = request;
    Session *session = m_sessions.find(account);
    if (!session)
        return exchange->answer(legacyProblem({ProblemCode::Unauthorized,
                                               u"%1 is not connected: call /connect first."_s.arg(account.toString()),
                                               {},
                                               {}}));
    session->contacts().then(this, [exchange = request.exchange](const Result<QList<Contact>> &contacts) {
        exchange->answer(contacts ? legacyContacts(*contacts) : legacyProblem(contacts.error()));
    });
}

void LegacyRoutes::help(const Request &request)
{
    request.exchange->answer(HttpResponse::text(helpText));
}

static bool isSecret(QAnyStringView name)
{
    static constexpr std::array secrets{"pwd"_L1,    "password"_L1,           "token"_L1, "msg"_L1, "authorization"_L1,
                                        "cookie"_L1, "proxy-authorization"_L1};
    return std::ranges::any_of(secrets, [name](QLatin1StringView secret) {
        return QAnyStringView::compare(name, secret, Qt::CaseInsensitive) == 0;
    });
}

static QString describe(const HttpRequest &request, const Parameters &parameters)
{
    const auto shown = [](QAnyStringView name, const QString &value) {
        return isSecret(name) ? u"(not shown)"_s : value;
    };
    QString text = u"method: %1\npath: %2\npeer: %3\n"_s.arg(request.methodName(), request.path,
                                                             request.peer.toString());
    for (qsizetype i = 0; i < request.headers.size(); ++i) {
        const QLatin1StringView name = request.headers.nameAt(i);
        text += u"header %1: %2\n"_s.arg(name, shown(name, QString::fromLatin1(request.headers.valueAt(i))));
    }
    for (const auto &[name, value] : parameters.all().asKeyValueRange())
        text += u"parameter %1: %2\n"_s.arg(name, shown(name, value));
    return text;
}

static QString describe(const QList<PushSubscription> &subscriptions)
{
    QString text;
    for (const PushSubscription &subscription : subscriptions)
        text += u"push: %1 %2\n"_s.arg(pushKindNames[subscription.kind], subscription.endpoint.toString());
    return text.isEmpty() ? u"push: none\n"_s : text;
}

void LegacyRoutes::debug(const Request &request)
{
    const Exchange &exchange = request.exchange;
    const QString text = u"[client]\n%1\n[server]\nurl: %2\nsessions: %3\n"_s
                             .arg(describe(exchange->request(), request.parameters), m_server.url())
                             .arg(m_sessions.count());
    auto identity = m_authenticator.identify(exchange->request(), request.parameters, "jid"_L1, *m_server.origins());
    identity.then(this, [this, exchange, text](const Result<Jid> &account) {
        const Session *session = account ? m_sessions.find(*account) : nullptr;
        if (!session)
            return exchange->answer(HttpResponse::text(text));
        const QString more = u"account: %1\nstate: %2\nsince: %3\nlast error: %4\n"_s.arg(
            account->toString(), sessionStateNames[session->state()], session->since().toString(Qt::ISODateWithMs),
            session->lastError());
        m_store.subscriptions(*account).then(
            this, [exchange, text = text + more](const Result<QList<PushSubscription>> &subscriptions) {
                exchange->answer(
                    HttpResponse::text(text + describe(subscriptions.value_or(QList<PushSubscription>()))));
            });
    });
}

} // namespace WebJabber
