// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/presence.h"

#include <QXmppPresence.h>

namespace WebJabber {

// The account's own presence: the one that the user chose, the one shown instead while nobody reads, and the one that
// the stream has. Presence that is set while there is no stream is due on the next one, even if that is the old one
// resumed.
class OwnPresence
{
public:
    OwnPresence();

    void setChoice(Show show, const QString &status);
    // Sets whether the session counts as left alone. It then shows "away" instead of a chosen "online".
    void setUnattended(bool isUnattended);

    // The presence to show now.
    const QXmppPresence &stanza() const { return m_stanza; }
    // Whether the last presence sent on the stream was an available one.
    bool isAvailable() const { return m_onStream.isAvailable; }

    // stanza() was passed to a stream that is being opened. The stream has this presence if it turns out to be a new
    // one.
    void handleOpening() { m_onOpening = current(); }
    void handleNewStream() { m_onStream = m_onOpening; }
    // Whether the stream has a presence other than stanza().
    bool isDue() const { return m_onStream.revision != m_revision; }
    void handleSent() { m_onStream = current(); }

private:
    struct Sent {
        quint32 revision = 0; // of m_stanza
        bool isAvailable = false;
    };

    Sent current() const { return {m_revision, m_chosen != Show::Offline}; }
    void update(const QString &status);

    QXmppPresence m_stanza;
    quint32 m_revision = 1;
    Sent m_onOpening;
    Sent m_onStream;
    Show m_chosen = Show::Online;
    bool m_isUnattended = false;
};

} // namespace WebJabber
