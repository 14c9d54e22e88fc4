// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/archivebookmark.h"

#include "store/store.h"

#include <QTimer>

namespace WebJabber {

ArchiveBookmark::ArchiveBookmark(const Jid &account, Store &store, Listener &listener, QObject &context)
    : m_account(account)
    , m_store(store)
    , m_listener(listener)
    , m_context(context)
    , m_timer([this] { save(); })
{
}

void ArchiveBookmark::setSaved(const std::optional<ArchivePosition> &position)
{
    m_reached = m_saved = position;
    m_isLoaded = true;
}

void ArchiveBookmark::load()
{
    m_store.findArchiveId(m_account).then(&m_context, [this](const Result<QString> &id) {
        if (m_isLoaded)
            return;
        if (!id) {
            QTimer::singleShot(saveInterval, &m_context, [this] { load(); });
            return;
        }
        setSaved(ArchivePosition::fromString(*id));
        m_listener.handleBookmarkLoaded();
    });
}

void ArchiveBookmark::setReached(const ArchivePosition &position)
{
    m_reached = position;
    if (m_saved)
        schedule();
    else
        save(); // sending waits for the first position
}

void ArchiveBookmark::pin(const QString &messageId)
{
    if (m_pinOf.contains(messageId))
        return;
    m_pinOf.insert(messageId, ++m_lastPin);
    m_pins.emplace(m_lastPin, m_reached);
}

void ArchiveBookmark::unpin(const QString &messageId)
{
    if (m_pins.erase(m_pinOf.take(messageId)) > 0)
        schedule();
}

std::optional<ArchivePosition> ArchiveBookmark::safePosition() const
{
    // A pin without a position was set before the archive had a known position.
    return m_pins.empty() || !m_pins.begin()->second ? m_reached : m_pins.begin()->second;
}

void ArchiveBookmark::schedule()
{
    if (!m_timer.isActive() && !m_isSaving && safePosition() && safePosition() != m_saved)
        m_timer.start(saveInterval);
}

void ArchiveBookmark::save()
{
    const auto position = safePosition();
    if (m_isSaving || !position || position == m_saved)
        return;
    m_isSaving = true;
    m_store.saveArchiveId(m_account, position->toString()).then(&m_context, [this, position](const Result<void> &done) {
        m_isSaving = false;
        if (done) {
            m_saved = position;
            m_listener.handleBookmarkSaved();
        }
        schedule();
    });
}

} // namespace WebJabber
