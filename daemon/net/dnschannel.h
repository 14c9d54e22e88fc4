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

// A c-ares channel driven by Qt's event loop. It sends queries to the DNS servers and reads /etc/hosts, without
// blocking and without a cache. Each query ends after `longestQuery` at the latest and cannot be canceled earlier. Not
// thread-safe: to be used by one thread.
class DnsChannel : public QObject
{
    Q_OBJECT

public:
    static constexpr std::chrono::milliseconds longestQuery{6'000};

    enum class Search {
        No, // every name is taken as a whole name
        Yes, // according to "search" and "ndots" in resolv.conf
    };

    // `servers` is a list such as "192.0.2.1,127.0.0.1:5300,[::1]:53". If it is empty, the servers in resolv.conf are
    // used. If the channel cannot be opened, every query fails.
    DnsChannel(const QString &servers, Search search, QObject *parent);
    ~DnsChannel() override;

    // Deletes the channel as soon as no query is running.
    void retire();

    // `done` is called once, from the event loop. It is never called if the channel is destroyed first.
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
    int m_running = 0; // number of running queries
    bool m_isRetired = false;
};

} // namespace WebJabber
