// SPDX-License-Identifier: GPL-3.0-or-later
#include "admin/adminjson.h"

#include "admin/adminserver.h"
#include "session/sessionregistry.h"
#include "shared/adminapi.h"
#include "shared/eventjson.h"

#include <QJsonArray>

#include <unistd.h>

using namespace Qt::StringLiterals;

namespace WebJabber {

static QJsonValue timeOrNull(const QDateTime &time)
{
    return time.isValid() ? QJsonValue(jsonTime(time)) : QJsonValue();
}

static double milliseconds(std::chrono::nanoseconds time)
{
    return std::chrono::duration<double, std::milli>(time).count();
}

QJsonObject sessionRow(const Jid &account, const Session *session, const QueueInfo *queue)
{
    const QDateTime since = session ? session->since() : queue ? queue->created : QDateTime();
    return {
        {u"jid"_s, account.toString()},
        {u"state"_s, sessionStateNames[session ? session->state() : SessionState::Offline]},
        {u"since"_s, timeOrNull(since)},
        {u"server"_s, session ? session->server() : account.domain()},
        {u"devices"_s, queue ? queue->devices : 0},
        {u"pending"_s, queue ? queue->depth() : 0},
        {u"last_activity"_s, timeOrNull(session ? session->lastActivity() : QDateTime())},
        {u"reconnects"_s, session ? session->reconnects() : 0},
        {u"last_error"_s, session ? session->lastError() : QString()},
    };
}

QJsonObject queueRow(const QueueInfo &queue)
{
    return {
        {u"jid"_s, queue.account.toString()},
        {u"depth"_s, queue.depth()},
        {u"oldest"_s, queue.oldest},
        {u"newest"_s, queue.newest},
        {u"oldest_time"_s, timeOrNull(queue.oldestTime)},
        {u"devices"_s, queue.devices},
        {u"outgoing"_s, queue.queuedOutgoing},
    };
}

QJsonObject deviceRow(const Device &device, qint64 newest)
{
    return {
        {u"id"_s, device.id},
        {u"name"_s, device.name},
        {u"kind"_s, device.kind == DeviceKind::Legacy ? u"compat"_s : u"v1"_s},
        {u"created"_s, timeOrNull(device.created)},
        {u"last_seen"_s, timeOrNull(device.lastSeen)},
        {u"expires"_s, timeOrNull(device.expires)},
        {u"cursor"_s, device.cursor},
        {u"behind"_s, newest - device.cursor},
    };
}

QJsonObject queuedEvent(const Event &event, bool withBody)
{
    if (withBody)
        return eventJson(event);
    Event withoutContent = event; // subjects and file names are private too
    withoutContent.content.clear();
    QJsonObject object = eventJson(withoutContent);
    object.remove("body"_L1);
    object.remove("thread"_L1);
    object.insert("body_length"_L1, event.body.size());
    return object;
}

static QLatin1StringView pushState(const PushProgress &progress)
{
    if (progress.isBroken)
        return "broken"_L1;
    return progress.attempts > 0 ? "retrying"_L1 : "ok"_L1;
}

QJsonObject pushRow(const PushSubscription &subscription)
{
    const PushProgress &progress = subscription.progress;
    return {
        {u"id"_s, subscription.id},
        {u"jid"_s, subscription.account.toString()},
        {u"kind"_s, pushKindNames[subscription.kind]},
        {u"host"_s, subscription.endpoint.host()},
        {u"state"_s, pushState(progress)},
        {u"attempts"_s, progress.attempts},
        {u"next_attempt_at"_s, timeOrNull(progress.nextAttempt)},
        {u"last_status"_s, progress.lastStatus == 0 ? QJsonValue() : QJsonValue(progress.lastStatus)},
        {u"created"_s, timeOrNull(subscription.created)},
    };
}

QJsonObject apiVersion()
{
    return {{u"major"_s, adminApiMajor}, {u"minor"_s, adminApiMinor}};
}

static QJsonObject countStates(const SessionRegistry &sessions)
{
    QMap<QLatin1StringView, qint64> counts;
    for (const auto state : {SessionState::Offline, SessionState::Connecting, SessionState::Online,
                             SessionState::Waiting, SessionState::Refused})
        counts.insert(sessionStateNames[state], 0);
    sessions.forEach([&counts](const Session &session) { ++counts[sessionStateNames[session.state()]]; });
    QJsonObject object;
    for (const auto &[name, count] : std::as_const(counts).asKeyValueRange())
        object.insert(name, count);
    return object;
}

// Conditions that need an operator: a code for which the console has a text, and the values for that text.
static QJsonArray warningsOf(const AdminContext &context, const QJsonObject &states, const ProcessInfo &process,
                             bool isStoreFailing)
{
    constexpr auto slowLoop = std::chrono::milliseconds(500);
    QJsonArray warnings;
    for (const QString &text : context.hooks.warnings)
        warnings.append(QJsonObject{{u"code"_s, u"config"_s}, {u"text"_s, text}});
    if (isStoreFailing)
        warnings.append(QJsonObject{{u"code"_s, u"storage"_s}});
    if (const qint64 refused = states.value("refused"_L1).toInteger(); refused > 0)
        warnings.append(QJsonObject{{u"code"_s, u"refused"_s}, {u"count"_s, refused}});
    if (context.statistics.maxLag() > slowLoop)
        warnings.append(
            QJsonObject{{u"code"_s, u"slow-loop"_s}, {u"count"_s, qint64(milliseconds(context.statistics.maxLag()))}});
    if (process.openDescriptors > process.maxDescriptors * 8 / 10)
        warnings.append(
            QJsonObject{{u"code"_s, u"descriptors"_s}, {u"count"_s, process.maxDescriptors - process.openDescriptors}});
    return warnings;
}

QJsonObject statusJson(const AdminContext &context)
{
    const Statistics &statistics = context.statistics;
    const Statistics::Counters &counters = statistics.counters();
    const CommitTimes::Snapshot commits = context.inspector.commitTimes();
    const ProcessInfo &process = context.process();
    const QJsonObject states = countStates(context.sessions);
    return {
        {u"api"_s, apiVersion()},
        {u"version"_s, context.hooks.version},
        {u"pid"_s, qint64(::getpid())},
        {u"started"_s, jsonTime(context.started)},
        {u"listen"_s, context.http.url()},
        {u"admin_clients"_s, context.server.clients()},
        {u"sessions"_s, states},
        {u"counters"_s,
         QJsonObject{{u"events_in"_s, qint64(counters.eventsIn)},
                     {u"events_out"_s, qint64(counters.eventsOut)},
                     {u"pushes"_s, qint64(counters.pushes)},
                     {u"pushes_failed"_s, qint64(counters.pushesFailed)},
                     {u"reconnects"_s, qint64(counters.reconnects)}}},
        {u"event_loop"_s,
         QJsonObject{{u"lag_ms"_s, milliseconds(statistics.lag())},
                     {u"max_lag_ms"_s, milliseconds(statistics.maxLag())}}},
        {u"store"_s,
         QJsonObject{{u"commits"_s, qint64(commits.count)}, {u"last_commit_ms"_s, milliseconds(commits.last)}}},
        {u"process"_s,
         QJsonObject{{u"resident_bytes"_s, process.residentBytes},
                     {u"open_descriptors"_s, process.openDescriptors},
                     {u"max_descriptors"_s, process.maxDescriptors}}},
        {u"warnings"_s, warningsOf(context, states, process, commits.isFailing)},
    };
}

QJsonObject historyJson(const Statistics &statistics)
{
    QJsonArray in;
    QJsonArray out;
    QJsonArray pushes;
    QJsonArray failed;
    for (const Statistics::Sample &sample : statistics.history()) {
        in.append(qint64(sample.eventsIn));
        out.append(qint64(sample.eventsOut));
        pushes.append(qint64(sample.pushes));
        failed.append(qint64(sample.pushesFailed));
    }
    return {{u"interval_seconds"_s, qint64(Statistics::sampleInterval.count())},
            {u"events_in"_s, in},
            {u"events_out"_s, out},
            {u"pushes"_s, pushes},
            {u"pushes_failed"_s, failed}};
}

} // namespace WebJabber
