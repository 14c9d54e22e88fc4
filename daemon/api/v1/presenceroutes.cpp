// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/v1/presenceroutes.h"

#include "http/problemanswer.h"
#include "session/sessionregistry.h"
#include "store/store.h"

#include <QUuid>

using namespace Qt::StringLiterals;

namespace WebJabber {

static constexpr qsizetype maxStatusLength = 1024;
static constexpr qsizetype maxStanzaIdLength = 256;

static void setPresence(ClientApi &api, const ClientRequest &request)
{
    const Show show = *request.body.word("show"_L1, showNames);
    const QString status = request.body.text("status"_L1);
    if (!api.sessionFor(request))
        return;
    const Jid account = request.device.account;
    api.store.savePresence(account, show, status)
        .then(&api, [&api, exchange = request.exchange, account, show, status](const Result<void> &saved) {
            Session *session = saved ? api.sessions.find(account) : nullptr;
            if (session)
                session->setPresence(show, status);
            answerDone(exchange, saved);
        });
}

static void sendChatState(ClientApi &api, const ClientRequest &request)
{
    if (Session *session = api.sessionFor(request))
        answerDone(request.exchange, session->sendChatState(request.body.jid("to"_L1), request.body.text("state"_L1)));
}

// The marker is stored and then sent like a message. Its event informs the account's other devices, as the server sends
// no carbons to the session that sent the stanza.
static void sendMarker(ClientApi &api, const ClientRequest &request)
{
    Outgoing marker;
    marker.id = QUuid::createUuid().toString(QUuid::WithoutBraces);
    marker.account = request.device.account;
    marker.to = request.body.jid("to"_L1);
    marker.type = markerType;
    marker.body = request.body.text("id"_L1);
    marker.time = QDateTime::currentDateTimeUtc();
    api.store.enqueue(marker).then(&api, [exchange = request.exchange](const Result<Enqueued> &kept) {
        answerDone(exchange, kept ? Result<void>() : std::unexpected(kept.error()));
    });
}

std::span<const ClientRoute> presenceRoutes()
{
    using Method = RouteTable::Method;
    static constexpr auto shows = showNames.words();
    static constexpr std::array states{"active"_L1, "composing"_L1, "paused"_L1, "inactive"_L1, "gone"_L1};
    static constexpr std::array presence{
        BodyMember{.name = "show"_L1, .type = MemberType::Word, .isRequired = true, .words = shows},
        BodyMember{.name = "status"_L1, .maxLength = maxStatusLength},
    };
    static constexpr BodyMember to{
        .name = "to"_L1, .type = MemberType::Jid, .isRequired = true, .maxLength = Jid::maxLength};
    static constexpr std::array chatState{
        to,
        BodyMember{.name = "state"_L1, .type = MemberType::Word, .isRequired = true, .words = states},
    };
    static constexpr std::array marker{
        to,
        BodyMember{.name = "id"_L1, .isRequired = true, .maxLength = maxStanzaIdLength},
    };
    static constexpr std::array routes{
        ClientRoute{.method = Method::Put, .path = "/v1/presence"_L1, .handler = &setPresence, .body = presence},
        ClientRoute{.method = Method::Post, .path = "/v1/chat-states"_L1, .handler = &sendChatState, .body = chatState},
        ClientRoute{.method = Method::Post, .path = "/v1/markers"_L1, .handler = &sendMarker, .body = marker},
    };
    return routes;
}

} // namespace WebJabber
