// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>

#include <chrono>
#include <list>

namespace WebJabber {

// One token bucket per key; a key may be a hash. The capacity of a bucket is the number of tokens that it gains per
// interval. The caller supplies the time, which must not run backwards.
//
// Every call takes constant time. A full bucket is dropped, as it equals an unused one. If there are too many buckets,
// the least recently used one is dropped.
class TokenBuckets
{
public:
    using Key = std::size_t;
    using Time = std::chrono::steady_clock::time_point;
    using Duration = std::chrono::steady_clock::duration;

    static constexpr std::size_t maxBuckets = 100'000; // about 8 MB

    // `perInterval` must be at least 1.
    explicit TokenBuckets(int perInterval, Duration interval = std::chrono::minutes(1));

    // Returns the time until the bucket has a token; 0 if it has one now.
    Duration wait(Key key, Time now) const;
    // Takes a token. The bucket must have one.
    void take(Key key, Time now);

    std::size_t size() const { return m_buckets.size(); }

private:
    struct Bucket {
        Key key;
        Time full; // when it will be full if nothing is taken
    };
    using Buckets = std::list<Bucket>;

    void forget(Buckets::iterator bucket);

    Duration m_interval; // in which an empty bucket fills
    Duration m_perToken;
    Buckets m_buckets; // least recently used first
    QHash<Key, Buckets::iterator> m_byKey;
};

} // namespace WebJabber
