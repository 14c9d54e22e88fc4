// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/jid.h"

#include <QHash>
#include <QObject>

#include <deque>
#include <functional>

namespace WebJabber {

// Lets one reader at a time take messages off an account's queue: the next one
// reads only when it is known whether the one before got its answer. So
// nothing is handed out twice, and nothing out of order.
class AccountMutex : public QObject
{
    Q_OBJECT

public:
    using Release = std::function<void()>;
    using Turn = std::function<void(Release)>;

    using QObject::QObject;

    // Calls `turn` when it is its turn, at once where nobody is before it. The
    // turn lasts until its release is called or its last copy is destroyed.
    void enter(const Jid &account, Turn turn);

private:
    void begin(const Jid &account, const Turn &turn);
    void next(const Jid &account);

    QHash<Jid, std::deque<Turn>> m_waiting; // an entry: somebody has the turn
};

} // namespace WebJabber
