// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "benchprocess.h"

#include <QMap>

#include <memory>

namespace WebJabber::Bench {

// Figures that a hostile process reports about itself, by name.
using HostileFigures = QMap<QByteArray, qint64>;

// The hostile XMPP server and the hostile HTTP client, child processes at nice 10; see hostilexmpp --help and
// hostilehttp --help.
class HostileParties
{
public:
    // Starts the server, which is honest until begin().
    explicit HostileParties(qint64 pace);

    // The tables [xmpp.domains."..."] of its domains.
    QByteArray configuration() const;
    // Returns this many accounts of each domain.
    QStringList accounts(int perDomain) const;
    // Starts the HTTP client too.
    void begin(quint16 port);
    HostileFigures serverFigures();
    HostileFigures clientFigures();
    qint64 serverPid() const { return m_server.pid(); }
    qint64 clientPid() const { return m_client->pid(); }

private:
    BenchProcess m_server;
    QMap<QByteArray, QByteArray> m_ports; // by domain
    std::unique_ptr<BenchProcess> m_client;
};

} // namespace WebJabber::Bench
