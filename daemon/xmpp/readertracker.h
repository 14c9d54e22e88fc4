// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/jid.h"
#include "xmpp/lazytimer.h"

#include <chrono>
#include <functional>
#include <unordered_map>

namespace WebJabber {

// Tracks whether an account has readers, and whether it has had none for long. A reader is a request of one
// of the account's devices, for `readTime` after it, an open event stream or long poll, or one that the
// predicate of the standing readers reports. Accounts that are left alone take no memory here.
class ReaderTracker
{
public:
    struct ReaderState {
        bool isRead = false;
        bool isUnattended = false; // without a reader for unattendedAfter

        friend bool operator==(const ReaderState &, const ReaderState &) = default;
    };
    using Callback = std::function<void(const Jid &account, ReaderState readerState)>;
    using Predicate = std::function<bool(const Jid &account)>;

    struct Times {
        std::chrono::milliseconds readTime{2 * 60'000};
        std::chrono::milliseconds unattendedAfter{10 * 60'000}; // 0: never
        std::chrono::milliseconds sweepInterval{10'000}; // the longest delay until an expiry is detected
    };

    // `callback` is called when an account's attention changes. It must not call remove().
    ReaderTracker(Times times, Callback callback);

    void setOtherReaders(Predicate hasOtherReaders) { m_hasOtherReaders = std::move(hasOtherReaders); }

    // Must be called at each request of one of the account's devices.
    void noteRequest(const Jid &account);
    // Must be called when the first event stream or long poll is opened, and when the last one has ended.
    void setWatched(const Jid &account, bool isWatched);
    // Starts to track an account whose session was started without a request.
    void add(const Jid &account);
    void remove(const Jid &account);

    ReaderState readerState(const Jid &account) const;
    std::size_t count() const { return m_entries.size(); }

private:
    struct Entry {
        std::chrono::steady_clock::time_point lastRead;
        bool isWatched = false;
        ReaderState readerState; // as passed to the callback last
    };

    Entry &entry(const Jid &account);
    void read(const Jid &account, Entry &known);
    void sweep();

    Times m_times;
    Callback m_callback;
    Predicate m_hasOtherReaders;
    std::unordered_map<Jid, Entry> m_entries; // of the accounts that are not left alone
    LazyTimer m_sweep;
};

} // namespace WebJabber
