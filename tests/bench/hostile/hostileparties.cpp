// SPDX-License-Identifier: GPL-3.0-or-later
#include "hostileparties.h"

using namespace Qt::StringLiterals;

namespace WebJabber::Bench {

static constexpr int domainCount = 19;

static HostileFigures figuresOf(BenchProcess &process)
{
    process.writeLine("stats");
    HostileFigures result;
    for (const QByteArray &pair : process.waitFor("stats").split(' ')) {
        const qsizetype equals = pair.indexOf('=');
        if (equals > 0)
            result.insert(pair.first(equals), pair.sliced(equals + 1).toLongLong());
    }
    return result;
}

HostileParties::HostileParties(qint64 pace)
    : m_server(QStringLiteral(HOSTILEXMPP_PATH), {u"--pace"_s, QString::number(pace)})
{
    for (int i = 0; i < domainCount; ++i) {
        const QByteArrayList words = m_server.waitFor("domain").split(' ');
        m_ports.insert(words.value(0), words.value(1));
    }
    m_server.waitFor("ready");
}

QByteArray HostileParties::configuration() const
{
    QByteArray result;
    for (auto domain = m_ports.cbegin(); domain != m_ports.cend(); ++domain)
        result += "[xmpp.domains.\"" + domain.key() + "\"]\nhost = \"127.0.0.1\"\nport = " + domain.value() + '\n';
    return result;
}

QStringList HostileParties::accounts(int perDomain) const
{
    QStringList result;
    for (auto domain = m_ports.keyBegin(); domain != m_ports.keyEnd(); ++domain) {
        for (int i = 0; i < perDomain; ++i)
            result.append(u"victim%1@%2"_s.arg(i).arg(QString::fromLatin1(*domain)));
    }
    return result;
}

void HostileParties::begin(quint16 port)
{
    m_server.writeLine("begin");
    m_client = std::make_unique<BenchProcess>(QStringLiteral(HOSTILEHTTP_PATH), QStringList{QString::number(port)});
}

HostileFigures HostileParties::serverFigures()
{
    return figuresOf(m_server);
}

HostileFigures HostileParties::clientFigures()
{
    return figuresOf(*m_client);
}

} // namespace WebJabber::Bench
