// SPDX-License-Identifier: GPL-3.0-or-later
#include "serverlocator.h"

#include <QDnsLookup>
#include <QHostAddress>
#include <QPromise>
#include <QUrl>

#include <algorithm>
#include <memory>

using namespace Qt::StringLiterals;

namespace WebJabber {

static constexpr quint16 clientPort = 5222;
static constexpr quint16 directTlsPort = 5223;

using Located = Result<QList<ServerAddress>>;

// Names that DNS does not know by definition (RFC 6761), and plain addresses.
static bool hasNoDns(const QString &domain)
{
    return domain == "localhost"_L1 || domain.endsWith(".localhost"_L1) || domain.startsWith(u'[')
        || !QHostAddress(domain).isNull();
}

static QString hostName(const QString &domain)
{
    return domain.startsWith(u'[') ? domain.sliced(1, domain.size() - 2) : domain;
}

namespace {

// Two SRV lookups at once; answers when both have ended, then deletes itself.
class SrvLookup : public QObject
{
public:
    SrvLookup(const QString &domain, TlsMode tls)
        : m_domain(domain)
    {
        const QString ace = QString::fromLatin1(QUrl::toAce(domain));
        start(u"_xmpps-client._tcp."_s + ace, true);
        if (tls != TlsMode::Direct)
            start(u"_xmpp-client._tcp."_s + ace, false);
        m_promise.start();
    }

    QFuture<Located> future() { return m_promise.future(); }

private:
    void start(const QString &name, bool directTls)
    {
        ++m_running;
        auto *lookup = new QDnsLookup(QDnsLookup::SRV, name, this);
        connect(lookup, &QDnsLookup::finished, this, [this, lookup, directTls] { finished(*lookup, directTls); });
        lookup->lookup();
    }

    void finished(const QDnsLookup &lookup, bool directTls)
    {
        // QDnsLookup has put them in order of priority and weight already.
        for (const auto &record : lookup.serviceRecords()) {
            if (record.target() == "."_L1 || record.target().isEmpty())
                m_refused = true;
            else
                m_addresses.append({record.target(), record.port(), directTls});
        }
        if (--m_running > 0)
            return;
        std::ranges::stable_sort(m_addresses, std::ranges::greater(), &ServerAddress::directTls);
        if (m_addresses.isEmpty() && m_refused)
            m_promise.addResult(
                problem(ProblemCode::XmppUnreachable, u"DNS: %1 says that it has no XMPP service."_s.arg(m_domain)));
        else
            m_promise.addResult(m_addresses);
        m_promise.finish();
        deleteLater();
    }

    QString m_domain;
    QPromise<Located> m_promise;
    QList<ServerAddress> m_addresses;
    int m_running = 0;
    bool m_refused = false;
};

} // namespace

// A server with many addresses must not keep the next one waiting.
static constexpr qsizetype addressesPerServer = 3;
static constexpr qsizetype maxServers = 10;

static Located withAddresses(const QString &domain, const QList<ServerAddress> &servers,
                             const QList<QFuture<Addresses>> &found)
{
    QList<ServerAddress> checked;
    bool isRefused = false;
    for (qsizetype i = 0; i < servers.size(); ++i) {
        const Addresses addresses = found.at(i).result();
        isRefused = isRefused || (!addresses && addresses.error() == AddressFault::NotPublic);
        for (const QHostAddress &address :
             addresses.value_or(QList<QHostAddress>())
                 .first(std::min(addressesPerServer, addresses ? addresses->size() : 0))) {
            ServerAddress server = servers.at(i);
            server.address = address;
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

QFuture<Located> checkServers(const QString &domain, const QList<ServerAddress> &all, const HostLookup &lookup)
{
    const QList<ServerAddress> servers = all.first(std::min(maxServers, all.size()));
    QList<QFuture<Addresses>> lookups;
    for (const ServerAddress &server : servers)
        lookups.append(guardedAddresses(server.host, Trust::User, lookup));
    return QtFuture::whenAll(lookups.begin(), lookups.end())
        .then([domain, servers](const QList<QFuture<Addresses>> &found) {
            return withAddresses(domain, servers, found);
        });
}

QFuture<Located> locateServer(const QString &domain, const XmppSettings &settings, const HostLookup &lookup)
{
    const TlsMode tls = settings.tlsFor(domain);
    const bool direct = tls == TlsMode::Direct;
    const quint16 usualPort = direct ? directTlsPort : clientPort;
    if (const auto found = settings.domains.constFind(domain);
        found != settings.domains.cend() && !found->host.isEmpty()) {
        const ServerAddress address{found->host, found->port ? found->port : usualPort, direct};
        return QtFuture::makeReadyValueFuture(Located({address}));
    }
    const QList<ServerAddress> itself{{hostName(domain), usualPort, direct}};
    if (hasNoDns(domain))
        return checkServers(domain, itself, lookup);
    auto *srvLookup = new SrvLookup(domain, tls);
    return srvLookup->future()
        .then([domain, itself, lookup](const Located &located) {
            if (!located)
                return QtFuture::makeReadyValueFuture(located);
            return checkServers(domain, located->isEmpty() ? itself : *located, lookup);
        })
        .unwrap();
}

} // namespace WebJabber
