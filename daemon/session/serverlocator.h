// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "xmppsettings.h"

#include <addressguard.h>
#include <problem.h>

#include <QFuture>

class QDnsLookup;

namespace WebJabber {

struct ServerAddress {
    QString host;
    quint16 port = 0;
    bool directTls = false;
    QHostAddress address{}; // to connect to, as it was checked; null: wherever the operator's `host` is
};

// Finds the addresses of a domain's XMPP server, in the order to try them: the
// operator's override, else SRV records (RFC 6120, section 3.2.1, with direct
// TLS by XEP-0368), else the domain itself on the usual port.
// As users name domains, all but the operator's are public addresses: fails with
// domain-not-allowed where there are only others, and with xmpp-unreachable
// where there are none, or the domain says it has no XMPP service.
QFuture<Result<QList<ServerAddress>>> locateServer(const QString &domain, const XmppSettings &settings,
                                                   const HostLookup &lookup = &lookUpHost);

// Of the servers that a domain says it has, those that may be connected to,
// each with its address; a server with several is there several times. Fails
// as above.
QFuture<Result<QList<ServerAddress>>> checkServers(const QString &domain, const QList<ServerAddress> &servers,
                                                   const HostLookup &lookup = &lookUpHost);

} // namespace WebJabber
