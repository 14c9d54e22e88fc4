// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/ownpresence.h"

#include "xmpp/stanzabuilder.h"

namespace WebJabber {

// Shared by all accounts that never set a presence, because each copy takes 600 bytes.
static const QXmppPresence &firstPresence()
{
    static const QXmppPresence online = presenceStanza(Show::Online, {});
    return online;
}

OwnPresence::OwnPresence()
    : m_stanza(firstPresence())
{
}

void OwnPresence::setChoice(Show show, const QString &status)
{
    m_chosen = show;
    update(status);
}

void OwnPresence::setUnattended(bool isUnattended)
{
    if (std::exchange(m_isUnattended, isUnattended) != isUnattended && m_chosen == Show::Online)
        update(m_stanza.statusText());
}

void OwnPresence::update(const QString &status)
{
    const Show shown = m_isUnattended && m_chosen == Show::Online ? Show::Away : m_chosen;
    m_stanza = shown == Show::Online && status.isEmpty() ? firstPresence() : presenceStanza(shown, status);
    ++m_revision;
}

} // namespace WebJabber
