// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "http/httpmessage.h"

namespace WebJabber {

// Writes the answer to one request to its connection, in the framing that the request requires: no body for HEAD, no
// chunks for HTTP/1.0. Writes nothing if the connection has ended.
class Responder
{
public:
    virtual ~Responder() = default;

    // Writes a complete answer. Call it at most once, and not after beginStream().
    virtual void answer(const HttpResponse &response) = 0;
    // Begins an answer whose body is written in pieces until endStream(). `head` has no body.
    virtual void beginStream(const HttpResponse &head) = 0;
    // `piece` must not be empty.
    virtual void writePiece(const QByteArray &piece) = 0;
    virtual void endStream() = 0;
};

} // namespace WebJabber
