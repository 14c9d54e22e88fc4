// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/archivesync.h"

#include "session/archivebookmark.h"
#include "shared/logging.h"

#include <QXmppClient.h>

#include <algorithm>
#include <array>
#include <bit>
#include <functional>
#include <numeric>

using namespace std::chrono_literals;

namespace WebJabber {

static constexpr int failuresToWarn = 3;

ArchiveSync::ArchiveSync(const Jid &account, QXmppClient &client, CommitQueue &commits, ArchiveBookmark &bookmark,
                         Listener &listener, QObject &context)
    : m_account(account)
    , m_client(client)
    , m_commits(commits)
    , m_bookmark(bookmark)
    , m_listener(listener)
    , m_context(context)
    , m_reader(client, *this)
    , m_retry([this] { readIfReady(); })
    , m_waitTimer([this] { markLate(); })
{
}

std::chrono::seconds ArchiveSync::retryDelay(int failures)
{
    static constexpr std::array<std::chrono::seconds, 5> delays{5s, 5s, 1min, 5min, 15min};
    return delays.at(size_t(std::clamp(failures, 1, int(delays.size())) - 1));
}

ArchiveSync::Sending ArchiveSync::sending() const
{
    if (m_state == State::Idle)
        return Sending::Everything;
    return m_isLate ? Sending::NewOnly : Sending::Nothing;
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
    if (!m_bookmark.safePosition())
        releaseHeld(); // without a bookmark the archive cannot return them again
    m_held.clear(); // the archive returns them again
    m_features = {};
    m_overflowed = false;
    m_isPageDue = false;
    m_isConnected = true;
    m_inSync = false;
    m_triedTime = false;
    m_isBehind = false;
    m_isLate = false;
    m_failures = 0;
    m_pages = 0;
    m_earlierEnd.clear();
    m_state = State::QueryingFeatures;
    m_waitTimer.start(longestWait);
    // Presence is sent first: the server delivers everything after it live.
    QMetaObject::invokeMethod(
        &m_context,
        [this] {
            if (m_state == State::QueryingFeatures)
                queryFeatures();
        },
        Qt::QueuedConnection);
}

void ArchiveSync::queryFeatures()
{
    m_featuresQuery = std::make_unique<FeaturesQuery>(m_client, static_cast<FeaturesQuery::Listener &>(*this));
}

void ArchiveSync::handleFeatures(const AccountFeatures &features)
{
    using Support = AccountFeatures::Support;
    if (!isConnected())
        return; // QXmpp ends the queries of a lost stream
    m_features = features;
    if (features.archive != Support::Unanswered && m_featuresQuery)
        m_featuresQuery.release()->deleteLater(); // it is the caller
    if (features.archive == Support::No && isRunning()) {
        m_reader.stop();
        return finish(false);
    }
    if (m_state != State::QueryingFeatures)
        return;
    if (features.archive == Support::Unanswered)
        markLate(); // live messages go on waiting: a slow server sends them before it answers
    load();
}

void ArchiveSync::load()
{
    m_state = State::Loading;
    if (m_bookmark.isLoaded())
        begin();
    else
        m_bookmark.load();
}

void ArchiveSync::begin()
{
    const auto position = m_bookmark.safePosition();
    if (m_skipsToNewest || !position)
        return readNewestPosition();
    m_last = *position;
    m_state = State::CatchingUp;
    requestPage();
}

void ArchiveSync::readNewestPosition()
{
    if (!m_listener.isAvailable())
        return finish(false); // the server may hold back messages older than the newest archived stanza
    m_skipsToNewest = false;
    releaseHeld(); // no archived stanzas come before them
    m_state = State::ReadingNewest;
    m_last = {{}, QDateTime::currentDateTimeUtc()};
    requestPage();
}

void ArchiveSync::requestPage()
{
    m_isPageDue = true;
    // From the event loop: QXmpp may still be processing the last response.
    QMetaObject::invokeMethod(&m_context, [this] { readIfReady(); }, Qt::QueuedConnection);
}

// Reads one page at a time, and only after everything before it is committed, so that a slow store is not flooded.
void ArchiveSync::readIfReady()
{
    if (m_isPageDue && m_isConnected && m_commits.isEmpty() && !m_retry.isActive()) {
        m_isPageDue = false;
        readPage();
    }
}

void ArchiveSync::readPage()
{
    m_pageStart = m_last.id;
    if (m_state == State::ReadingNewest)
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
    if (m_featuresQuery)
        m_featuresQuery->setConnected(connected);
    if (connected && isRunning() && !m_isLate)
        m_waitTimer.start(longestWait);
    if (connected)
        return readIfReady();
    m_waitTimer.stop();
    m_retry.stop();
    releaseUnarchived(); // the next stream may count them as received, so they cannot be held until then
}

void ArchiveSync::releaseUnarchived()
{
    for (const Event &event : std::as_const(m_held)) {
        if (!isArchived(event))
            m_commits.append(event);
    }
    m_held.removeIf([this](const Event &event) { return !isArchived(event); });
}

bool ArchiveSync::holdsUnarchived() const
{
    return !std::ranges::all_of(m_held, [this](const Event &event) { return isArchived(event); });
}

bool ArchiveSync::isArchived(const Event &event) const
{
    return !event.stanzaId.isEmpty() && m_features.stanzaIds && m_features.archive == AccountFeatures::Support::Yes;
}

// Also returns false if QXmpp has not reported yet that the stream is lost.
bool ArchiveSync::isConnected() const
{
    return m_isConnected && m_client.isConnected();
}

bool ArchiveSync::hasSpaceFor(const Event &event) const
{
    const auto bytes = [](const Event &held) { return held.body.size() + held.content.size(); };
    const qsizetype held = std::transform_reduce(m_held.cbegin(), m_held.cend(), bytes(event), std::plus(), bytes);
    return !m_overflowed && m_held.size() < maxHeld && held <= maxHeldBytes;
}

bool ArchiveSync::mustHold() const
{
    return !m_isBehind
        && (m_state == State::QueryingFeatures || m_state == State::Loading || m_state == State::CatchingUp);
}

std::optional<CommitQueue::Entry> ArchiveSync::admit(const Event &event)
{
    if (mustHold() && hasSpaceFor(event)) {
        m_held.append(event);
        return std::nullopt;
    }
    if (mustHold() && isArchived(event)) {
        m_overflowed = true;
        return std::nullopt;
    }
    return entryOf(event); // if there is no room: out of order is better than lost
}

// While the own presence is unavailable, the server holds back messages that are older than one received as a carbon.
bool ArchiveSync::movesBookmark(const Event &event) const
{
    return m_inSync && m_features.stanzaIds && !event.stanzaId.isEmpty() && m_listener.isAvailable();
}

// Until the features are known, the id may be the server's, and the archive returns the message with the same id.
bool ArchiveSync::mayHaveStanzaIds() const
{
    const bool isUnanswered = m_state == State::QueryingFeatures
        || m_features.archive == AccountFeatures::Support::Unanswered;
    return m_features.stanzaIds || (isRunning() && isUnanswered);
}

CommitQueue::Entry ArchiveSync::entryOf(Event event) const
{
    if (!mayHaveStanzaIds())
        event.stanzaId.clear(); // the sender may have forged it
    if (!movesBookmark(event))
        return {event};
    return {event, ArchivePosition{event.stanzaId, QDateTime::currentDateTimeUtc()}};
}

void ArchiveSync::handleStanza(const ArchivedStanza &stanza)
{
    m_last = stanza.position;
    if (m_state == State::ReadingNewest && m_listener.isAvailable())
        m_commits.append(std::nullopt, m_last); // at once: this stanza may break the stream
    if (m_state != State::CatchingUp)
        return;
    if (stanza.call)
        m_listener.handleCallSignal(*stanza.call);
    if (!stanza.ownId.isEmpty())
        m_listener.handleOwnMessage(stanza.ownId);
    if (stanza.bounce)
        m_commits.append(*stanza.bounce, stanza.position);
    else if (stanza.event)
        m_commits.append(*stanza.event, stanza.position);
    else
        m_commits.append(std::nullopt, stanza.position);
}

void ArchiveSync::handlePage(bool complete)
{
    m_failures = 0;
    if (m_state == State::ReadingNewest) {
        if (!m_listener.isAvailable())
            return finish(false);
        const bool isSaved = m_bookmark.isSaved();
        if (!isSaved)
            m_state = State::Saving; // a message sent before it is saved could be sent again
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
        m_inSync = true; // only for the held messages
        releaseHeld();
        m_inSync = false;
    } else if (isEndless()) {
        qCWarning(lcSession).noquote() << m_account.toString()
                                       << "has an archive without an end; it is read again on the next connect";
        return finish(false);
    }
    requestPage();
}

// Detects ids that repeat by comparing each page's end with that of one earlier page, which is replaced after 1, 2,
// 4, 8 ... pages (Brent's algorithm).
bool ArchiveSync::isEndless()
{
    if (++m_pages > maxPages || m_last.id == m_earlierEnd)
        return true;
    if (std::has_single_bit(unsigned(m_pages)))
        m_earlierEnd = m_last.id;
    return false;
}

void ArchiveSync::handleFailure(ArchiveReader::Failure failure)
{
    using Failure = ArchiveReader::Failure;
    if (!isConnected())
        return requestPage(); // the same page again; the archive returns held messages on the next stream
    if (failure == Failure::NoArchive)
        return finish(false);
    if (failure == Failure::NotFound && m_state == State::CatchingUp && !m_triedTime) {
        qCInfo(lcSession).noquote() << m_account.toString() << "has an archive that no longer holds where it was left";
        if (!m_last.time.isValid())
            return readNewestPosition();
        m_triedTime = true;
        m_last.id.clear();
        return requestPage();
    }
    ++m_failures;
    if (m_failures == failuresToWarn)
        qCWarning(lcSession).noquote() << m_account.toString()
                                       << "has an archive that does not answer; it is queried again and again";
    stopHolding();
    m_retry.start(retryDelay(m_failures));
    requestPage();
}

// Stops holding live messages; the archive returns those before them later.
void ArchiveSync::stopHolding()
{
    m_isBehind = true;
    m_overflowed = false; // the archive still has to return what was not held
    releaseHeld();
    markLate();
}

void ArchiveSync::markLate()
{
    m_waitTimer.stop();
    if (m_state != State::Saving && !std::exchange(m_isLate, true))
        m_listener.handleArchiveLate();
}

void ArchiveSync::releaseHeld()
{
    for (const Event &event : std::exchange(m_held, {})) {
        CommitQueue::Entry entry = entryOf(event);
        m_commits.append(std::move(entry.content), entry.position);
        if (movesBookmark(event))
            m_last = {event.stanzaId, QDateTime::currentDateTimeUtc()};
    }
}

void ArchiveSync::finish(bool inSync)
{
    m_waitTimer.stop();
    m_retry.stop();
    m_isPageDue = false;
    m_inSync = inSync;
    releaseHeld();
    m_state = State::Idle;
    m_listener.handleSynced();
}

} // namespace WebJabber
