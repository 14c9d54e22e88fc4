// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/event.h"
#include "shared/problem.h"

#include <QList>
#include <QRandomGenerator>

#include <chrono>
#include <optional>

namespace WebJabber {

// Decides how a session continues if its server refuses its credentials or if another client took its resource, and
// whether its devices are notified.
class RefusalPolicy
{
public:
    // The credentials are a newly entered password.
    void noteNewPassword() { m_isProven = false; }
    // The credentials are known to be good. Returns whether they were being refused.
    bool noteProven();
    // The credentials signed in. Returns whether this revokes a refusal that was reported.
    bool noteSignedIn();

    // Consecutive refusals of credentials that were good once.
    int refusals() const { return m_refusals; }
    // The credentials were refused. Returns the wait before the next try, or nothing if the session waits for a new
    // sign-in. Servers refuse a good password while their user database is unavailable, so credentials that were good
    // once are tried again after each of `waits`.
    std::optional<std::chrono::milliseconds> nextTry(const QList<std::chrono::milliseconds> &waits);
    // The session is refused for good. Returns whether to report that; true only once.
    bool noteRefused();

    // Another client bound the same resource. Returns the wait before the next try. Two such clients end each other's
    // streams endlessly (RFC 6120, section 7.7.2.2), so the wait grows from `first` to longestConflictWait.
    std::chrono::milliseconds nextAfterConflict(std::chrono::milliseconds first, QRandomGenerator &random);
    // A stream lasted long: earlier conflicts no longer count.
    void noteGoodStream() { m_conflicts = 0; }

    static constexpr std::chrono::milliseconds longestConflictWait = std::chrono::minutes(30);

private:
    bool m_isProven = false; // the credentials were good once
    bool m_isRefusalStored = false; // a refusal event was stored and not revoked since
    qint8 m_refusals = 0;
    qint8 m_conflicts = 0; // in a row
};

// Returns the event that reports that the account's session is refused for good; without a problem, the event that
// reports that it works again.
Event sessionEvent(const Jid &account, const std::optional<Problem> &refusal);

} // namespace WebJabber
