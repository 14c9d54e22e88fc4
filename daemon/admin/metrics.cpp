// SPDX-License-Identifier: GPL-3.0-or-later
#include "admin/metrics.h"

#include "admin/adminserver.h"
#include "admin/metricstext.h"
#include "admin/processinfo.h"
#include "http/problemanswer.h"
#include "session/sessionregistry.h"

#include <array>

using namespace Qt::StringLiterals;

namespace WebJabber {

static double seconds(std::chrono::nanoseconds time)
{
    return std::chrono::duration<double>(time).count();
}

static void addSessions(MetricsText &text, const AdminContext &context)
{
    static constexpr std::array states{SessionState::Offline, SessionState::Connecting, SessionState::Online,
                                       SessionState::Waiting, SessionState::Refused};
    std::array<qint64, states.size()> counts{};
    context.sessions.forEach([&counts](const Session &session) { ++counts[std::size_t(session.state())]; });
    text.begin("webjabber_sessions", "gauge", "XMPP sessions by state.");
    for (const SessionState state : states)
        text.add(double(counts[std::size_t(state)]), {{"state", sessionStateNames[state]}});
    text.begin("webjabber_session_reconnects_total", "counter", "Sessions that came back after a loss.");
    text.add(double(context.statistics.counters().reconnects));
}

static void addQueues(MetricsText &text, const QList<QueueInfo> &queues)
{
    qint64 events = 0;
    qint64 outgoing = 0;
    QDateTime oldest;
    for (const QueueInfo &queue : queues) {
        events += queue.depth();
        outgoing += queue.queuedOutgoing;
        if (queue.oldestTime.isValid() && (!oldest.isValid() || queue.oldestTime < oldest))
            oldest = queue.oldestTime;
    }
    const qint64 age = oldest.isValid() ? oldest.msecsTo(QDateTime::currentDateTimeUtc()) : 0;
    text.begin("webjabber_accounts", "gauge", "Accounts that a session is kept for.");
    text.add(double(queues.size()));
    text.begin("webjabber_queue_events", "gauge", "Events kept, over all accounts.");
    text.add(double(events));
    text.begin("webjabber_queue_oldest_age_seconds", "gauge", "Age of the oldest event kept.");
    text.add(double(age) / 1000);
    text.begin("webjabber_outgoing_messages", "gauge", "Messages that wait to be sent.");
    text.add(double(outgoing));
}

static void addTraffic(MetricsText &text, const AdminContext &context)
{
    const Statistics::Counters &counters = context.statistics.counters();
    text.begin("webjabber_events_total", "counter", "Events stored, by direction.");
    text.add(double(counters.eventsIn), {{"direction", u"in"_s}});
    text.add(double(counters.eventsOut), {{"direction", u"out"_s}});
    text.begin("webjabber_pushes_total", "counter", "Push requests by kind and result.");
    for (const auto &[key, count] : context.statistics.pushes().asKeyValueRange())
        text.add(double(count), {{"kind", key.first}, {"result", key.second}});
    text.begin("webjabber_http_requests_total", "counter", "HTTP requests answered, by route and status.");
    const auto addAnswers = [&text](const HttpServer &server, const QString &listener) {
        for (const auto &[key, count] : server.answers().asKeyValueRange())
            text.add(double(count),
                     {{"listener", listener}, {"route", key.first}, {"status", QString::number(key.second)}});
    };
    addAnswers(context.http, u"public"_s);
    addAnswers(context.server, u"admin"_s);
}

static void addCommits(MetricsText &text, const CommitTimes::Snapshot &commits)
{
    text.begin("webjabber_store_commit_seconds", "histogram", "How long transactions that write take.");
    for (std::size_t i = 0; i < CommitTimes::bounds.size(); ++i)
        text.add(double(commits.atMost[i]), {{"le", QString::number(seconds(CommitTimes::bounds[i]))}}, "_bucket");
    text.add(double(commits.count), {{"le", u"+Inf"_s}}, "_bucket");
    text.add(seconds(commits.sum), {}, "_sum");
    text.add(double(commits.count), {}, "_count");
}

static void addProcess(MetricsText &text, const AdminContext &context)
{
    const ProcessInfo process = ProcessInfo::now();
    text.begin("webjabber_event_loop_lag_seconds", "gauge", "How late the last timer of the event loop came.");
    text.add(seconds(context.statistics.lag()));
    text.begin("webjabber_event_loop_lag_max_seconds", "gauge", "The same, the most in the last minute.");
    text.add(seconds(context.statistics.maxLag()));
    text.begin("webjabber_admin_clients", "gauge", "Processes connected to the admin socket.");
    text.add(double(context.server.clients()));
    text.begin("webjabber_build_info", "gauge", "1, with the version as a label.");
    text.add(1, {{"version", context.hooks.version}});
    text.begin("process_open_fds", "gauge", "File descriptors open.");
    text.add(double(process.openDescriptors));
    text.begin("process_max_fds", "gauge", "File descriptors that may be open.");
    text.add(double(process.maxDescriptors));
    text.begin("process_resident_memory_bytes", "gauge", "Resident memory.");
    text.add(double(process.residentBytes));
    text.begin("process_start_time_seconds", "gauge", "Start of the process, in seconds since the epoch.");
    text.add(double(context.started.toMSecsSinceEpoch()) / 1000);
}

void answerMetrics(AdminContext &context, const Exchange &exchange)
{
    context.inspector.queues().then(&context, [&context, exchange](const Result<QList<QueueInfo>> &queues) {
        MetricsText text;
        addSessions(text, context);
        if (queues) // other metrics must work even if the store fails
            addQueues(text, *queues);
        addTraffic(text, context);
        addCommits(text, context.inspector.commitTimes());
        addProcess(text, context);
        HttpResponse response{200, {}, text.text()};
        response.headers.append(QHttpHeaders::WellKnownHeader::ContentType, "text/plain; version=0.0.4; charset=utf-8");
        exchange->answer(std::move(response));
    });
}

} // namespace WebJabber
