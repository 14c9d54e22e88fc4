// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/passwordprobe.h"

namespace WebJabber {

PasswordProbe::PasswordProbe(const Jid &account, const XmppSettings &settings, LoginGate &gate, ReadTurns &turns,
                             ServerLocator &locator, QObject *parent)
    : QObject(parent)
    , m_connection(account, settings, gate, turns, locator, *this)
{
}

void PasswordProbe::start(const QString &password, Done done)
{
    m_done = std::move(done);
    m_connection.credentials().setPassword(password);
    m_connection.open(QXmppPresence(QXmppPresence::Unavailable));
}

void PasswordProbe::handleEstablished(bool)
{
    m_connection.close();
    m_done(m_connection.credentials().current());
}

void PasswordProbe::handleEnded(const Problem &problem)
{
    m_done(std::unexpected(problem));
}

} // namespace WebJabber
