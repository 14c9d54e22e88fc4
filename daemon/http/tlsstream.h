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
    // A connected socket; it is closed with this object.
    TlsStream(int descriptor, const QSslConfiguration &identity);
    ~TlsStream() override;

    Read read(QByteArray &to, qsizetype most) override;
    void setReading(bool isReading) override;
    void write(QByteArrayView bytes) override;
    qsizetype backlog() const override;
    int duplicate() const override;
    // TLS as Qt has it ends both directions at once, so the goodbye waits for
    // the peer's, or for abort().
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
