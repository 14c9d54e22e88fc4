// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "httpload.h"

namespace WebJabber::Bench {

// A keep-alive connection to 127.0.0.1 that is made anew if it has ended. It blocks.
class SteadyClient
{
public:
    explicit SteadyClient(quint16 port)
        : m_port(port)
    {
    }
    ~SteadyClient();
    Q_DISABLE_COPY_MOVE(SteadyClient)

    // `request` is ready for the wire. Status 0: no answer came within 30 s, or
    // the connection was closed before it was whole.
    HttpAnswer ask(const QByteArray &request);

private:
    HttpAnswer fail();

    quint16 m_port;
    int m_socket = -1;
};

} // namespace WebJabber::Bench
