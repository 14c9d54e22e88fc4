// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "httpload.h"

namespace WebJabber::Bench {

// A blocking keep-alive connection to 127.0.0.1 that reconnects if it was closed.
class SteadyClient
{
public:
    explicit SteadyClient(quint16 port)
        : m_port(port)
    {
    }
    ~SteadyClient();
    Q_DISABLE_COPY_MOVE(SteadyClient)

    // `request` is a complete HTTP request. Status 0: there was no response within 30 s, or the connection was closed
    // before it was complete.
    HttpAnswer sendRequest(const QByteArray &request);

private:
    HttpAnswer fail();

    quint16 m_port;
    int m_socket = -1;
};

} // namespace WebJabber::Bench
