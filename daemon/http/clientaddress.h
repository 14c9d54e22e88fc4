// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "addresslist.h"

#include <QHttpHeaders>

namespace WebJabber {

// The client that a request comes from. What X-Forwarded-For says counts only
// where a listed proxy sent it, and of its addresses the last one that is not a
// listed proxy's: what stands before that one is what the client itself claims.
// RFC 7239's Forwarded is not looked at, as a proxy that does not know it lets
// clients write it.
QHostAddress clientAddress(const QHostAddress &peer, const QHttpHeaders &headers, const AddressList &proxies);

} // namespace WebJabber
