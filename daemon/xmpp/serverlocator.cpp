// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/serverlocator.h"

#include "net/resolver.h"

#include <QUrl>

#include <algorithm>
#include <limits>

using namespace Qt::StringLiterals;

namespace WebJabber {

static constexpr quint16 clientPort = 5222;
static constexpr quint16 directTlsPort = 5223;
static constexpr quint16 httpsPort = 443; // passes most firewalls
static constexpr quint16 lastSystemPort = 1'024;

// Bounds the addresses of one server, so that the next server is tried in time.
static constexpr qsizetype addressesPerServer = 3;

// The number of domains whose working address is remembered.
static constexpr int maxRemembered = 1'000;

using Located = ServerLocator::Located;

// Names that are not in DNS by definition (RFC 6761), and IP addresses.
static bool hasNoDns(const QString &domain)
{
    return domain == "localhost"_L1 || domain.endsWith(".localhost"_L1) || domain.startsWith(u'[')
        || !QHostAddress(domain).isNull();
}

static QString hostName(const QString &domain)
{
    return domain.startsWith(u'[') ? domain.sliced(1, domain.size() - 2) : domain;
}

// The DNS records of an untrusted domain may name any port of any host, to which the daemon would connect.
static bool isPortOfXmpp(quint16 port)
{
    return port == clientPort || port == directTlsPort || port == httpsPort || port > lastSystemPort;
}

NameLookups NameLookups::of(Resolver &resolver)
{
    return {[&resolver](const QString &host, const QObject *context) { return resolver.findAddresses(host, context); },
            [&resolver](const QString &name, const QObject *context) { return resolver.findServices(name, context); }};
}

ServerLocator::ServerLocator(const XmppSettings &settings, NameLookups lookups)
    : m_settings(settings)
    , m_lookups(std::move(lookups))
    , m_worked(maxRemembered)
{
}

void ServerLocator::remember(const QString &domain, const ServerAddress &worked)
{
    if (const ServerAddress *known = m_worked.object(domain); !known || *known != worked)
        m_worked.insert(domain, new ServerAddress(worked));
}

Located ServerLocator::arrange(const QString &domain, Located located, qsizetype max) const
{
    if (!located)
        return located;
    if (const ServerAddress *worked = m_worked.object(domain)) {
        const auto found = std::ranges::find(*located, *worked);
        if (found != located->end())
            std::rotate(located->begin(), found, std::next(found));
    }
    return located->first(std::min(max, located->size()));
}

QFuture<Located> ServerLocator::locate(const QString &domain, const QObject *context) const
{
    const TlsMode tls = m_settings.tlsFor(domain);
    const bool direct = tls == TlsMode::Direct;
    const quint16 usualPort = direct ? directTlsPort : clientPort;
    const auto found = m_settings.domains.constFind(domain);
    const bool isOperators = found != m_settings.domains.cend() && !found->host.isEmpty();
    if (isOperators) {
        const QList<ServerAddress> server{{found->host, found->port ? found->port : usualPort, direct}};
        return findAddresses(domain, server, Trust::Operator, context).then([this, domain](const Located &located) {
            return arrange(domain, located, std::numeric_limits<qsizetype>::max());
        });
    }
    return locateByDns(domain, tls, {hostName(domain), usualPort, direct}, context)
        .then([this, domain](const Located &located) { return arrange(domain, located, maxAddresses); });
}

// Returns the servers in the records. Direct TLS comes first, as it saves a round trip.
static Located serversOf(const QString &domain, const QList<ServiceRecord> &directTls,
                         const QList<ServiceRecord> &plain)
{
    QList<ServerAddress> servers;
    QString refusal;
    const auto add = [&](const QList<ServiceRecord> &records, bool isDirect) {
        for (const ServiceRecord &record : records) {
            if (record.target.isEmpty())
                refusal = u"DNS: %1 says that it has no XMPP service."_s.arg(domain);
            else if (!isPortOfXmpp(record.port))
                refusal = u"DNS: %1 names port %2 for XMPP, which is not used for that."_s.arg(domain).arg(record.port);
            else
                servers.append({record.target, record.port, isDirect});
        }
    };
    add(plain, false);
    add(directTls, true);
    std::ranges::stable_sort(servers, std::ranges::greater(), &ServerAddress::directTls);
    if (servers.isEmpty() && !refusal.isEmpty())
        return problem(ProblemCode::XmppUnreachable, refusal);
    return servers;
}

// Whether the context of the lookups was destroyed. They have no results then.
template<typename T>
static bool areCanceled(const QList<QFuture<T>> &futures)
{
    return std::ranges::any_of(futures, &QFuture<T>::isCanceled);
}

static QFuture<Located> canceled()
{
    return {};
}

QFuture<Located> ServerLocator::locateByDns(const QString &domain, TlsMode tls, const ServerAddress &itself,
                                            const QObject *context) const
{
    if (hasNoDns(domain))
        return findAddresses(domain, {itself}, Trust::User, context);
    const QString ace = QString::fromLatin1(QUrl::toAce(domain));
    QList<QFuture<QList<ServiceRecord>>> lookups{m_lookups.services(u"_xmpps-client._tcp."_s + ace, context)};
    if (tls != TlsMode::Direct)
        lookups.append(m_lookups.services(u"_xmpp-client._tcp."_s + ace, context));
    return QtFuture::whenAll(lookups.begin(), lookups.end())
        .then([this, domain, itself, context](const QList<QFuture<QList<ServiceRecord>>> &found) {
            if (areCanceled(found))
                return canceled();
            const QList<ServiceRecord> plain = found.size() > 1 ? found.at(1).result() : QList<ServiceRecord>();
            const Located servers = serversOf(domain, found.first().result(), plain);
            if (!servers)
                return QtFuture::makeReadyValueFuture(servers);
            return findAddresses(domain, servers->isEmpty() ? QList{itself} : *servers, Trust::User, context);
        })
        .unwrap();
}

static Located withAddresses(const QString &domain, const QList<ServerAddress> &servers,
                             const QList<QFuture<Addresses>> &found, qsizetype maxPerServer)
{
    QList<ServerAddress> checked;
    bool isRefused = false;
    for (qsizetype i = 0; i < servers.size(); ++i) {
        const Addresses addresses = found.at(i).result();
        isRefused = isRefused || (!addresses && addresses.error() == AddressFault::NotPublic);
        for (const QHostAddress &address : addresses.value_or(QList<QHostAddress>()).mid(0, maxPerServer)) {
            ServerAddress server = servers.at(i);
            server.address = address;
            if (!checked.contains(server))
                checked.append(server);
        }
    }
    if (!checked.isEmpty())
        return checked;
    if (isRefused)
        return problem(ProblemCode::DomainNotAllowed,
                       u"The XMPP server of %1 is at an address that is not public."_s.arg(domain));
    return problem(ProblemCode::XmppUnreachable, u"DNS: no address is known for the XMPP server of %1."_s.arg(domain));
}

QFuture<Located> ServerLocator::findAddresses(const QString &domain, const QList<ServerAddress> &all, Trust trust,
                                              const QObject *context) const
{
    const bool isOperators = trust == Trust::Operator;
    const QList<ServerAddress> servers = isOperators ? all : all.first(std::min(maxAddresses, all.size()));
    const qsizetype maxPerServer = isOperators ? std::numeric_limits<qsizetype>::max() : addressesPerServer;
    QList<QFuture<Addresses>> lookups;
    for (const ServerAddress &server : servers)
        lookups.append(guardedAddresses(server.host, trust, m_lookups.addresses, context));
    return QtFuture::whenAll(lookups.begin(), lookups.end())
        .then([domain, servers, maxPerServer](const QList<QFuture<Addresses>> &found) {
            if (areCanceled(found))
                return canceled();
            return QtFuture::makeReadyValueFuture(withAddresses(domain, servers, found, maxPerServer));
        })
        .unwrap();
}

} // namespace WebJabber
