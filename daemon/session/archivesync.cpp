// SPDX-License-Identifier: GPL-3.0-or-later
#include "archivesync.h"

#include "archivebookmark.h"
#include "commitqueue.h"

#include <logging.h>

#include <algorithm>

namespace WebJabber {

ArchiveSync::ArchiveSync(const Jid &account, QXmppClient &client, CommitQueue &commits, ArchiveBookmark &bookmark,
                         Listener &listener, QObject &context)
    : m_account(account)
    , m_commits(commits)
    , m_bookmark(bookmark)
    , m_listener(listener)
    , m_context(context)
    , m_reader(client, *this)
    , m_retry([this] { readIfReady(); })
{
}

void ArchiveSync::handleBookmarkLoaded()
{
    if (m_state == State::Loading)
        begin();
}

void ArchiveSync::handleBookmarkSaved()
{
    if (m_state == State::Saving)
        finish(true);
}

void ArchiveSync::start()
{
    m_reader.stop();
    m_retry.stop();
    releaseUnarchived();
    m_held.clear(); // the archive tells them again
    m_overflowed = false;
    m_wantsPage = false;
    m_isConnected = true;
    m_inSync = false;
    m_triedTime = false;
    m_tries = 0;
    m_state = State::Loading;
    // Presence goes out first: what comes after it comes live.
    QMetaObject::invokeMethod(
        &m_context,
        [this] {
            if (m_state != State::Loading)
                return;
            if (m_bookmark.isLoaded())
                begin();
            else
                m_bookmark.load();
        },
        Qt::QueuedConnection);
}

void ArchiveSync::begin()
{
    const auto position = m_bookmark.safe();
    if (!position)
        return lookFirst();
    m_last = *position;
    m_state = State::CatchingUp;
    wantPage();
}

void ArchiveSync::lookFirst()
{
    releaseHeld(); // there is nothing they would have to wait for
    m_state = State::FirstLook;
    m_last = {{}, QDateTime::currentDateTimeUtc()};
    wantPage();
}

void ArchiveSync::wantPage()
{
    m_wantsPage = true;
    // On a fresh stack: QXmpp may be in the middle of the last answer.
    QMetaObject::invokeMethod(&m_context, [this] { readIfReady(); }, Qt::QueuedConnection);
}

// A page at a time, so that a slow store is not flooded.
void ArchiveSync::readIfReady()
{
    if (m_wantsPage && m_isConnected && m_commits.isEmpty() && !m_retry.isActive()) {
        m_wantsPage = false;
        readPage();
    }
}

void ArchiveSync::readPage()
{
    m_pageStart = m_last.id;
    if (m_state == State::FirstLook)
        m_reader.readNewest();
    else if (m_triedTime && m_last.id.isEmpty())
        m_reader.readSince(m_last.time - clockMargin);
    else
        m_reader.readAfter(m_last.id);
}

void ArchiveSync::setConnected(bool connected)
{
    m_isConnected = connected;
    m_reader.setConnected(connected);
    if (connected)
        return readIfReady();
    m_retry.stop();
    releaseUnarchived(); // the next stream may count them as taken, so they cannot wait for it
}

void ArchiveSync::releaseUnarchived()
{
    for (const Event &event : std::as_const(m_held)) {
        if (event.stanzaId.isEmpty())
            m_commits.append(event);
    }
    m_held.removeIf([](const Event &event) { return event.stanzaId.isEmpty(); });
}

bool ArchiveSync::holdsUnarchived() const
{
    return std::ranges::any_of(m_held, [](const Event &event) { return event.stanzaId.isEmpty(); });
}

void ArchiveSync::takeLive(const Event &event)
{
    const bool mustWait = m_state == State::Loading || m_state == State::CatchingUp;
    if (!mustWait)
        return appendLive(event);
    if (m_held.size() < maxHeld && !m_overflowed)
        m_held.append(event);
    else if (!event.stanzaId.isEmpty())
        m_overflowed = true;
    else
        appendLive(event); // better out of its turn than lost
}

void ArchiveSync::appendLive(const Event &event)
{
    if (m_inSync && !event.stanzaId.isEmpty())
        m_commits.append(event, {event.stanzaId, QDateTime::currentDateTimeUtc()});
    else
        m_commits.append(event);
}

void ArchiveSync::handleStanza(const ArchivedStanza &stanza)
{
    m_last = stanza.position;
    if (m_state != State::CatchingUp)
        return;
    if (stanza.event && stanza.event->direction == Direction::Out && stanza.event->type == EventType::Message)
        m_listener.handleOwnMessage(stanza.event->id);
    m_commits.append(stanza.event, stanza.position);
}

void ArchiveSync::handlePage(bool complete)
{
    m_tries = 0;
    if (m_state == State::FirstLook) {
        const bool isSaved = m_bookmark.isSaved();
        if (!isSaved)
            m_state = State::Saving; // a message sent now could be sent again
        m_commits.append(std::nullopt, m_last);
        if (isSaved)
            finish(true);
        return;
    }
    const bool isLast = complete || m_last.id == m_pageStart;
    if (isLast && !m_overflowed)
        return finish(true);
    if (isLast) {
        m_overflowed = false;
        m_inSync = true; // as far as those go that were held
        releaseHeld();
        m_inSync = false;
    }
    wantPage();
}

void ArchiveSync::handleFailure(ArchiveReader::Failure failure)
{
    using Failure = ArchiveReader::Failure;
    if (failure == Failure::NoArchive)
        return finish(false);
    if (failure == Failure::NotFound && m_state == State::CatchingUp) {
        qCInfo(lcSession).noquote() << m_account.toString() << "has an archive that no longer holds where it was left";
        if (m_triedTime || !m_last.time.isValid())
            return lookFirst();
        m_triedTime = true;
        m_last.id.clear();
        return wantPage();
    }
    if (++m_tries < maxTries) {
        m_retry.start(retryDelay);
        return wantPage();
    }
    qCWarning(lcSession).noquote() << m_account.toString()
                                   << "has an archive that does not answer; it is asked again on the next connect";
    finish(false);
}

void ArchiveSync::releaseHeld()
{
    for (const Event &event : std::exchange(m_held, {})) {
        appendLive(event);
        if (!event.stanzaId.isEmpty())
            m_last = {event.stanzaId, QDateTime::currentDateTimeUtc()};
    }
}

void ArchiveSync::finish(bool inSync)
{
    m_inSync = inSync;
    releaseHeld();
    m_state = State::Idle;
    m_listener.handleSynced();
}

} // namespace WebJabber
