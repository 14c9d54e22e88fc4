// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/dnschannel.h"

#include "net/addressorder.h"
#include "shared/freewith.h"
#include "shared/logging.h"

#include <QSocketNotifier>

#include <algorithm>
#include <ares.h>
#include <utility>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace WebJabber {

// A query is sent up to three times; the attempts wait 1.5, 2 and 2 seconds for a reply.
static constexpr std::chrono::milliseconds firstTimeout = 1'500ms;
static constexpr std::chrono::milliseconds longestTimeout = 2'000ms;
static constexpr int tries = 3;
static_assert(firstTimeout + (tries - 1) * longestTimeout < DnsChannel::longestQuery);

// A new source port for each query makes it hard to forge a reply (RFC 5452, section 9.2).
static constexpr int queriesPerSocket = 1;

// The limit on the SRV records kept from one reply.
static constexpr qsizetype maxServices = 32;

struct DnsChannel::Query {
    DnsChannel *channel; // completes the query before it is destroyed
    Done done;
};

// Defers the deletion: the notifier's own signal may be on the call stack.
static void deleteNotifier(QSocketNotifier *notifier)
{
    notifier->setEnabled(false);
    notifier->deleteLater();
}

DnsChannel::DnsChannel(const QString &servers, Search search, QObject *parent)
    : QObject(parent)
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, [this] { process(ARES_SOCKET_BAD, ARES_SOCKET_BAD); });
    ares_library_init(ARES_LIB_INIT_ALL);
    open(servers, search);
}

void DnsChannel::open(const QString &servers, Search search)
{
    ares_options options{};
    options.flags = ARES_FLAG_EDNS | (search == Search::No ? ARES_FLAG_NOSEARCH : 0);
    options.timeout = int(firstTimeout.count());
    options.maxtimeout = int(longestTimeout.count());
    options.tries = tries;
    options.udp_max_queries = queriesPerSocket;
    options.qcache_max_ttl = 0; // c-ares' cache has no size limit
    options.sock_state_cb_data = this;
    options.sock_state_cb = [](void *channel, ares_socket_t socket, int reads, int writes) {
        static_cast<DnsChannel *>(channel)->watch(socket, reads != 0, writes != 0);
    };
    const int mask = ARES_OPT_FLAGS | ARES_OPT_TIMEOUTMS | ARES_OPT_MAXTIMEOUTMS | ARES_OPT_TRIES
        | ARES_OPT_UDP_MAX_QUERIES | ARES_OPT_QUERY_CACHE | ARES_OPT_SOCK_STATE_CB;
    int status = ares_init_options(&m_channel, &options, mask);
    if (status == ARES_SUCCESS && !servers.isEmpty())
        status = ares_set_servers_ports_csv(m_channel, servers.toLatin1().constData());
    if (status == ARES_SUCCESS)
        return;
    qCCritical(lcDaemon) << "no name can be looked up:" << ares_strerror(status);
    ares_destroy(std::exchange(m_channel, nullptr));
}

DnsChannel::~DnsChannel()
{
    if (m_channel)
        ares_destroy(m_channel); // calls back for every running query
    ares_library_cleanup();
}

void DnsChannel::watch(int socket, bool reads, bool writes)
{
    if (!reads && !writes) {
        m_notifiers.erase(socket);
        return;
    }
    auto found = m_notifiers.find(socket);
    if (found == m_notifiers.end())
        found = m_notifiers.emplace(socket, Notifiers{{nullptr, &deleteNotifier}, {nullptr, &deleteNotifier}}).first;
    const auto keep = [&](auto &notifier, bool wanted, QSocketNotifier::Type type) {
        if (!wanted)
            return notifier.reset();
        if (notifier)
            return;
        notifier.reset(new QSocketNotifier(socket, type, this));
        const bool isRead = type == QSocketNotifier::Read;
        connect(notifier.get(), &QSocketNotifier::activated, this, [this, socket, isRead] {
            process(isRead ? socket : ARES_SOCKET_BAD, isRead ? ARES_SOCKET_BAD : socket);
        });
    };
    keep(found->second.read, reads, QSocketNotifier::Read);
    keep(found->second.write, writes, QSocketNotifier::Write);
}

void DnsChannel::process(int readable, int writable)
{
    ares_process_fd(m_channel, readable, writable);
    armTimer();
}

void DnsChannel::armTimer()
{
    timeval left{};
    if (!ares_timeout(m_channel, nullptr, &left))
        return m_timer.stop();
    const std::chrono::microseconds delay = std::chrono::seconds(left.tv_sec) + std::chrono::microseconds(left.tv_usec);
    m_timer.start(std::chrono::ceil<std::chrono::milliseconds>(delay));
}

