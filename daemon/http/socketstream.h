// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "http/bytestream.h"

#include <QSocketNotifier>

#include <memory>

namespace WebJabber {

// A plain TCP or UNIX stream socket. write() passes bytes directly to the kernel and buffers only the rest, so an idle
// connection costs little more than its descriptor.
class SocketStream final : public ByteStream
{
    Q_OBJECT

public:
    // Takes ownership of `descriptor`, which must be a connected non-blocking socket.
    explicit SocketStream(int descriptor);
    ~SocketStream() override;

    Read read(QByteArray &to, qsizetype most) override;
    void setReading(bool isReading) override;
    void write(QByteArrayView bytes) override;
    qsizetype backlog() const override { return m_backlog.size() - m_sent; }
    int duplicate() const override;
    void finish() override;
    void abort() override;

private:
    qsizetype send(const char *bytes, qsizetype size);
    void sendBacklog();
    void shutDownWhenSent();

    int m_descriptor;
    bool m_isBroken = false;
    bool m_isFinishing = false;
    QByteArray m_backlog;
    qsizetype m_sent = 0; // of the backlog
    std::unique_ptr<QSocketNotifier> m_reader;
    std::unique_ptr<QSocketNotifier> m_writer; // null until a write had to wait
};

} // namespace WebJabber
