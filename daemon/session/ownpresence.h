// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/presence.h"

#include <QXmppPresence.h>

namespace WebJabber {

// The account's own presence: what the user chose, what is shown instead while
// nobody reads, and which of these the stream has. Presence set while there is no
// stream is due on the next one, also if that is the old one resumed.
class OwnPresence
{
public:
    OwnPresence();

    void choose(Show show, const QString &status);
    // Whether the session counts as left alone. "away" is shown then in place
    // of a chosen "online".
    void setLeftAlone(bool isLeftAlone);

    // What is to be shown now.
    const QXmppPresence &stanza() const { return m_stanza; }
    // Whether the newest presence on the stream is an available one.
    bool isAvailable() const { return m_onStream.isAvailable; }

    // stanza() was given to a stream that is being opened. It has that if it
    // turns out to be a new one.
    void handleOpening() { m_onOpening = current(); }
    void handleNewStream() { m_onStream = m_onOpening; }
    // Whether the stream has something else than stanza().
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
    bool m_isLeftAlone = false;
};

} // namespace WebJabber
