// SPDX-License-Identifier: GPL-3.0-or-later
#include "net/resolver.h"

#include "net/addressorder.h"
#include "net/dnschannel.h"
#include "net/serviceorder.h"

#include <QFileInfo>
#include <QTimer>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace WebJabber {

static QDateTime configurationTime()
{
    return QFileInfo(u"/etc/resolv.conf"_s).lastModified(QTimeZone::UTC);
}

Resolver::Resolver(const ResolverSettings &settings, QObject *parent)
    : QObject(parent)
    , m_settings(settings)
    , m_cache(settings.cached)
    , m_known(settings.cached)
{
    openChannels();
}

// The promises of pending look-ups are destroyed, which cancels their futures. No caller is called back.
Resolver::~Resolver() = default;

// c-ares reads resolv.conf only when a channel is opened, so new channels are opened if the file has changed.
void Resolver::openChannels()
{
    const QDateTime written = configurationTime();
    if (m_channel && written == m_configured)
        return;
    m_configured = written;
    if (m_channel) {
        m_channel->retire();
        m_searchChannel->retire();
    }
    m_channel = new DnsChannel(m_settings.servers, DnsChannel::Search::No, this);
    m_searchChannel = new DnsChannel(m_settings.servers, DnsChannel::Search::Yes, this);
}

QFuture<QList<QHostAddress>> Resolver::findAddresses(const QString &host, const QObject *context)
{
    if (const QHostAddress literal(host); !literal.isNull())
        return QtFuture::makeReadyValueFuture(QList{literal});
    const bool isWhole = host.endsWith(u'.');
    const auto kind = isWhole ? DnsQuestion::Kind::Addresses : DnsQuestion::Kind::RelativeAddresses;
    return find({kind, dnsName(host)}, context).then([](const DnsAnswer &answer) {
        return inAddressOrder(answer.addresses);
    });
}

QFuture<QList<ServiceRecord>> Resolver::findServices(const QString &name, const QObject *context)
{
    return find({DnsQuestion::Kind::Services, dnsName(name)}, context).then([](const DnsAnswer &answer) {
        return inServiceOrder(answer.services);
    });
}

QFuture<DnsAnswer> Resolver::find(const DnsQuestion &question, const QObject *context)
{
    if (question.name.isEmpty())
        return QtFuture::makeReadyValueFuture(DnsAnswer{DnsAnswer::Status::NotFound, {}, {}, {}});
    if (const Cached *cached = m_cache.object(question); cached && !cached->end.hasExpired())
        return QtFuture::makeReadyValueFuture(cached->answer);
    if (const auto running = m_lookUps.find(question); running != m_lookUps.end())
        return join(question, running->second, context);
    if (waiting() >= m_settings.waiting)
        return QtFuture::makeReadyValueFuture(DnsAnswer());
    m_queue.push_back(question);
    const auto future = join(question, m_lookUps[question], context);
    startWaiting();
    return future;
}

QFuture<DnsAnswer> Resolver::join(const DnsQuestion &question, LookUp &lookUp, const QObject *context)
{
    Caller &caller = lookUp.callers.emplace_back();
    caller.id = ++m_lastCaller;
    caller.promise.start();
    if (context)
        caller.contextGone = connect(context, &QObject::destroyed, this,
                                     [this, question, id = caller.id] { drop(question, id); });
    QTimer::singleShot(m_settings.deadline, this, [this, question, id = caller.id] { expire(question, id); });
    return caller.promise.future();
}

// Removes the caller from the look-up. A look-up without other callers is dropped if it has not started. A query that
// runs cannot be canceled; its answer goes to the cache.
Resolver::Caller Resolver::take(const DnsQuestion &question, quint64 caller)
{
    const auto lookUp = m_lookUps.find(question);
    if (lookUp == m_lookUps.end())
        return {};
    auto &callers = lookUp->second.callers;
    const auto found = std::ranges::find(callers, caller, &Caller::id);
    if (found == callers.end())
        return {};
    Caller taken = std::move(*found);
    callers.erase(found);
    if (callers.empty() && !lookUp->second.isRunning) {
        std::erase(m_queue, question);
        m_lookUps.erase(lookUp);
    }
    disconnect(taken.contextGone);
    return taken;
}

void Resolver::drop(const DnsQuestion &question, quint64 caller)
{
    take(question, caller); // destroying its promise without a result cancels the future
}

void Resolver::expire(const DnsQuestion &question, quint64 caller)
{
    Caller expired = take(question, caller);
    if (expired.id == 0)
        return; // it was answered already
    expired.promise.addResult(DnsAnswer());
    expired.promise.finish();
}

bool Resolver::mayStart(const QByteArray &domain) const
{
    const int bound = m_known.contains(domain) ? m_settings.perKnownDomain : m_settings.perUnknownDomain;
    return m_running < m_settings.maxConcurrent && m_runningAt.value(domain) < bound;
}

// Starts look-ups in the order they were made. A look-up is skipped while its domain has as many running queries as it
// may have.
void Resolver::startWaiting()
{
    for (;;) {
        const auto next = std::ranges::find_if(
            m_queue, [this](const DnsQuestion &question) { return mayStart(registeredDomain(question.name)); });
        if (next == m_queue.end())
            return;
        DnsQuestion question = std::move(*next);
        m_queue.erase(next);
        start(question);
    }
}

void Resolver::start(const DnsQuestion &question)
{
    m_lookUps.at(question).isRunning = true;
    ++m_running;
    ++m_runningAt[registeredDomain(question.name)];
    openChannels();
    DnsChannel *const channel = question.kind == DnsQuestion::Kind::RelativeAddresses ? m_searchChannel : m_channel;
    channel->query(question, [this, question](const DnsAnswer &answer) { finish(question, answer); });
}

void Resolver::finish(const DnsQuestion &question, const DnsAnswer &answer)
{
    const QByteArray domain = registeredDomain(question.name);
    --m_running;
    if (--m_runningAt[domain] == 0)
        m_runningAt.remove(domain);
    if (answer.status == DnsAnswer::Status::Failed)
        m_known.remove(domain);
    else
        m_known.insert(domain, new bool(true));
    keep(question, answer);
    LookUp lookUp = std::move(m_lookUps.extract(question).mapped());
    startWaiting();
    for (Caller &caller : lookUp.callers) {
        disconnect(caller.contextGone);
        caller.promise.addResult(answer);
        caller.promise.finish();
    }
}

// The cost in the cache, in records. A service record counts four times because it holds a name.
static qsizetype costOf(const DnsAnswer &answer)
{
    return 1 + answer.addresses.size() + answer.services.size() * 4;
}

void Resolver::keep(const DnsQuestion &question, const DnsAnswer &answer)
{
    std::chrono::seconds ttl = m_settings.failedTtl;
    if (answer.status == DnsAnswer::Status::NotFound)
        ttl = m_settings.notFoundTtl;
    else if (answer.status == DnsAnswer::Status::Found)
        ttl = std::clamp(answer.ttl, std::chrono::seconds(0), m_settings.longestTtl);
    if (ttl > std::chrono::seconds(0))
        m_cache.insert(question, new Cached{answer, QDeadlineTimer(ttl)}, costOf(answer));
    else
        m_cache.remove(question);
}

} // namespace WebJabber
