// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/jid.h"
#include "xmpp/lazytimer.h"

#include <chrono>
#include <functional>
#include <unordered_map>

namespace WebJabber {

// Whether anybody reads an account, and whether nobody has for long. A reader
// is a request of one of the account's devices for `readTime` after it, an open
// event stream or long poll, and whatever the standing readers' predicate says.
// Accounts that nobody reads take no memory here, once they are left alone.
class ReaderClock
{
public:
    struct Attention {
        bool isRead = false;
        bool isLeftAlone = false; // for leftAloneAfter

        friend bool operator==(const Attention &, const Attention &) = default;
    };
    using Callback = std::function<void(const Jid &account, Attention attention)>;
    using Predicate = std::function<bool(const Jid &account)>;

    struct Times {
        std::chrono::milliseconds readTime{2 * 60'000};
        std::chrono::milliseconds leftAloneAfter{10 * 60'000}; // 0: never
        std::chrono::milliseconds sweepInterval{10'000}; // what changes by itself is noticed so late
    };

    // `callback` is called whenever an account's attention changes; it must not
    // call remove().
    ReaderClock(Times times, Callback callback);

    void setStandingReaders(Predicate isReadOtherwise) { m_isReadOtherwise = std::move(isReadOtherwise); }

    // A request came.
    void noteRequest(const Jid &account);
    // The first event stream or long poll was opened, or the last one has ended.
    void setWatched(const Jid &account, bool isWatched);
    // The account has a session from now on, though nobody asked for it.
    void add(const Jid &account);
    void remove(const Jid &account);

    Attention attention(const Jid &account) const;
    std::size_t count() const { return m_entries.size(); }

private:
    struct Entry {
        std::chrono::steady_clock::time_point lastRead;
        bool isWatched = false;
        Attention attention; // as it was emitted last
    };

    Entry &entry(const Jid &account);
    void read(const Jid &account, Entry &known);
    void sweep();

    Times m_times;
    Callback m_callback;
    Predicate m_isReadOtherwise;
    std::unordered_map<Jid, Entry> m_entries; // of whoever is not left alone
    LazyTimer m_sweep;
};

} // namespace WebJabber
