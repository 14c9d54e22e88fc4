// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "http/addresslist.h"

#include <QHttpHeaders>

namespace WebJabber {

// Returns the address of the client that sent the request. X-Forwarded-For and Forwarded are used only if the peer is a
// listed proxy. Their hops are read from the end; the first hop that is not a listed proxy is the client, as everything
// before it is only claimed by that client. Returns a null address if that hop is not an address. Also returns null if
// the two fields lead to different clients: a proxy that supports only one of them passes on the other as the client
// wrote it. All clients with a null address count as one unknown client, which is in no list.
QHostAddress clientAddress(const QHostAddress &peer, const QHttpHeaders &headers, const AddressList &proxies);

// True if a listed proxy reports, in Forwarded or X-Forwarded-Proto, that its client uses https.
bool isForwardedSecure(const QHostAddress &peer, const QHttpHeaders &headers, const AddressList &proxies);

} // namespace WebJabber
