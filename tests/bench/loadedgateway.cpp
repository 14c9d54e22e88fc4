// SPDX-License-Identifier: GPL-3.0-or-later
#include "loadedgateway.h"

#include "processmeter.h"
#include "ssewatch.h"
#include "wireclock.h"

#include <QCoreApplication>
#include <QHash>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace WebJabber::Bench {

static constexpr int connections = 32;
static constexpr auto outage = 3s;
static constexpr auto comebackDeadline = 15min;
static constexpr auto arrivalTimeout = 60s;
// The daemon waits 2 s between two pushes of one subscription. A message within that time is delayed by the limit, so
// its latency shows nothing.
static constexpr auto pushInterval = 2s + 50ms;

static double seconds(Clock::duration duration)
{
    return std::chrono::duration<double>(duration).count();
}

static double microseconds(std::chrono::nanoseconds duration)
{
    return std::chrono::duration<double, std::micro>(duration).count();
}

static QByteArray json(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

LoadedGateway::LoadedGateway(const GatewaySetup &setup)
    : m_setup(setup)
    , m_server(setup.wire, setup.sessions, setup.iterations)
    , m_daemon(QStringLiteral(WEBJABBERD_PATH))
{
    if (!m_daemon.start(configuration()))
        qFatal("webjabberd does not start: %s", m_daemon.log().constData());
}

QByteArray LoadedGateway::configuration() const
{
    return "[http]\naccess_log = false\n" + m_setup.httpLines
        + "\n[log]\nrules = \"webjabber.*.info=false;webjabber.http.info=true\"\n"
          "[push]\nallow = [\"127.0.0.1\"]\n"
          "[xmpp]\nreconnects_per_second = "
        + QByteArray::number(m_setup.reconnectsPerSecond)
        + (m_setup.wire == Wire::Plain ? QByteArray("\ntls = \"off\"\n")
                                       : "\nca_file = \"" + m_server.caFile().toUtf8() + "\"\n")
        + "[xmpp.domains.localhost]\nhost = \"127.0.0.1\"\nport = " + QByteArray::number(m_server.port()) + '\n';
}

double LoadedGateway::signIn()
{
    m_tokens.resize(m_setup.sessions);
    const int first = firstOf(m_setup.sessions);
    signIn(0, first);
    const double before = residentBytes(m_daemon.pid());
    const double rate = signIn(first, m_setup.sessions - first);
    m_residentPerSession = (residentBytes(m_daemon.pid()) - before) / (m_setup.sessions - first);
    return rate;
}

double LoadedGateway::signIn(int first, int count)
{
    HttpLoad http(m_daemon.port(), std::min(connections, count));
    const double rate = http.run(
        [=](int number) {
            if (number >= count)
                return QByteArray();
            const QString jid = u"user%1@localhost"_s.arg(first + number);
            return httpRequest("POST", "/v1/sessions", {}, json({{u"jid"_s, jid}, {u"password"_s, u"demo"_s}}));
        },
        [this, first](int number, const HttpAnswer &answer) {
            if (answer.status != 201)
                qFatal("user%d cannot sign in: %d %s", first + number, answer.status, answer.body.constData());
            m_tokens[first + number] =
                QJsonDocument::fromJson(answer.body).object().value("token"_L1).toString().toLatin1();
        });
    settle();
    return rate;
}

void LoadedGateway::settle()
{
    awaitIdle(m_daemon.pid());
}

double LoadedGateway::idleShare(std::chrono::seconds time)
{
    return processorShare(m_daemon.pid(), time);
}

Traffic LoadedGateway::stream(int accounts, double rate, std::chrono::seconds time)
{
    SseWatch watch(m_daemon.port(), m_tokens.first(accounts));
    settle();
    const qint64 before = m_server.statistics().sent;
    const auto processor = processorTime(m_daemon.pid());
    m_server.startSending(0, accounts, rate, time);
    m_server.finishSending();
    const qint64 sent = m_server.statistics().sent - before;
    const QList<Arrival> arrivals = watch.waitFor(before, sent, arrivalTimeout);
    return {microseconds(processorTime(m_daemon.pid()) - processor) / double(sent), latencyOf(arrivals),
            sent - tallyOf(arrivals).distinct};
}

void LoadedGateway::subscribe(int accounts, quint16 port)
{
    HttpLoad http(m_daemon.port(), 1);
    http.run(
        [&](int number) {
            if (number >= accounts)
                return QByteArray();
            return httpRequest("POST", "/v1/push-subscriptions", m_tokens.at(number),
                               json({{u"kind"_s, u"webhook"_s},
                                     {u"payload"_s, u"id"_s},
                                     {u"endpoint"_s, u"http://127.0.0.1:%1/%2"_s.arg(port).arg(number)}}));
        },
        [](int, const HttpAnswer &answer) {
            if (answer.status != 201)
                qFatal("an account cannot subscribe: %d %s", answer.status, answer.body.constData());
        });
}

Traffic LoadedGateway::push(int accounts, double rate, std::chrono::seconds time)
{
    WireClock wire;
    subscribe(accounts, wire.port());
    settle();
    const qint64 before = m_server.statistics().sent;
    const auto processor = processorTime(m_daemon.pid());
    m_server.startSending(0, accounts, rate, time);
    m_server.finishSending();
    awaitIdle(m_daemon.pid()); // for pushes delayed by the limit
    const qint64 sent = m_server.statistics().sent - before;
    const double cost = microseconds(processorTime(m_daemon.pid()) - processor) / double(sent);
    QList<Arrival> prompt;
    QHash<QByteArray, Clock::time_point> last;
    for (const WireRequest &request : wire.take()) {
        const Arrival arrival = arrivalOf(request.body, request.time);
        const auto previous = last.constFind(request.path);
        if (previous == last.cend() || arrival.sent - *previous > pushInterval)
            prompt.append(arrival);
        last.insert(request.path, request.time);
    }
    if (prompt.isEmpty())
        qFatal("no push came");
    // A push may report the newest of several messages, so only accounts without any push count as lost.
    return {cost, latencyOf(prompt), accounts - last.size()};
}

// Reads all events, through both /v1 and the legacy API.
void LoadedGateway::emptyQueues()
{
    HttpLoad http(m_daemon.port(), 1);
    m_cursors.fill("0", std::min<qsizetype>(connections, m_tokens.size()));
    for (qsizetype account = 0; account < m_cursors.size(); ++account) {
        const QByteArray &token = m_tokens.at(account);
        bool more = true;
        http.run(
            [&](int) {
                return more ? httpRequest("GET", "/v1/events?limit=1000&after=" + m_cursors.at(account), token)
                            : QByteArray();
            },
            [&](int, const HttpAnswer &answer) {
                const QJsonObject page = QJsonDocument::fromJson(answer.body).object();
                more = page.value("more"_L1).toBool();
                m_cursors[account] = QByteArray::number(page.value("next"_L1).toInteger());
            });
        more = true;
        http.run([&](int) { return more ? httpRequest("GET", "/receive", token) : QByteArray(); },
                 [&](int, const HttpAnswer &answer) { more = !answer.body.contains("[]"); });
    }
}

double LoadedGateway::eventsRate(std::chrono::seconds time)
{
    if (m_cursors.isEmpty())
        emptyQueues();
    return requestRate(
        [this](int account) {
            return httpRequest("GET", "/v1/events?after=" + m_cursors.at(account), m_tokens.at(account));
        },
        R"("events":[])", time);
}

double LoadedGateway::receiveRate(std::chrono::seconds time)
{
    if (m_cursors.isEmpty())
        emptyQueues();
    return requestRate([this](int account) { return httpRequest("GET", "/receive", m_tokens.at(account)); },
                       R"("messages":[])", time);
}

double LoadedGateway::postRate(std::chrono::seconds time)
{
    return requestRate(
        [this](int account) {
            return httpRequest("POST", "/v1/messages", m_tokens.at(account),
                               R"({"to":"friend@localhost","body":"hello"})");
        },
        R"("state")", time);
}

double LoadedGateway::requestRate(const std::function<QByteArray(int account)> &request, const QByteArray &expected,
                                  std::chrono::seconds time)
{
    HttpLoad http(m_daemon.port(), connections);
    QList<QByteArray> requests; // built once, as only the daemon is to be measured
    for (int account = 0; account < std::min<qsizetype>(connections, m_tokens.size()); ++account)
        requests.append(request(account));
    return http.runFor(time, [&](int number) { return requests.at(number % requests.size()); }, expected);
}

Recovery LoadedGateway::awaitRecovery(const std::function<void()> &meanwhile)
{
    m_server.drop(outage);
    const auto back = Clock::now() + outage;
    Recovery comeback;
    for (qint64 online = 0; online < m_setup.sessions;) {
        online = m_server.statistics().online;
        if (comeback.most == 0 && double(online) >= 0.95 * m_setup.sessions)
            comeback.most = seconds(Clock::now() - back);
        if (Clock::now() > back + comebackDeadline)
            qFatal("%lld of %d sessions did not come back", m_setup.sessions - online, m_setup.sessions);
        meanwhile();
        QCoreApplication::processEvents();
        QThread::sleep(20ms);
    }
    comeback.all = seconds(Clock::now() - back);
    comeback.connectsPeak = m_server.statistics().connectsPeak;
    return comeback;
}

Recovery LoadedGateway::restartServer()
{
    return awaitRecovery([] { });
}

Recovery LoadedGateway::restartServerInTraffic()
{
    static constexpr double rate = 100;
    const int readers = m_setup.sessions / 10;
    SseWatch watch(m_daemon.port(), m_tokens.first(readers));
    HttpLoad writer(m_daemon.port(), 1);
    const qint64 before = m_server.statistics().distinct;
    const qint64 sentBefore = m_server.statistics().sent;
    int written = 0;
    const auto write = [&] {
        const QByteArray request = httpRequest("POST", "/v1/messages", m_tokens.at(readers + written % readers),
                                               json({{u"to"_s, u"friend@localhost"_s}, {u"body"_s, u"hello"_s}}));
        writer.run([&](int number) { return number == 0 ? request : QByteArray(); },
                   [](int, const HttpAnswer &answer) {
                       if (answer.status != 201)
                           qFatal("a message was not taken: %d %s", answer.status, answer.body.constData());
                   });
        ++written;
    };
    // Sending continues during the outage; the server keeps undelivered messages.
    m_server.startSending(0, readers, rate, std::chrono::seconds(10 + m_setup.sessions / m_setup.reconnectsPerSecond));
    for (int i = 0; i < readers; ++i)
        write();
    Recovery comeback = awaitRecovery(write);
    m_server.finishSending();
    const qint64 sent = m_server.statistics().sent - sentBefore;
    const QList<Arrival> arrivals = watch.waitFor(sentBefore, sent, arrivalTimeout);
    for (const auto deadline = Clock::now() + arrivalTimeout;
         m_server.statistics().distinct - before < written && Clock::now() < deadline;)
        QThread::sleep(50ms);
    comeback.lostIn = sent - tallyOf(arrivals).distinct;
    comeback.twiceIn = tallyOf(arrivals).twice;
    comeback.lostOut = written - (m_server.statistics().distinct - before);
    return comeback;
}

} // namespace WebJabber::Bench
