// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>

#include <chrono>
#include <list>

namespace WebJabber {

// A token bucket for each key, which may be a hash. One that is full holds as many tokens as flow
// into it in the interval. The clock is the caller's and never runs backwards.
//
// All work is of constant time, spread over the calls. A bucket that is full
// again is forgotten, being like one never used; where there are too many, the
// one that was not used for the longest time is.
class TokenBuckets
{
public:
    using Key = std::size_t;
    using Time = std::chrono::steady_clock::time_point;
    using Duration = std::chrono::steady_clock::duration;

    static constexpr std::size_t maxBuckets = 100'000; // about 8 MB

    // `perInterval` is at least 1.
    explicit TokenBuckets(int perInterval, Duration interval = std::chrono::minutes(1));

    // How long until the bucket has a token; 0 where it has one.
    Duration wait(Key key, Time now) const;
    // Takes a token from a bucket that has one.
    void take(Key key, Time now);

    std::size_t size() const { return m_buckets.size(); }

private:
    struct Bucket {
        Key key;
        Time full; // when it is, if nothing is taken
    };
    using Buckets = std::list<Bucket>;

    void forget(Buckets::iterator bucket);

    Duration m_interval; // in which an empty bucket fills
    Duration m_perToken;
    Buckets m_buckets; // the one used last at the end
    QHash<Key, Buckets::iterator> m_byKey;
};

} // namespace WebJabber
