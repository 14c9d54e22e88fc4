// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "http/addresslist.h"

#include <QHttpHeaders>

namespace WebJabber {

// Returns the client that a request comes from. X-Forwarded-For and Forwarded count only if a listed proxy sent them;
// of their hops, read from the end, the first that is not a listed proxy's: what stands before it is what the client
// itself claims. Null if that hop is no address, or if the two fields lead to different clients, as a proxy that knows
// only one of them lets clients write the other: all such clients are one unknown client, which is no listed one.
QHostAddress clientAddress(const QHostAddress &peer, const QHttpHeaders &headers, const AddressList &proxies);

// True if a listed proxy says that its client speaks https, in Forwarded or in X-Forwarded-Proto.
bool isForwardedSecure(const QHostAddress &peer, const QHttpHeaders &headers, const AddressList &proxies);

} // namespace WebJabber
