// SPDX-License-Identifier: GPL-3.0-or-later
#include "push/pushdispatcher.h"
#include "store/sqlstore.h"
#include "support/gateway.h"
#include "support/v1client.h"
#include "support/xmpppeer.h"

#include "benchevent.h"
#include "wireclock.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QJsonDocument>
#include <QLoggingCategory>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <cmath>
#include <cstdio>

using namespace Qt::StringLiterals;
using namespace WebJabber;
using namespace WebJabber::Bench;
using namespace std::chrono_literals;

// The time from a message to its push request on the wire, including its commit. Messages come at random times, like
// those of many independent senders. Only those count that do not wait for the two seconds between two pushes of one
// subscription.

struct Plan {
    int accounts = 100;
    int rate = 100; // messages per second, over all accounts
    std::chrono::seconds time{30};
};

static QString nameOf(int account)
{
    return u"user%1"_s.arg(account);
}

// A message's id with the current time in it. Every push contains the id.
static QString stamp()
{
    return QString::number(Clock::now().time_since_epoch().count());
}

static Clock::time_point stampedTime(const QByteArray &push)
{
    const QString id = QJsonDocument::fromJson(push).object().value("id"_L1).toString();
    return Clock::time_point(Clock::duration(id.toLongLong()));
}

// Calls `send` with an account's number at random times.
static void sendAtRandom(const Plan &plan, const std::function<void(int account)> &send)
{
    QRandomGenerator random(1);
    QEventLoop loop;
    const auto end = Clock::now() + plan.time;
    auto next = Clock::now();
    QTimer timer;
    timer.setTimerType(Qt::PreciseTimer);
    QObject::connect(&timer, &QTimer::timeout, &loop, [&] {
        for (; next <= Clock::now();
             next += std::chrono::nanoseconds(qint64(-std::log(1 - random.generateDouble()) * 1e9 / plan.rate)))
            send(random.bounded(plan.accounts));
        if (Clock::now() >= end)
            loop.quit();
    });
    timer.start(1ms);
    loop.exec();
    QTest::qWait(3s); // for the last messages
}

static void report(const char *name, const QList<WireRequest> &pushes)
{
    std::vector<double> waits;
    QHash<QByteArray, Clock::time_point> last;
    for (const WireRequest &push : pushes) {
        const auto came = stampedTime(push.body);
        const auto before = last.constFind(push.path);
        if (before == last.cend() || came - *before > PushDispatcher::interval + 50ms)
            waits.push_back(std::chrono::duration<double, std::milli>(push.time - came).count());
        last.insert(push.path, push.time);
    }
    std::ranges::sort(waits);
    if (waits.empty())
        qFatal("no push came");
    std::printf("%-34s %8lld %8zu %10.2f %10.2f %10.2f %10.2f\n", name, qlonglong(pushes.size()), waits.size(),
                waits.at(waits.size() / 2), waits.at(waits.size() * 90 / 100), waits.at(waits.size() * 99 / 100),
                waits.back());
    std::fflush(stdout);
}

// Measures from the store's append() on, in this process.
static void measureStore(const Plan &plan)
{
    WireClock wire;
    QTemporaryDir directory;
    auto store = SqlStore::open(directory.path());
    if (!store)
        qFatal("%s", qPrintable(store.error().detail));
    PushSettings settings;
    settings.allow = {u"127.0.0.1"_s};
    PushDispatcher dispatcher(**store, PushSigner{Vapid(P256Key::generate(), {}), {}},
                              std::make_unique<PushClient>(settings, HostLookup()));
    for (int account = 0; account < plan.accounts; ++account) {
        PushSubscription subscription;
        subscription.account = benchAccount(account);
        (*store)->saveAccount(subscription.account, {});
        subscription.kind = PushKind::UnifiedPush;
        subscription.payload = PushPayload::Id;
        subscription.endpoint = QUrl(u"http://127.0.0.1:%1/%2"_s.arg(wire.port()).arg(account));
        (*store)->saveSubscription(subscription);
    }
    int number = 0;
    sendAtRandom(plan, [&](int account) {
        Event event = benchEvent(account, ++number);
        event.id = stamp();
        (*store)->append(event);
    });
    report("event to push", wire.take());
}

// Measures from the sending client to the push, through Prosody and the daemon.
static void measureDaemon(const Plan &plan)
{
    using namespace WebJabber::Test;
    WireClock wire;
    Gateway gateway{QStringLiteral(WEBJABBERD_PATH)};
    for (int account = 0; account < plan.accounts; ++account)
        gateway.prosody.addAccount(nameOf(account), u"demo"_s);
    if (!gateway.start())
        qFatal("the daemon does not start");
    for (int account = 0; account < plan.accounts; ++account) {
        V1Client client(gateway.daemon.url());
        const QJsonObject body{{u"kind"_s, u"unifiedpush"_s},
                               {u"endpoint"_s, u"http://127.0.0.1:%1/%2"_s.arg(wire.port()).arg(account)}};
        if (client.signIn(nameOf(account) + u"@localhost"_s).status != 201
            || client.post(u"/v1/push-subscriptions"_s, body).status != 201)
            qFatal("an account cannot subscribe");
    }
    XmppPeer romeo(gateway.prosody.port(), gateway.prosody.caFile());
    if (!romeo.signIn(u"romeo"_s, u"demo"_s))
        qFatal("romeo cannot sign in");
    sendAtRandom(plan, [&](int account) { romeo.sendMessage(nameOf(account) + u"@localhost"_s, u"hello"_s, stamp()); });
    report("stanza sent to push, with Prosody", wire.take());
}

int main(int argc, char *argv[])
{
    QCoreApplication application(argc, argv);
    QCommandLineParser parser;
    parser.addHelpOption();
    parser.addOption({u"accounts"_s, u"Accounts with one subscription each (default: 100)."_s, u"count"_s, u"100"_s});
    parser.addOption({u"rate"_s, u"Messages a second over all of them (default: 100)."_s, u"count"_s, u"100"_s});
    parser.addOption({u"seconds"_s, u"How long (default: 30)."_s, u"count"_s, u"30"_s});
    parser.process(application);
    const Plan plan{parser.value(u"accounts"_s).toInt(), parser.value(u"rate"_s).toInt(),
                    std::chrono::seconds(parser.value(u"seconds"_s).toInt())};
    QLoggingCategory::setFilterRules(u"webjabber.store.info=false"_s);
    std::printf("%d messages/s over %d accounts, %lld s\n\n", plan.rate, plan.accounts, qlonglong(plan.time.count()));
    std::printf("%-34s %8s %8s %10s %10s %10s %10s\n", "", "pushes", "at once", "p50, ms", "p90, ms", "p99, ms",
                "max, ms");
    measureStore(plan);
    measureDaemon(plan);
    return 0;
}
