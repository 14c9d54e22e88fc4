// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/jid.h"
#include "xmpp/archiveposition.h"
#include "xmpp/lazytimer.h"

#include <QHash>
#include <QObject>

#include <chrono>
#include <map>

namespace WebJabber {

class Store;

// Stores how far an account's archive (XEP-0313) was read. It saves rarely, because an outdated position only makes
// the archive return a few stanzas again.
//
// The saved position stays before every outgoing message that was sent and is not settled. After a crash the archive
// then shows whether the server received that message.
class ArchiveBookmark
{
public:
    class Listener
    {
    public:
        virtual void handleBookmarkLoaded() = 0;
        virtual void handleBookmarkSaved() = 0;

    protected:
        ~Listener() = default;
    };

    static constexpr std::chrono::milliseconds saveInterval{1'000};

    // Everything passed by reference must outlive the bookmark. `context` is the QObject that owns it; pending
    // callbacks are cancelled with it.
    ArchiveBookmark(const Jid &account, Store &store, Listener &listener, QObject &context);
    Q_DISABLE_COPY_MOVE(ArchiveBookmark)

    // Sets the stored position if the caller has read it already; load() is not needed then.
    void setSaved(const std::optional<ArchivePosition> &position);
    // Reads the position from the store and retries on failure. Then calls handleBookmarkLoaded().
    void load();
    bool isLoaded() const { return m_isLoaded; }
    // Whether the store holds a position.
    bool isSaved() const { return m_saved.has_value(); }

    // The position after which to read the archive so that it returns everything that is not committed and every
    // outgoing message whose fate is not known. Empty before the account's first sign-in.
    std::optional<ArchivePosition> safePosition() const;

    // Everything up to `position` is committed.
    void setReached(const ArchivePosition &position);
    // The message with this id is about to be sent. safePosition() does not move past the current position until
    // unpin().
    void pin(const QString &messageId);
    void unpin(const QString &messageId);

private:
    void schedule();
    void save();

    Jid m_account;
    Store &m_store;
    Listener &m_listener;
    QObject &m_context;
    std::optional<ArchivePosition> m_reached;
    std::optional<ArchivePosition> m_saved;
    quint64 m_lastPin = 0;
    QHash<QString, quint64> m_pinOf;
    std::map<quint64, std::optional<ArchivePosition>> m_pins; // oldest first
    bool m_isLoaded = false;
    bool m_isSaving = false;
    LazyTimer m_timer;
};

} // namespace WebJabber
