// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/keyedlimiter.h"

#include <QString>

namespace WebJabber {

// Limits the concurrent sign-ins per domain, in the order of arrival. A thousand at once would all be slow
// enough to time out. Domains do not wait for each other, so a domain that does not respond delays no other.
class LoginLimiter : public KeyedLimiter<QString>
{
public:
    static constexpr int perDomain = 32;

    LoginLimiter()
        : KeyedLimiter(perDomain)
    {
    }
};

} // namespace WebJabber
