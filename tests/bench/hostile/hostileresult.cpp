// SPDX-License-Identifier: GPL-3.0-or-later
#include "hostileresult.h"

#include <algorithm>
#include <cstdio>

using namespace Qt::StringLiterals;

namespace WebJabber::Bench {

// The memory in MiB that the daemon's own limits allow in addition to its size once everyone is signed in. Per hostile
// account: a stanza being read (max_stanza_bytes, 1 MiB), the same in the socket's buffer, and the same again in UTF-16
// or in the output buffer.
static constexpr double perHostileAccount = 4;
// For accounts whose server pushes contacts: 10,000 contacts (Roster::maxContacts) of about 1.5 KiB each.
static constexpr double perRoster = 16;
static constexpr int rosters = 3;
// 200 hostile HTTP connections, each with a request's header and body (96 KiB at most).
static constexpr double httpConnections = 20;
// The database's cache, a transaction of large messages, and memory that the allocator does not return.
static constexpr double store = 32;
// A steady state does not grow; this allows for the allocator's noise.
static constexpr double allowedGrowth = 16;

double percentile(QList<double> values, double part)
{
    if (values.isEmpty())
        return 0;
    const auto nth = values.begin() + qsizetype(double(values.size() - 1) * part);
    std::ranges::nth_element(values, nth);
    return *nth;
}

double HostileResult::memoryBound() const
{
    return memoryStart + hostileAccounts * perHostileAccount + rosters * perRoster + httpConnections + store;
}

QStringList HostileResult::faults() const
{
    QStringList result;
    const auto check = [&result](bool isFault, const QString &fault) {
        if (isFault)
            result.append(fault);
    };
    check(hasDaemonEnded, u"the daemon ended by itself"_s);
    check(goodServer.sent == 0, u"no good message was sent"_s);
    check(readings.distinct < goodServer.sent, u"%1 good messages are lost"_s.arg(goodServer.sent - readings.distinct));
    check(readings.twice > 0, u"%1 good messages came again"_s.arg(readings.twice));
    check(readings.late > 0, u"%1 good messages were late"_s.arg(readings.late));
    check(readings.forged > 0, u"%1 forged messages were believed"_s.arg(readings.forged));
    check(readings.resets > 0, u"%1 events of good accounts were dropped (resets)"_s.arg(readings.resets));
    check(writings.refused > 0, u"%1 posted messages were refused"_s.arg(writings.refused));
    check(goodServer.posted < writings.accepted,
          u"%1 posted messages are lost"_s.arg(writings.accepted - goodServer.posted));
    check(goodServer.postedTwice > 0, u"%1 posted messages came again"_s.arg(goodServer.postedTwice));
    check(hostileServer.value("trapped") > 0, u"the daemon connected where a hostile server pointed it"_s);
    check(memoryMost > memoryBound(), u"memory is over its bound"_s);
    check(memoryGrowth > allowedGrowth, u"memory grew by %1 MiB in the second half"_s.arg(memoryGrowth, 0, 'f', 1));
    return result;
}

// Prints each part with its actions per second; "x.y" is a part of x.
static void printRates(const char *title, const HostileFigures &figures, double seconds)
{
    std::printf("%s\n", title);
    for (auto figure = figures.cbegin(); figure != figures.cend(); ++figure) {
        if (figure.key().contains('.'))
            continue;
        std::printf("  %-20s %10.1f /s", figure.key().constData(), double(figure.value()) / seconds);
        const QByteArray prefix = figure.key() + '.';
        for (auto part = figures.lowerBound(prefix); part != figures.cend() && part.key().startsWith(prefix); ++part)
            std::printf("   %s %.4g", part.key().sliced(prefix.size()).constData(),
                        part.key().endsWith("bytes") ? double(part.value()) / seconds : double(part.value()));
        std::printf("\n");
    }
}

void HostileResult::printHostile() const
{
    printRates("hostile XMPP server, what it did to all accounts of each kind (bytes: a second)", hostileServer,
               time.count());
    printRates("hostile correspondent on the good server, stanzas to good accounts", goodServer.hostileStanzas,
               time.count());
    printRates("hostile HTTP client, writes (bytes: a second; statuses: first answers on connections that ended)",
               hostileClient, time.count());
}

void HostileResult::printMemory() const
{
    std::printf("memory of the daemon, MiB: start %.1f, most %.1f, end %.1f; growth in the second half %+.1f (at most "
                "%.0f)\n  by tenths:",
                memoryStart, memoryMost, memoryLast, memoryGrowth, allowedGrowth);
    for (const double memory : memoryTenths)
        std::printf(" %.1f", memory);
    std::printf("\n  bound %.0f: the start, %.0f for each of %d hostile accounts (a stanza of 1 MiB being read, in the "
                "socket's\n  buffer, decoded or to be written), %.0f for each of %d rosters of 10,000, %.0f for HTTP, "
                "%.0f for the store\n",
                memoryBound(), perHostileAccount, hostileAccounts, perRoster, rosters, httpConnections, store);
}

void HostileResult::print() const
{
    std::printf("\n%.0f seconds\n", time.count());
    std::printf("good messages    sent %lld, lost %lld, twice %lld, late by more than 1 s %lld; p50 %.1f ms, p99 %.1f "
                "ms, max %.1f ms\n",
                goodServer.sent, goodServer.sent - readings.distinct, readings.twice, readings.late,
                percentile(readings.waits, 0.5), percentile(readings.waits, 0.99), percentile(readings.waits, 1));
    std::printf("good posts       accepted %lld, lost %lld, twice %lld, refused %lld, retries %lld; p50 %.1f ms, p99 "
                "%.1f ms, max %.1f ms\n",
                writings.accepted, writings.accepted - goodServer.posted, goodServer.postedTwice, writings.refused,
                writings.retries, percentile(writings.waits, 0.5), percentile(writings.waits, 0.99),
                percentile(writings.waits, 1));
    std::printf("good streams     closed %lld times, resets %lld, other events %lld, forged messages believed %lld, "
                "failed acknowledgements %lld\n",
                readings.closures, readings.resets, readings.others, readings.forged, writings.failedAcks);
    std::printf("the bench itself a message left at most %lld ms behind its schedule (not counted as late); a thread "
                "woke up at\n                 most %lld ms late\n",
                goodServer.latest, qint64(latestWakeup.count()));
    std::printf("share of a core  daemon %.2f (and ready but without a processor for %.2f of the time), good server "
                "%.2f, hostile server %.2f, hostile HTTP %.2f\n",
                shares.daemon, shares.daemonWaiting, shares.goodServer, shares.hostileServer, shares.hostileClient);
    std::printf("daemon's log     %.1f lines/s\n", double(logLines) / time.count());
    printMemory();
    printHostile();
    const QStringList found = faults();
    for (const QString &fault : found)
        std::printf("FAULT: %s\n", qPrintable(fault));
    std::printf("%s\n", found.isEmpty() ? "the good accounts were served" : "THE GOOD ACCOUNTS WERE NOT SERVED WELL");
    std::fflush(stdout);
}

} // namespace WebJabber::Bench
