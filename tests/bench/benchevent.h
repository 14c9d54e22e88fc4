// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/event.h"

namespace WebJabber::Bench {

inline Jid benchAccount(int account)
{
    return Jid::fromServer(QStringLiteral("user%1@bench.example").arg(account));
}

// A chat message of typical size, as a server with an archive delivers it.
inline Event benchEvent(int account, int number)
{
    static const QDateTime time = QDateTime::currentDateTimeUtc();
    static const QString body(120, u'x');
    Event event;
    event.account = benchAccount(account);
    event.time = time;
    event.from = Jid::fromServer(QStringLiteral("friend%1@bench.example/phone").arg(number % 50));
    event.to = event.account;
    event.id = QStringLiteral("6b1f2c3d-8e4a-4f5b-9c6d-%1").arg(number, 12, 10, QLatin1Char('0'));
    event.stanzaId = QStringLiteral("1700000000000000-%1").arg(number, 12, 10, QLatin1Char('0'));
    event.body = body;
    return event;
}

} // namespace WebJabber::Bench
