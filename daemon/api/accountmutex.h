// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/jid.h"

#include <QHash>
#include <QObject>

#include <deque>
#include <functional>

namespace WebJabber {

// Serializes the readers that take messages off an account's queue. The next reader starts only after the result of the
// previous answer is known, so messages are delivered once and in order.
class AccountMutex : public QObject
{
    Q_OBJECT

public:
    using Release = std::function<void()>;
    using Turn = std::function<void(Release)>;

    using QObject::QObject;

    // Calls `turn` when all earlier turns have ended; immediately if there are none. The turn ends when its release is
    // called or the last copy of it is destroyed.
    void enter(const Jid &account, Turn turn);

private:
    void begin(const Jid &account, const Turn &turn);
    void next(const Jid &account);

    QHash<Jid, std::deque<Turn>> m_waiting; // has an entry while a turn is running
};

} // namespace WebJabber
