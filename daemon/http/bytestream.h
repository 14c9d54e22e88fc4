// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QObject>

namespace WebJabber {

// A connection as a stream of bytes in both directions. No function blocks. Signals are emitted from the event loop
// only, never from within a call.
class ByteStream : public QObject
{
    Q_OBJECT

public:
    enum class Read {
        Some,
        Nothing, // for now
        Ended, // the peer sends no more, or the connection is broken
    };
    // Appends up to `most` bytes to `to`.
    virtual Read read(QByteArray &to, qsizetype most) = 0;
    // Enables or disables readable(). It is enabled at first.
    virtual void setReading(bool isReading) = 0;

    // Always accepts all bytes. If the connection is broken they are dropped, and read() returns Ended.
    virtual void write(QByteArrayView bytes) = 0;
    // Bytes that are written, but not yet taken by the kernel.
    virtual qsizetype backlog() const = 0;
    // Returns a duplicate of the connection's descriptor, which the caller must close; -1 if the connection is broken.
    virtual int duplicate() const = 0;
    // Closes the sending direction when the backlog has been sent.
    virtual void finish() = 0;
    // Closes the connection immediately. No signal is emitted afterwards.
    virtual void abort() = 0;

Q_SIGNALS:
    // Data can be read, or the stream has ended.
    void readable();
    // The kernel took a part of the backlog.
    void backlogSent();
};

} // namespace WebJabber
