// SPDX-License-Identifier: GPL-3.0-or-later
#include "http/tokenbuckets.h"

#include <algorithm>

using namespace std::chrono_literals;

namespace WebJabber {

TokenBuckets::TokenBuckets(int perInterval, Duration interval)
    : m_interval(interval)
    , m_perToken(interval / perInterval)
{
}

// `full` is when the bucket will be full. It has a token if at most m_interval - m_perToken is left until then.
TokenBuckets::Duration TokenBuckets::wait(Key key, Time now) const
{
    const auto found = m_byKey.find(key);
    if (found == m_byKey.end())
        return 0s;
    const Duration lacking = (*found)->full - now;
    return std::max<Duration>(lacking + m_perToken - m_interval, 0s);
}

void TokenBuckets::take(Key key, Time now)
{
    if (const auto found = m_byKey.constFind(key); found != m_byKey.constEnd()) {
        m_buckets.splice(m_buckets.end(), m_buckets, *found);
    } else {
        m_buckets.push_back({key, now});
        m_byKey.insert(key, std::prev(m_buckets.end()));
    }
    Bucket &bucket = m_buckets.back();
    bucket.full = std::max(bucket.full, now) + m_perToken;

    // Drops up to two full buckets per call, so that they go faster than new ones come.
    for (int i = 0; i < 2 && m_buckets.front().full <= now; ++i)
        forget(m_buckets.begin());
    if (m_buckets.size() > maxBuckets)
        forget(m_buckets.begin());
}

void TokenBuckets::forget(Buckets::iterator bucket)
{
    m_byKey.remove(bucket->key);
    m_buckets.erase(bucket);
}

} // namespace WebJabber
