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
    QHostAddress address{}; // of the host; to connect to, as it was checked

    friend bool operator==(const ServerAddress &, const ServerAddress &) = default;
};

// Finds the servers of a service by its SRV name, in the order to try them.
// Answers and is canceled as HostLookup.
using ServiceLookup = std::function<QFuture<QList<ServiceRecord>>(const QString &name, const QObject *context)>;

struct NameLookups {
    HostLookup addresses;
    ServiceLookup services;

    // The resolver must outlive them.
    static NameLookups of(Resolver &resolver);
};

// Finds the addresses of a domain's XMPP server, in the order to try them: the
// operator's override, else SRV records (RFC 6120, section 3.2.1, with direct
// TLS by XEP-0368), else the domain itself on the usual port. An address that
// worked comes first the next time. One for all sessions, on their thread.
class ServerLocator
{
public:
    // Of a domain whose servers are not the operator's so many addresses are tried.
    static constexpr qsizetype maxAddresses = 6;

    // `settings` must outlive it.
    ServerLocator(const XmppSettings &settings, NameLookups lookups);

    // As users name domains, all addresses but those of the operator's servers are
    // public, and their ports are ones that XMPP servers use. Fails with
    // domain-not-allowed if there are only others, and with xmpp-unreachable if
    // there are none, or the domain says it has no XMPP service. Canceled if the
    // context is destroyed.
    using Located = Result<QList<ServerAddress>>;
    QFuture<Located> locate(const QString &domain, const QObject *context) const;

    // A sign-in at the domain went well at this address.
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
