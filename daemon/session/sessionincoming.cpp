// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/ownjid.h"
#include "session/session.h"
#include "store/store.h"
#include "xmpp/iqresponder.h"

#include <QXmppClient.h>
#include <QXmppConfiguration.h>

namespace WebJabber {

// The functions of Session for what arrives: stanzas, and what the commit queue and the archive have done with them.

void Session::handleSkipped(const SkippedStanza &skipped)
{
    if (const QString own = m_connection.client().configuration().jidBare(); own != m_account.toString())
        normalizeOwnJid(skipped.beginning, own, m_account);
    if (!m_skippedReport)
        m_skippedReport = std::make_unique<SkippedStanzaReport>(m_account, m_connection.client(),
                                                                static_cast<MessageHandler::Listener &>(*this));
    if (m_skippedReport->add(skipped))
        m_brokenStreams = 0; // the next stream does not receive it again
}

void Session::handleReceived(const Event &event)
{
    noteActivity();
    if (event.type == EventType::Subscription)
        m_commits.append(event);
    else if (auto entry = m_sync.admit(event))
        m_commits.append(std::move(entry->content), entry->position);
    limitReading();
}

// Pauses reading so that memory stays bounded while the store fails or lags.
void Session::limitReading()
{
    if (m_commits.isFailing() || m_commits.size() >= maxUncommitted || m_commits.bytes() >= maxUncommittedBytes)
        m_connection.reader().pause();
}

StreamReader::AckDecision Session::mayAcknowledge() const
{
    if (!m_commits.isEmpty())
        return StreamReader::AckDecision::LaterAndPause;
    // Messages held for the archive cannot be committed while reading is paused.
    return m_sync.holdsUnarchived() ? StreamReader::AckDecision::Later : StreamReader::AckDecision::Now;
}

void Session::handleArchived(const ArchivedStanza &stanza)
{
    m_sync.handleArchived(stanza);
    limitReading();
}

void Session::handleBounce(const Bounce &bounce)
{
    m_commits.append(bounce);
    limitReading();
}

void Session::handleCallSignal(const CallSignal &signal)
{
    if (!m_calls && signal.action != CallSignal::Action::Propose)
        return;
    if (!m_calls)
        m_calls = std::make_unique<MissedCalls>([this](const Event &call) { m_commits.append(call); });
    m_calls->add(signal);
    if (m_calls->isEmpty())
        m_calls.reset();
}

void Session::handleChatState(const ChatState &chatState)
{
    notify(&SessionEvents::chatStateReceived, chatState);
}

void Session::handleAvailability(const QDomElement &presence)
{
    m_roster.applyPresence(presence);
}

void Session::handleRequest(const QDomElement &iq)
{
    auto answer = m_roster.applyPush(iq)
        ? std::optional(IqAnswer(iq))
        : answerToRequest(iq, [this](const Jid &requester) { return idleTimeFor(requester); });
    if (answer && m_connection.canSendAnswers())
        m_connection.client().send(std::move(*answer));
}

void Session::handleFeatures(const QDomElement &features)
{
    m_clientState.noteFeatures(features);
}

void Session::handlePresence(const Jid &contact)
{
    notify(&SessionEvents::presenceChanged, contact);
}

void Session::handleContact(const Contact &contact)
{
    // Another client of the account may have approved a request.
    if (m_roster.maySeePresence(contact.jid))
        m_store.forgetRequester(m_account, contact.jid);
    notify(&SessionEvents::contactChanged, contact);
}

void Session::handleCredentials(const StoredCredentials &toStore)
{
    if (!m_isSigningOut) // its rows are being removed
        notify(&SessionEvents::credentialsChanged, toStore);
}

void Session::handleTraced(Direction direction, const QString &xml)
{
    notify(&SessionEvents::stanzaTraced, direction, xml);
}

void Session::handleReached(const ArchivePosition &position)
{
    m_bookmark.setReached(position);
}

void Session::handleBookmarkLoaded()
{
    m_sync.handleBookmarkLoaded();
    if (m_bookmark.isSaved())
        finishSignIns();
}

void Session::handleBookmarkSaved()
{
    m_sync.handleBookmarkSaved();
}

void Session::handleOwnMessage(const QString &id)
{
    m_transmitter.handleArchived(id);
}

void Session::handleSynced()
{
    m_brokenStreams = 0;
    finishSignIns();
    m_connection.reader().resume();
    openTransmitter();
}

void Session::handleArchiveLate()
{
    openTransmitter();
}

void Session::openTransmitter()
{
    if (m_state != SessionState::Online)
        return;
    switch (m_sync.sending()) {
    case ArchiveSync::Sending::Nothing:
        return;
    case ArchiveSync::Sending::NewOnly:
        return m_transmitter.openForNew();
    case ArchiveSync::Sending::Everything:
        return m_transmitter.open();
    }
}

void Session::handleCommitted()
{
    m_sync.handleCommitted();
    m_connection.reader().resume();
    if (std::exchange(m_connectsWhenCommitted, false))
        openConnection();
}

} // namespace WebJabber
