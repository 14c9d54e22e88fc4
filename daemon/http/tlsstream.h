// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "http/bytestream.h"

#include <QSslConfiguration>
#include <QSslSocket>

namespace WebJabber {

// The server's end of a TLS connection.
class TlsStream final : public ByteStream
{
    Q_OBJECT

public:
    // Takes ownership of `descriptor`, which must be a connected socket.
    TlsStream(int descriptor, const QSslConfiguration &identity);
    ~TlsStream() override;

    Read read(QByteArray &to, qsizetype most) override;
    void setReading(bool isReading) override;
    void write(QByteArrayView bytes) override;
    qsizetype backlog() const override;
    int duplicate() const override;
    // WORKAROUND (Qt 6.8): QSslSocket closes both directions at once, so close_notify is sent after the peer's or in
    // abort(); ends with a QSslSocket that can close one direction.
    void finish() override { m_isFinishing = true; }
    void abort() override;

private:
    void announce();

    QSslSocket m_socket;
    bool m_isReading = true;
    bool m_isAnnounced = false;
    bool m_isFinishing = false;
};

} // namespace WebJabber
