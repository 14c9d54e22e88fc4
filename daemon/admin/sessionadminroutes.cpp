// SPDX-License-Identifier: GPL-3.0-or-later
#include "admin/sessionadminroutes.h"

#include "admin/adminjson.h"
#include "http/problemanswer.h"
#include "session/sessionregistry.h"
#include "store/store.h"

#include <QJsonArray>

using namespace Qt::StringLiterals;

namespace WebJabber {

static Problem unknownAccount(const Jid &account)
{
    return {ProblemCode::NotFound, u"There is no account %1."_s.arg(account.toString()), {}, {}};
}

// Merges the store's accounts with the sessions, as the two can differ for a moment.
static QJsonArray sessionRows(const SessionRegistry &sessions, const QList<QueueInfo> &queues)
{
    QJsonArray rows;
    QSet<Jid> seen;
    seen.reserve(queues.size());
    for (const QueueInfo &queue : queues) {
        rows.append(sessionRow(queue.account, sessions.peek(queue.account), &queue));
        seen.insert(queue.account);
    }
    sessions.forEach([&](const Session &session) {
        if (!seen.contains(session.account()))
            rows.append(sessionRow(session.account(), &session, nullptr));
    });
    return rows;
}

static void listSessions(AdminContext &context, const AdminRequest &request)
{
    context.inspector.queues().then(
        &context, [&context, exchange = request.exchange](const Result<QList<QueueInfo>> &queues) {
            if (!queues)
                return exchange->answer(problemAnswer(queues.error()));
            exchange->answer(HttpResponse::json({{u"sessions"_s, sessionRows(context.sessions, *queues)}}));
        });
}

static void describe(const AdminContext &context, const Exchange &exchange, const Jid &account, const QueueInfo *queue,
                     const QList<Device> &devices)
{
    const Session *session = context.sessions.peek(account);
    if (!session && !queue)
        return exchange->answer(problemAnswer(unknownAccount(account)));
    QJsonObject answer = sessionRow(account, session, queue);
    QJsonArray list;
    for (const Device &device : devices)
        list.append(deviceRow(device, queue ? queue->newest : device.cursor));
    answer.insert("device_list"_L1, list);
    exchange->answer(HttpResponse::json(answer));
}

static void showSession(AdminContext &context, const AdminRequest &request)
{
    const auto &[exchange, action, account, id, query] = request;
    context.inspector.queues(QList{account})
        .then(&context, [&context, exchange, account](const Result<QList<QueueInfo>> &queues) {
            if (!queues)
                return exchange->answer(problemAnswer(queues.error()));
            context.store.devices(account).then(
                &context, [&context, exchange, account, queues = *queues](const Result<QList<Device>> &devices) {
                    if (!devices)
                        return exchange->answer(problemAnswer(devices.error()));
                    describe(context, exchange, account, queues.isEmpty() ? nullptr : &queues.first(), *devices);
                });
        });
}

static void removeSession(AdminContext &context, const AdminRequest &request)
{
    const auto &[exchange, action, account, id, query] = request;
    context.inspector.queues(QList{account})
        .then(&context, [&context, exchange, account](const Result<QList<QueueInfo>> &queues) {
            if (!queues)
                return exchange->answer(problemAnswer(queues.error()));
            if (queues->isEmpty() && !context.sessions.peek(account))
                return exchange->answer(problemAnswer(unknownAccount(account)));
            context.store.removeAccount(account).then(
                &context, [&context, exchange, account](const Result<void> &removed) {
                    if (removed)
                        context.sessions.signOut(account); // also if the store does not have the account
                    exchange->answer(removed ? HttpResponse::empty() : problemAnswer(removed.error()));
                });
        });
}

static void reconnect(AdminContext &context, const AdminRequest &request)
{
    const auto &[exchange, action, account, id, query] = request;
    Session *session = context.sessions.find(account);
    if (!session)
        return exchange->answer(problemAnswer(unknownAccount(account)));
    session->reconnect();
    exchange->answer(
        HttpResponse::json({{u"jid"_s, account.toString()}, {u"state"_s, sessionStateNames[session->state()]}}, 202));
}

std::span<const AdminRoute> sessionAdminRoutes()
{
    using Method = RouteTable::Method;
    static constexpr std::array routes{
        AdminRoute{.method = Method::Get, .path = "/admin/v1/sessions"_L1, .handler = &listSessions},
        AdminRoute{.method = Method::Get,
                   .path = "/admin/v1/sessions/{jid}"_L1,
                   .handler = &showSession,
                   .target = AdminTarget::Account},
        AdminRoute{.method = Method::Delete,
                   .path = "/admin/v1/sessions/{jid}"_L1,
                   .handler = &removeSession,
                   .target = AdminTarget::Account,
                   .audit = "sign-out"_L1},
        AdminRoute{.method = Method::Post,
                   .path = "/admin/v1/sessions/{jid}/reconnect"_L1,
                   .handler = &reconnect,
                   .target = AdminTarget::Account,
                   .audit = "reconnect"_L1},
    };
    return routes;
}

} // namespace WebJabber
