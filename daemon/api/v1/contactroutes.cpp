// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/v1/contactroutes.h"

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

static void listContacts(ClientApi &api, const ClientRequest &request)
{
    Session *session = api.sessionFor(request);
    if (!session)
        return;
    session->contacts().then(&api, [exchange = request.exchange](const Result<QList<Contact>> &contacts) {
        if (!contacts)
            return exchange->answer(problemAnswer(contacts.error()));
        QJsonArray array;
        for (const Contact &contact : *contacts)
            array.append(contactJson(contact));
        exchange->answer(HttpResponse::json({{u"contacts"_s, array}}));
    });
}

// Calls `change` for the {jid} of the path and answers with its result.
template<typename Change>
static void changeContact(ClientApi &api, const ClientRequest &request, Change change)
{
    const auto jid = contactOf(request.exchange);
    Session *session = jid ? api.sessionFor(request) : nullptr;
    if (session)
        change(session, *jid).then(&api, [exchange = request.exchange](const Result<void> &done) {
            answerDone(exchange, done);
        });
}

static void putContact(ClientApi &api, const ClientRequest &request)
{
    changeContact(api, request, [&request](Session *session, const Jid &jid) {
        return session->setContact(jid, request.body.text("name"_L1), request.body.texts("groups"_L1));
    });
}

static void removeContact(ClientApi &api, const ClientRequest &request)
{
    changeContact(api, request, [](Session *session, const Jid &jid) { return session->removeContact(jid); });
}

static void changeSubscription(ClientApi &api, const ClientRequest &request)
{
    changeContact(api, request, [&request](Session *session, const Jid &jid) {
        return session->changeSubscription(jid, *request.body.word("action"_L1, subscriptionActionNames));
    });
}

std::span<const ClientRoute> contactRoutes()
{
    using Method = RouteTable::Method;
    static constexpr auto actions = subscriptionActionNames.words();
    static constexpr std::array contact{
        BodyMember{.name = "name"_L1, .maxLength = maxContactNameLength},
        BodyMember{
            .name = "groups"_L1, .type = MemberType::Texts, .maxLength = maxContactNameLength, .maxCount = maxGroups},
    };
    static constexpr std::array subscription{
        BodyMember{.name = "action"_L1, .type = MemberType::Word, .isRequired = true, .words = actions},
    };
    static constexpr std::array routes{
        ClientRoute{.method = Method::Get, .path = "/v1/contacts"_L1, .handler = &listContacts},
        ClientRoute{.method = Method::Put, .path = "/v1/contacts/{jid}"_L1, .handler = &putContact, .body = contact},
        ClientRoute{.method = Method::Delete, .path = "/v1/contacts/{jid}"_L1, .handler = &removeContact},
        ClientRoute{.method = Method::Post,
                    .path = "/v1/contacts/{jid}/subscription"_L1,
                    .handler = &changeSubscription,
                    .limit = RateLimiter::Action::Subscribe,
                    .body = subscription},
    };
    return routes;
}

} // namespace WebJabber
