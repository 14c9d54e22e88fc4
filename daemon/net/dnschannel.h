// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/dnsrecords.h"

#include <QObject>
#include <QTimer>

#include <functional>
#include <memory>
#include <unordered_map>

class QSocketNotifier;
struct ares_channeldata;

namespace WebJabber {

// A c-ares channel that Qt's event loop drives: sends queries to the DNS servers
// and reads /etc/hosts, without blocking and without a cache. Each query ends by
// itself after some seconds (longestQuery); it cannot be ended before. To be used
// by one thread.
class DnsChannel : public QObject
{
    Q_OBJECT

public:
    static constexpr std::chrono::milliseconds longestQuery{6'000};

    enum class Search {
        No, // every name is the whole name
        Yes, // as the "search" and "ndots" of resolv.conf say
    };

    // `servers` is a list like "192.0.2.1,127.0.0.1:5300,[::1]:53"; empty: those
    // of resolv.conf. If that cannot be used every query fails.
    DnsChannel(const QString &servers, Search search, QObject *parent);
    ~DnsChannel() override;

    // Destroys itself as soon as no query is under way.
    void retire();

    // Calls `done` once, from the event loop; never if the channel is destroyed before.
    using Done = std::function<void(const DnsAnswer &)>;
    void query(const DnsQuestion &question, Done done);

private:
    struct Query;

    void open(const QString &servers, Search search);
    void watch(int socket, bool reads, bool writes);
    void process(int readable, int writable);
    void armTimer();
    static void finish(Query *query, const DnsAnswer &answer);
    void deleteIfDone();

    ares_channeldata *m_channel = nullptr; // null: it could not be opened
    struct Notifiers {
        std::unique_ptr<QSocketNotifier, void (*)(QSocketNotifier *)> read;
        std::unique_ptr<QSocketNotifier, void (*)(QSocketNotifier *)> write;
    };
    std::unordered_map<int, Notifiers> m_notifiers; // by socket
    QTimer m_timer;
    int m_running = 0; // queries
    bool m_isRetired = false;
};

} // namespace WebJabber
