// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QSslSocket;

namespace WebJabber {

// Gives back the memory that a connected socket's empty buffers keep, which is
// about 100 KB with TLS. Nothing happens where one of them holds something, and
// nothing is lost: the next byte makes them anew. Not to be called from within a
// signal of the socket.
void releaseEmptyBuffers(QSslSocket &socket);

} // namespace WebJabber
