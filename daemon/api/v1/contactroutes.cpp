// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/v1/contactroutes.h"

#include "api/jsonbody.h"
#include "http/problemanswer.h"
#include "session/sessionregistry.h"
#include "shared/eventjson.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace WebJabber {

static constexpr qsizetype maxContactNameLength = 256;
static constexpr qsizetype maxGroups = 50;

// Returns the {jid} of the path. If it is invalid, answers the exchange and returns nullopt.
static std::optional<Jid> contactOf(const Exchange &exchange)
{
    const auto jid = Jid::parseBare(exchange->pathParameters().first());
    if (jid)
        return *jid;
    exchange->answer(problemAnswer(jid.error()));
    return std::nullopt;
}

static void listContacts(ClientApi &api, const Exchange &exchange, const Device &device)
{
    Session *session = api.sessionFor(exchange, device);
    if (!session)
        return;
    session->contacts().then(&api, [exchange](const Result<QList<Contact>> &contacts) {
        if (!contacts)
            return exchange->answer(problemAnswer(contacts.error()));
        QJsonArray array;
        for (const Contact &contact : *contacts)
            array.append(contactJson(contact));
        exchange->answer(HttpResponse::json({{u"contacts"_s, array}}));
    });
}

static void putContact(ClientApi &api, const Exchange &exchange, const Device &device)
{
    auto body = JsonBody::read(exchange->request(), {"name"_L1, "groups"_L1});
    if (!body)
        return exchange->answer(problemAnswer(body.error()));
    const QString name = body->text("name"_L1, maxContactNameLength);
    const QStringList groups = body->texts("groups"_L1, maxGroups, maxContactNameLength);
    if (const auto checked = body->check(); !checked)
        return answerDone(exchange, checked);
    const auto jid = contactOf(exchange);
    Session *session = jid ? api.sessionFor(exchange, device) : nullptr;
    if (session)
        session->setContact(*jid, name, groups).then(&api, [exchange](const Result<void> &done) {
            answerDone(exchange, done);
        });
}

static void removeContact(ClientApi &api, const Exchange &exchange, const Device &device)
{
    const auto jid = contactOf(exchange);
    Session *session = jid ? api.sessionFor(exchange, device) : nullptr;
    if (session)
        session->removeContact(*jid).then(&api, [exchange](const Result<void> &done) { answerDone(exchange, done); });
}

static void changeSubscription(ClientApi &api, const Exchange &exchange, const Device &device)
{
    auto body = JsonBody::read(exchange->request(), {"action"_L1});
    if (!body)
        return exchange->answer(problemAnswer(body.error()));
    const SubscriptionAction action = body->oneOf("action"_L1, subscriptionActionNames);
    if (const auto checked = body->check(); !checked)
        return answerDone(exchange, checked);
    const auto jid = contactOf(exchange);
    Session *session = jid ? api.sessionFor(exchange, device) : nullptr;
    if (session)
        session->changeSubscription(*jid, action).then(&api, [exchange](const Result<void> &done) {
            answerDone(exchange, done);
        });
}

void addContactRoutes(RouteTable &table, ClientApi &api)
{
    using Method = RouteTable::Method;
    const auto add = [&](Method method, const QString &path, auto function) {
        table.add(method, path, api.authorized([&api, function](const Exchange &exchange, const Device &device) {
            function(api, exchange, device);
        }));
    };
    add(Method::Get, u"/v1/contacts"_s, &listContacts);
    add(Method::Put, u"/v1/contacts/{jid}"_s, &putContact);
    add(Method::Delete, u"/v1/contacts/{jid}"_s, &removeContact);
    table.add(Method::Post, u"/v1/contacts/{jid}/subscription"_s,
              api.limited(RateLimiter::Action::Subscribe, [&api](const Exchange &exchange, const Device &device) {
                  changeSubscription(api, exchange, device);
              }));
}

} // namespace WebJabber
