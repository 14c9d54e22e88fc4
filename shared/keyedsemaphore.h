// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>

#include <deque>
#include <limits>
#include <optional>
#include <utility>

namespace WebJabber {

// A counting semaphore for each key, with a queue for each. Keys take turns, and the order within a key is kept. It
// only counts: the caller takes the turns and ends them.
template<typename Key, typename Waiter>
class KeyedSemaphore
{
public:
    struct Turn {
        Key key;
        Waiter waiter;
    };

    // At most `perKey` turns of one key and `inAll` of all keys are taken at once.
    explicit KeyedSemaphore(int perKey, int inAll = std::numeric_limits<int>::max())
        : m_perKey(perKey)
        , m_inAll(inAll)
    {
    }

    // Takes a turn if one is free and none of the key's waiters is queued. Returns whether it did.
    bool tryTake(const Key &key)
    {
        if (m_taken >= m_inAll || taken(key) >= limit(key) || hasWaiting(key))
            return false;
        ++entry(key).taken;
        ++m_taken;
        return true;
    }

    void enqueue(const Key &key, Waiter waiter)
    {
        Entry &queue = entry(key);
        queue.waiting.push_back(std::move(waiter));
        list(key, queue);
    }

    // Takes a turn for the next waiter; nothing if none may start.
    std::optional<Turn> next()
    {
        while (m_taken < m_inAll && !m_ready.empty()) {
            const Key key = std::move(m_ready.front());
            m_ready.pop_front();
            Entry &queue = entry(key);
            queue.isListed = false;
            if (queue.taken >= queue.limit) // the limit was lowered meanwhile
                continue;
            Turn turn{key, std::move(queue.waiting.front())};
            queue.waiting.pop_front();
            ++queue.taken;
            ++m_taken;
            list(key, queue);
            return turn;
        }
        return {};
    }

    // Ends a turn that was taken.
    void release(const Key &key)
    {
        Entry &queue = entry(key);
        --queue.taken;
        --m_taken;
        list(key, queue);
        forgetIdle(key);
    }

    // Changes how many turns of this key are taken at once. Those that are taken go on.
    void setLimit(const Key &key, int limit)
    {
        Entry &queue = entry(key);
        queue.limit = limit;
        list(key, queue);
        forgetIdle(key);
    }

    int limit(const Key &key) const
    {
        const auto known = m_entries.constFind(key);
        return known == m_entries.cend() ? m_perKey : known->limit;
    }
    int taken(const Key &key) const
    {
        const auto known = m_entries.constFind(key);
        return known == m_entries.cend() ? 0 : known->taken;
    }
    int taken() const { return m_taken; }
    bool hasWaiting(const Key &key) const
    {
        const auto known = m_entries.constFind(key);
        return known != m_entries.cend() && !known->waiting.empty();
    }
    // Whether next() returns a turn, unless limits were lowered.
    bool hasNext() const { return m_taken < m_inAll && !m_ready.empty(); }

private:
    struct Entry {
        int limit;
        int taken = 0;
        bool isListed = false; // in m_ready
        std::deque<Waiter> waiting = {};
    };

    Entry &entry(const Key &key)
    {
        auto known = m_entries.find(key);
        if (known == m_entries.end())
            known = m_entries.insert(key, Entry{m_perKey});
        return *known;
    }

    void list(const Key &key, Entry &queue)
    {
        if (queue.isListed || queue.waiting.empty() || queue.taken >= queue.limit)
            return;
        queue.isListed = true;
        m_ready.push_back(key);
    }

    void forgetIdle(const Key &key)
    {
        const auto known = m_entries.constFind(key);
        if (known->taken == 0 && known->waiting.empty() && known->limit == m_perKey)
            m_entries.erase(known);
    }

    int m_perKey;
    int m_inAll;
    int m_taken = 0;
    QHash<Key, Entry> m_entries;
    std::deque<Key> m_ready; // keys with a waiter that may start, in turn
};

} // namespace WebJabber
