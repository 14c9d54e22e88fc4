// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "http/responder.h"

#include <QtClassHelperMacros>

#include <memory>

namespace WebJabber {

class HttpConnection;

// Writes answers with Qt HTTP Server. Only this file pair uses its classes.
//
// WORKAROUND (Qt 6.8): QtHttpServer gives a responder only for a request that it has read from a socket; the
// constructors of its requests and responders are private. RequestParser has read the request already, and a second
// parser that reads the same bytes differently makes request smuggling possible. So QtHttpServer reads the same
// constant request each time, from a socket of this class, and no byte of a client. Ends with a public constructor of
// QHttpServerResponder.
class QtHttpAdapter
{
public:
    QtHttpAdapter();
    // All responders must be destroyed before.
    ~QtHttpAdapter();
    Q_DISABLE_COPY_MOVE(QtHttpAdapter)

    // Returns the responder for a request with this method that `connection` has passed on. It may outlive the
    // connection. Null if Qt gives none, which is logged.
    std::unique_ptr<Responder> responder(HttpConnection &connection, HttpMethod method);

private:
    class Channel;
    class ChannelServer;
    class Server;
    class Answer;

    std::unique_ptr<Server> m_server;
};

} // namespace WebJabber
