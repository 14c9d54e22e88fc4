// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/jid.h"
#include "shared/keyedlimiter.h"

#include <functional>
#include <memory>

namespace WebJabber {

// Serializes the readers that take messages off an account's queue. The next reader starts only after the result of the
// previous answer is known, so messages are delivered once and in order.
class AccountMutex
{
public:
    using Release = std::function<void()>;
    using Turn = std::function<void(Release)>;

    // Calls `turn` when all earlier turns have ended; immediately if there are none. The turn ends when its release is
    // called or the last copy of it is destroyed.
    void acquire(const Jid &account, Turn turn)
    {
        m_turns.acquire(account, &m_turns, [turn = std::move(turn)](Slot slot) {
            const auto shared = std::make_shared<Slot>(std::move(slot));
            turn([shared] { shared->release(); });
        });
    }

private:
    using Slot = KeyedLimiter<Jid>::Slot;

    KeyedLimiter<Jid> m_turns{1};
};

} // namespace WebJabber
