// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QSslSocket;

namespace WebJabber {

// WORKAROUND (Qt 6.8): frees the memory that the empty buffers of a connected socket keep, which is about 100 KB
// with TLS. Does nothing if one of the buffers holds data. Nothing is lost: the next byte allocates the buffers
// again. Must not be called from within a signal of the socket. Ends with a Qt that frees empty buffers.
void releaseEmptyBuffers(QSslSocket &socket);

} // namespace WebJabber
