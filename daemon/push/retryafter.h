// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QDateTime>

#include <chrono>
#include <optional>

namespace WebJabber {

// Returns the time to wait by the value of a server's Retry-After (RFC 9110, section 10.2.3): seconds, or a date in
// any of the three forms of section 5.6.7. It is at least 0 and at most longestRetryAfter; nothing if the value is
// neither.
std::optional<std::chrono::seconds> retryAfterFrom(const QByteArray &value, const QDateTime &now);

inline constexpr std::chrono::seconds longestRetryAfter = std::chrono::hours(72);

} // namespace WebJabber
