// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/certificates.h"
#include "support/childprocess.h"

#include "loadserverprocess.h"

#include <QHash>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace WebJabber::Bench {

LoadServerProcess::LoadServerProcess(Wire wire, int accounts, int iterations)
    : m_wire(wire)
    , m_process(QStringLiteral(LOADSERVER_PATH), arguments(wire, accounts, iterations))
    , m_port(m_process.waitFor("port").toUShort())
{
}

QStringList LoadServerProcess::arguments(Wire wire, int accounts, int iterations)
{
    QStringList result{u"--accounts"_s,   QString::number(accounts),
                       u"--iterations"_s, QString::number(iterations),
                       u"--port"_s,       QString::number(Test::freePort())};
    if (wire == Wire::Tls) {
        const Test::CertificateAuthority authority(m_directory.path());
        const Test::CertificateFiles files = authority.issue(u"localhost"_s);
        m_caFile = authority.file();
        result += {u"--certificate"_s, files.certificate, u"--key"_s, files.key};
    }
    return result;
}

LoadStatistics LoadServerProcess::statistics()
{
    m_process.writeLine("stats");
    QHash<QByteArray, qint64> values;
    for (const QByteArray &pair : m_process.waitFor("stats").split(' ')) {
        const qsizetype equals = pair.indexOf('=');
        values.insert(pair.first(equals), pair.sliced(equals + 1).toLongLong());
    }
    LoadStatistics result{.online = values.value("online"),
                          .sent = values.value("sent"),
                          .owed = values.value("owed"),
                          .distinct = values.value("distinct"),
                          .connectsPeak = values.value("connects-peak"),
                          .loginsPeak = values.value("logins-peak"),
                          .posted = values.value("posted"),
                          .postedTwice = values.value("posted-twice"),
                          .latest = values.value("latest-ms"),
                          .hostileStanzas = {}};
    static constexpr QByteArrayView annoyance = "annoy-";
    for (auto value = values.cbegin(); value != values.cend(); ++value) {
        if (value.key().startsWith(annoyance))
            result.hostileStanzas.insert(value.key().sliced(annoyance.size()), value.value());
    }
    return result;
}

void LoadServerProcess::startSending(int first, int accounts, double rate, std::chrono::seconds time)
{
    m_process.writeLine("send " + QByteArray::number(first) + ' ' + QByteArray::number(accounts) + ' '
                        + QByteArray::number(rate) + ' ' + QByteArray::number(qint64(time.count())));
}

void LoadServerProcess::startHostileStanzas(int first, int accounts, double rate, std::chrono::seconds time)
{
    m_process.writeLine("annoy " + QByteArray::number(first) + ' ' + QByteArray::number(accounts) + ' '
                        + QByteArray::number(rate) + ' ' + QByteArray::number(qint64(time.count())));
}

void LoadServerProcess::finishSending()
{
    m_process.waitFor("sent", 15min);
}

void LoadServerProcess::drop(std::chrono::seconds time)
{
    m_process.writeLine("drop " + QByteArray::number(qint64(time.count())));
}

} // namespace WebJabber::Bench
