// SPDX-License-Identifier: GPL-3.0-or-later
#include "bareclients.h"

#include "processmeter.h"

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace WebJabber::Bench {

static constexpr auto loginTimeLimit = 15min;

BareClients::BareClients(int count, Wire wire, int iterations)
    : m_server(wire, count, iterations)
    , m_clients(QStringLiteral(BAREXMPP_PATH), arguments(count))
{
    const int first = firstOf(count);
    m_clients.waitFor("online");
    awaitIdle(m_clients.pid());
    const double before = residentBytes(m_clients.pid());
    m_clients.writeLine("go");
    m_clients.waitFor("online", loginTimeLimit);
    awaitIdle(m_clients.pid());
    m_residentPerClient = (residentBytes(m_clients.pid()) - before) / (count - first);
}

QStringList BareClients::arguments(int count) const
{
    QStringList result{u"--clients"_s, QString::number(count),          u"--first"_s, QString::number(firstOf(count)),
                       u"--port"_s,    QString::number(m_server.port())};
    if (!m_server.caFile().isEmpty())
        result += {u"--ca-file"_s, m_server.caFile()};
    return result;
}

double BareClients::processorPerMessage(int accounts, double rate, std::chrono::seconds time)
{
    const qint64 before = m_server.statistics().sent;
    const auto processor = processorTime(m_clients.pid());
    m_server.startSending(0, accounts, rate, time);
    m_server.finishSending();
    return std::chrono::duration<double, std::micro>(processorTime(m_clients.pid()) - processor).count()
        / double(m_server.statistics().sent - before);
}

} // namespace WebJabber::Bench
