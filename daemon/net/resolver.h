// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/dnsrecords.h"

#include <QCache>
#include <QDateTime>
#include <QDeadlineTimer>
#include <QFuture>
#include <QObject>
#include <QPromise>

#include <deque>
#include <unordered_map>
#include <vector>

namespace WebJabber {

class DnsChannel;

struct ResolverSettings {
    QString servers{}; // see DnsChannel; empty: the servers in resolv.conf
    std::chrono::milliseconds deadline{5'000}; // of one look-up, including the time in the queue
    std::chrono::seconds longestTtl{3'600};
    std::chrono::seconds notFoundTtl{30};
    std::chrono::seconds failedTtl{5};
    int perUnknownDomain = 2; // queries at the same time
    int perKnownDomain = 32; // a domain is known if its last query was answered
    int maxConcurrent = 256;
    int waiting = 1'024; // queued look-ups; further ones fail at once
    int cached = 16'384; // records; an answer without records counts as one
};

// Resolves names with DNS and /etc/hosts for the whole daemon. Names whose servers do not reply delay no other name.
// Each look-up has a deadline, concurrent look-ups of the same name share one query, and answers are cached for their
// TTL. Not thread-safe: to be used by one thread.
class Resolver : public QObject
{
    Q_OBJECT

public:
    explicit Resolver(const ResolverSettings &settings = {}, QObject *parent = nullptr);
    ~Resolver() override;

    // Returns the addresses of a name in the order to try them (inAddressOrder()). An address literal such as "::1" is
    // returned as it is. The list is empty if there are none or DNS does not reply. A name that ends in a dot is a
    // whole name; for other names the search domains of resolv.conf apply. The future is canceled as soon as `context`
    // is destroyed; `context` may be null.
    QFuture<QList<QHostAddress>> findAddresses(const QString &host, const QObject *context);

    // Returns the servers of the service `name` ("_service._tcp.domain") in the order to try them (inServiceOrder()).
    // The list is empty if there are none or DNS does not reply. A record with an empty target means that the domain
    // does not offer the service.
    QFuture<QList<ServiceRecord>> findServices(const QString &name, const QObject *context);

    // The number of running queries, and of look-ups that wait for a free slot.
    int running() const { return m_running; }
    int waiting() const { return int(m_queue.size()); }

private:
    struct Caller {
        quint64 id = 0;
        QPromise<DnsAnswer> promise;
        QMetaObject::Connection contextGone;
    };
    struct LookUp {
        std::vector<Caller> callers;
        bool isRunning = false;
    };
    struct Cached {
        DnsAnswer answer;
        QDeadlineTimer end;
    };

    QFuture<DnsAnswer> find(const DnsQuestion &question, const QObject *context);
    QFuture<DnsAnswer> join(const DnsQuestion &question, LookUp &lookUp, const QObject *context);
    void drop(const DnsQuestion &question, quint64 caller);
    void expire(const DnsQuestion &question, quint64 caller);
    Caller take(const DnsQuestion &question, quint64 caller);
    void startWaiting();
    bool mayStart(const QByteArray &domain) const;
    void start(const DnsQuestion &question);
    void finish(const DnsQuestion &question, const DnsAnswer &answer);
    void keep(const DnsQuestion &question, const DnsAnswer &answer);
    void openChannels();

    ResolverSettings m_settings;
    DnsChannel *m_channel = nullptr; // for whole names
    DnsChannel *m_searchChannel = nullptr;
    QDateTime m_configured; // modification time of the resolv.conf that the channels use
    std::unordered_map<DnsQuestion, LookUp> m_lookUps;
    std::deque<DnsQuestion> m_queue; // the look-ups in m_lookUps that have not started
    QHash<QByteArray, int> m_runningAt; // number of running queries by registered domain
    int m_running = 0;
    quint64 m_lastCaller = 0;
    QCache<DnsQuestion, Cached> m_cache;
    QCache<QByteArray, bool> m_known; // registered domains whose last query was answered
};

} // namespace WebJabber
