// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/event.h"
#include "shared/problem.h"

#include <QList>
#include <QRandomGenerator>

#include <chrono>
#include <optional>

namespace WebJabber {

// Decides how a session goes on whose server refuses its credentials, or that
// lost its resource to another client, and what of it its devices are told.
class RefusalPolicy
{
public:
    // The credentials are a password that somebody has just typed, ...
    void noteNewPassword() { m_isProven = false; }
    // ... or are known to be good. Returns whether such were being refused.
    bool noteProven();
    // They signed in. Returns whether a refusal that was told is taken back.
    bool noteSignedIn();

    // How often in a row credentials that were good once were refused.
    int refusals() const { return m_refusals; }
    // They were refused: how long to wait for the next try. Servers refuse a good
    // password while their own user database is away, so those that were good once
    // are tried after each of `waits`. Nothing: not until somebody signs in.
    std::optional<std::chrono::milliseconds> nextTry(const QList<std::chrono::milliseconds> &waits);
    // The session is refused for good. Returns whether that is to be told, once.
    bool noteRefused();

    // Another client bound the same resource: how long to wait for the next try.
    // Two such clients end each other's streams without end (RFC 6120, section
    // 7.7.2.2), so it grows from `first` to longestConflictWait.
    std::chrono::milliseconds nextAfterConflict(std::chrono::milliseconds first, QRandomGenerator &random);
    // A stream held for long: conflicts before it do not count.
    void noteGoodStream() { m_conflicts = 0; }

    static constexpr std::chrono::milliseconds longestConflictWait = std::chrono::minutes(30);

private:
    bool m_isProven = false; // the credentials were good once
    bool m_isRefusalKept = false; // as an event that no other has taken back
    qint8 m_refusals = 0;
    qint8 m_conflicts = 0; // in a row
};

// The event that the account's session is refused for good; without a problem
// that it works again.
Event sessionEvent(const Jid &account, const std::optional<Problem> &refusal);

} // namespace WebJabber
