// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/problem.h"

#include <QByteArray>
#include <QDomElement>
#include <QList>

namespace WebJabber {

// Decides what becomes of the elements that a server sends before the session
// is established (RFC 6120, sections 5 to 7; XEP-0198; XEP-0388). QXmpp ends the
// login over each one that it does not wait for. Stanzas that come after the
// sign-in are kept for the established session, in their order; earlier ones,
// which nobody vouches for, are dropped.
class Negotiation
{
public:
    enum class Verdict {
        Take, // it belongs to the negotiation
        Hold, // hand it to hold()
        Drop,
    };

    struct Held {
        QByteArray xml;
        // Whether the server counts it (XEP-0198): it came after <enabled/>.
        bool isCounted = false;
    };

    // What may be held.
    static constexpr qsizetype maxHeld = 64;
    static constexpr qsizetype maxHeldBytes = 1024 * 1024;

    // The server began a stream: its features come next.
    void handleStreamOpen() { m_awaitsFeatures = true; }
    // Fails for a stream error, and for what ends the login.
    Result<Verdict> judge(const QDomElement &element, bool isAuthenticated);
    // Fails over the bounds.
    Result<void> hold(const QByteArray &xml);
    // The oldest that is held. Must not be called if isEmpty().
    Held takeHeld() { return m_held.takeFirst(); }
    bool isEmpty() const { return m_held.isEmpty(); }

private:
    Result<Verdict> judgeStanza(const QDomElement &stanza, bool isAuthenticated);
    Verdict judgeSasl(const QDomElement &element, bool isAuthenticated);
    Verdict judgeManagement(const QDomElement &element, bool isAuthenticated) const;

    bool m_awaitsFeatures = true;
    bool m_isBound = false;
    bool m_isManaged = false; // since the sign-in (Bind 2)
    qsizetype m_heldBytes = 0;
    QList<Held> m_held;
};

} // namespace WebJabber
