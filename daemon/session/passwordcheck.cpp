// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/passwordcheck.h"

namespace WebJabber {

PasswordCheck::PasswordCheck(const Jid &account, const XmppSettings &settings, LoginLimiter &limiter,
                             ReadScheduler &readScheduler, ServerLocator &locator, QObject *parent)
    : QObject(parent)
    , m_connection(account, settings, limiter, readScheduler, locator, *this)
{
}

void PasswordCheck::start(const QString &password, Done done)
{
    m_done = std::move(done);
    m_connection.credentials().setPassword(password);
    m_connection.open(QXmppPresence(QXmppPresence::Unavailable));
}

void PasswordCheck::handleEstablished(bool)
{
    m_connection.close();
    m_done(m_connection.credentials().current());
}

void PasswordCheck::handleEnded(const Problem &problem)
{
    m_done(std::unexpected(problem));
}

} // namespace WebJabber
