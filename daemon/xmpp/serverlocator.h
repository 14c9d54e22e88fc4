// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/dnsrecords.h"
#include "shared/addressguard.h"
#include "shared/problem.h"
#include "xmpp/xmppsettings.h"

#include <QCache>
#include <QFuture>

#include <functional>

namespace WebJabber {

class Resolver;

struct ServerAddress {
    QString host;
    quint16 port = 0;
    bool directTls = false;
    QHostAddress address{}; // of the host, as it was checked; the one to connect to

    friend bool operator==(const ServerAddress &, const ServerAddress &) = default;
};

// Finds the servers of a service by its SRV name, in the order to try them. The thread and the
// cancellation are as for HostLookup.
using ServiceLookup = std::function<QFuture<QList<ServiceRecord>>(const QString &name, const QObject *context)>;

struct NameLookups {
    HostLookup addresses;
    ServiceLookup services;

    // `resolver` must outlive the lookups.
    static NameLookups of(Resolver &resolver);
};

// Finds the addresses of a domain's XMPP server, in the order to try them: the operator's override, else SRV
// records (RFC 6120, section 3.2.1; direct TLS by XEP-0368), else the domain itself on the default port. An
// address that worked comes first the next time. One object serves all sessions, on their thread.
class ServerLocator
{
public:
    // At most this many addresses are tried, except for servers in the operator's override.
    static constexpr qsizetype maxAddresses = 6;

    // `settings` must outlive the locator.
    ServerLocator(const XmppSettings &settings, NameLookups lookups);

    // All addresses except those of the operator's servers are public, and their ports are ones that XMPP servers
    // use, because users choose the domains. Fails with domain-not-allowed if there are only other addresses,
    // and with xmpp-unreachable if there are none, or if the domain states that it has no XMPP service.
    // Canceled if `context` is destroyed.
    using Located = Result<QList<ServerAddress>>;
    QFuture<Located> locate(const QString &domain, const QObject *context) const;

    // Must be called when a sign-in at the domain has succeeded at this address.
    void remember(const QString &domain, const ServerAddress &worked);

private:
    QFuture<Located> locateByDns(const QString &domain, TlsMode tls, const ServerAddress &itself,
                                 const QObject *context) const;
    QFuture<Located> findAddresses(const QString &domain, const QList<ServerAddress> &servers, Trust trust,
                                   const QObject *context) const;
    Located arrange(const QString &domain, Located located, qsizetype max) const;

    const XmppSettings &m_settings;
    NameLookups m_lookups;
    QCache<QString, ServerAddress> m_worked; // by domain
};

} // namespace WebJabber
