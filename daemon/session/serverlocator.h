// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "xmppsettings.h"

#include <problem.h>

#include <QFuture>

class QDnsLookup;

namespace WebJabber {

struct ServerAddress {
    QString host;
    quint16 port = 0;
    bool directTls = false;
};

// Finds the addresses of a domain's XMPP server, in the order to try them: the
// operator's override, else SRV records (RFC 6120, section 3.2.1, with direct
// TLS by XEP-0368), else the domain itself on the usual port.
// Fails with xmpp-unreachable where the domain says it has no XMPP service.
QFuture<Result<QList<ServerAddress>>> locateServer(const QString &domain, const XmppSettings &settings);

} // namespace WebJabber
