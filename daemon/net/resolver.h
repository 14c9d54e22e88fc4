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
    QString servers{}; // as DnsChannel takes them; empty: those of resolv.conf
    std::chrono::milliseconds deadline{5'000}; // of one look-up, with its wait for a turn
    std::chrono::seconds longestTtl{3'600};
    std::chrono::seconds notFoundTtl{30};
    std::chrono::seconds failedTtl{5};
    int perUnknownDomain = 2; // queries at once
    int perKnownDomain = 32; // a domain is known if it answered the last time
    int atOnce = 256;
    int waiting = 1'024; // look-ups; more fail at once
    int cached = 16'384; // records, of which an answer without any counts as one
};

// Looks names up in DNS and /etc/hosts for the whole daemon, so that names whose
// servers do not answer delay no other name. Each look-up has a deadline. Callers
// that want the same at the same time share one query, and answers are kept for
// their TTL. To be used by one thread.
class Resolver : public QObject
{
    Q_OBJECT

public:
    explicit Resolver(const ResolverSettings &settings = {}, QObject *parent = nullptr);
    ~Resolver() override;

    // The addresses of a name in the order to try them (inAddressOrder()), or the
    // one that a text like "::1" is; none if there are none, or DNS does not
    // answer. With a dot at its end it is the whole name; else the search domains
    // of resolv.conf count. Canceled as soon as `context`, which may be null, is
    // destroyed.
    QFuture<QList<QHostAddress>> findAddresses(const QString &host, const QObject *context);

    // The servers of a service in the order to try them, "_service._tcp.domain";
    // none if there are none, or DNS does not answer. A record with an empty
    // target says that the domain has no such service.
    QFuture<QList<ServiceRecord>> findServices(const QString &name, const QObject *context);

    // How many queries are being made, and how many look-ups wait for their turn.
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
    QDateTime m_configured; // when resolv.conf was written that they use
    std::unordered_map<DnsQuestion, LookUp> m_lookUps;
    std::deque<DnsQuestion> m_queue; // those of m_lookUps that do not run
    QHash<QByteArray, int> m_runningAt; // by registered domain
    int m_running = 0;
    quint64 m_lastCaller = 0;
    QCache<DnsQuestion, Cached> m_cache;
    QCache<QByteArray, bool> m_known; // registered domains that answered
};

} // namespace WebJabber
