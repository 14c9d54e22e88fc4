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

// Keeps in the store how far an account's archive was taken over; rarely, as
// one that is a little old only makes the archive tell a few stanzas again.
//
// It stays before every message of ours that is on its way to the server: after
// a crash the archive can then say whether the server had taken it.
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

    // What is passed by reference must outlive it; `context` is whose part it is.
    ArchiveBookmark(const Jid &account, Store &store, Listener &listener, QObject &context);
    Q_DISABLE_COPY_MOVE(ArchiveBookmark)

    // What the store holds, where that is known.
    void setSaved(const std::optional<ArchivePosition> &position);
    // Asks the store; handleBookmarkLoaded() follows.
    void load();
    bool isLoaded() const { return m_isLoaded; }
    // Whether the store holds any.
    bool isSaved() const { return m_saved.has_value(); }

    // Where to begin so that the archive tells everything that is not committed
    // and every message of ours whose fate is not. Nothing before the account's
    // first sign-in.
    std::optional<ArchivePosition> safe() const;

    // Everything up to it is committed.
    void reach(const ArchivePosition &position);
    // From here on the message with this id is on its way; until it is settled.
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