static DnsAnswer::Status statusOf(int status)
{
    switch (status) {
    case ARES_SUCCESS:
        return DnsAnswer::Status::Found;
    case ARES_ENODATA:
    case ARES_ENOTFOUND:
    case ARES_EBADNAME:
        return DnsAnswer::Status::NotFound;
    default:
        return DnsAnswer::Status::Failed;
    }
}

static DnsAnswer addressesOf(int status, const ares_addrinfo *info)
{
    DnsAnswer answer{statusOf(status), {}, {}, std::chrono::seconds::max()};
    qsizetype v4 = 0;
    qsizetype v6 = 0;
    for (const auto *node = info ? info->nodes : nullptr; node; node = node->ai_next) {
        if (++(node->ai_family == AF_INET6 ? v6 : v4) <= maxAddresses)
            answer.addresses.append(QHostAddress(node->ai_addr));
        answer.ttl = std::min(answer.ttl, std::chrono::seconds(node->ai_ttl));
    }
    for (const auto *alias = info ? info->cnames : nullptr; alias; alias = alias->next)
        answer.ttl = std::min(answer.ttl, std::chrono::seconds(alias->ttl));
    return answer;
}

static QString withoutRoot(const char *name)
{
    QString text = QString::fromLatin1(name);
    if (text.endsWith(u'.'))
        text.chop(1);
    return text;
}

static DnsAnswer servicesOf(int status, const ares_dns_record_t *message)
{
    DnsAnswer answer{statusOf(status), {}, {}, std::chrono::seconds::max()};
    const std::size_t count = status == ARES_SUCCESS ? ares_dns_record_rr_cnt(message, ARES_SECTION_ANSWER) : 0;
    for (std::size_t i = 0; i < count && answer.services.size() < maxServices; ++i) {
        const ares_dns_rr_t *record = ares_dns_record_rr_get_const(message, ARES_SECTION_ANSWER, i);
        answer.ttl = std::min(answer.ttl, std::chrono::seconds(ares_dns_rr_get_ttl(record)));
        if (ares_dns_rr_get_type(record) == ARES_REC_TYPE_SRV)
            answer.services.append({withoutRoot(ares_dns_rr_get_str(record, ARES_RR_SRV_TARGET)),
                                    ares_dns_rr_get_u16(record, ARES_RR_SRV_PORT),
                                    ares_dns_rr_get_u16(record, ARES_RR_SRV_PRIORITY),
                                    ares_dns_rr_get_u16(record, ARES_RR_SRV_WEIGHT)});
    }
    if (answer.status == DnsAnswer::Status::Found && answer.services.isEmpty())
        answer.status = DnsAnswer::Status::NotFound;
    return answer;
}

// c-ares may call back at any point, even inside the call that starts the query. `done` is therefore always called from
// the event loop.
void DnsChannel::finish(Query *query, const DnsAnswer &answer)
{
    const std::unique_ptr<Query> owner(query);
    DnsChannel *const channel = query->channel;
    QMetaObject::invokeMethod(
        channel,
        [channel, done = std::move(query->done), answer] {
            --channel->m_running;
            done(answer);
            channel->deleteIfDone();
        },
        Qt::QueuedConnection);
}

void DnsChannel::retire()
{
    m_isRetired = true;
    deleteIfDone();
}

void DnsChannel::deleteIfDone()
{
    if (m_isRetired && m_running == 0)
        deleteLater();
}

void DnsChannel::query(const DnsQuestion &question, Done done)
{
    auto *const query = new Query{this, std::move(done)}; // c-ares passes it to finish(), which deletes it
    ++m_running;
    if (!m_channel)
        return finish(query, {});
    if (question.kind == DnsQuestion::Kind::Services) {
        ares_query_dnsrec(
            m_channel, question.name.constData(), ARES_CLASS_IN, ARES_REC_TYPE_SRV,
            [](void *what, ares_status_t status, std::size_t, const ares_dns_record_t *message) {
                finish(static_cast<Query *>(what), servicesOf(status, message));
            },
            query, nullptr);
    } else {
        ares_addrinfo_hints hints{};
        hints.ai_flags = ARES_AI_NOSORT;
        hints.ai_family = AF_UNSPEC;
        hints.ai_socktype = SOCK_STREAM;
        ares_getaddrinfo(
            m_channel, question.name.constData(), nullptr, &hints,
            [](void *what, int status, int, ares_addrinfo *info) {
                const std::unique_ptr<ares_addrinfo, FreeWith<&ares_freeaddrinfo>> owner(info);
                finish(static_cast<Query *>(what), addressesOf(status, info));
            },
            query);
    }
    armTimer();
}

} // namespace WebJabber
