// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/problem.h"

#include <QByteArray>
#include <QCryptographicHash>
#include <QDomElement>
#include <QList>

#include <optional>

namespace WebJabber {

// Checks the elements that a server sends before the session is established, and decides what happens to them
// (RFC 6120, sections 5 to 7; XEP-0198; XEP-0388). It exists until then. Stanzas that arrive after the sign-in
// are held for the established session, in their order. Earlier ones are dropped, as nothing
// authenticates them.
//
// WORKAROUND (QXmpp 1.10): QXmpp ends the login at each element that it does not expect. Ends with
// a QXmpp that ignores them.
class Negotiation
{
public:
    enum class Verdict {
        Take, // it belongs to the negotiation
        Hold, // pass it to hold()
        Drop,
    };

    struct Held {
        QByteArray xml;
        // Whether the server counts the stanza (XEP-0198), as it was sent after <enabled/>.
        bool isCounted = false;
    };

    // Bounds of the held stanzas.
    static constexpr qsizetype maxHeld = 64;
    static constexpr qsizetype maxHeldBytes = 1024 * 1024;

    // The server opened a stream, so its features come next.
    void handleStreamOpen() { m_awaitsFeatures = true; }
    // Fails if QXmpp must not receive the element: a challenge over its bound, a failure that does not concern the
    // credentials, a referral to another host, or features without TLS although `needsTls`. Removes what QXmpp must
    // not follow. Must be called before judge().
    Result<void> check(const QDomElement &element, bool needsTls);
    // The hash of the SCRAM mechanism that QXmpp chooses.
    std::optional<QCryptographicHash::Algorithm> scramHash() const { return m_scramHash; }
    // Fails for a stream error, and for an element that ends the login.
    Result<Verdict> judge(const QDomElement &element, bool isAuthenticated);
    // Fails if a bound is exceeded.
    Result<void> hold(const QByteArray &xml);
    // Returns the oldest held stanza. Must not be called if isEmpty().
    Held takeHeld() { return m_held.takeFirst(); }
    bool isEmpty() const { return m_held.isEmpty(); }

private:
    Result<Verdict> judgeStanza(const QDomElement &stanza, bool isAuthenticated);
    Verdict judgeSasl(const QDomElement &element, bool isAuthenticated);
    Verdict judgeManagement(const QDomElement &element, bool isAuthenticated) const;

    std::optional<QCryptographicHash::Algorithm> m_scramHash;
    bool m_awaitsFeatures = true;
    bool m_isBound = false;
    bool m_isManaged = false; // since the sign-in (Bind 2)
    qsizetype m_heldBytes = 0;
    QList<Held> m_held;
};

} // namespace WebJabber
