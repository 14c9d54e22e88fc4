// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QObject>

namespace WebJabber {

// The bytes of one connection, both ways. Nothing in it blocks, and its signals
// come from the event loop only, never from within a call.
class ByteStream : public QObject
{
    Q_OBJECT

public:
    enum class Read {
        Some,
        Nothing, // for now
        Ended, // the peer sends no more, or the connection is broken
    };
    // Appends what is there, at most `most` bytes of it.
    virtual Read read(QByteArray &to, qsizetype most) = 0;
    // Whether readable() is to come. At first it is.
    virtual void setReading(bool isReading) = 0;

    // Takes all of it. Where the connection is broken it is lost, and read()
    // tells.
    virtual void write(QByteArrayView bytes) = 0;
    // How much of it the kernel has not taken, in bytes.
    virtual qsizetype backlog() const = 0;
    // A new descriptor of the connection, for the caller to close; -1 if it is broken.
    virtual int duplicate() const = 0;
    // When the backlog is gone the peer is told that no more comes.
    virtual void finish() = 0;
    // Ends the connection at once. Nothing comes from it any more.
    virtual void abort() = 0;

Q_SIGNALS:
    // There is something to read, or it has ended.
    void readable();
    // The kernel took some of the backlog.
    void taken();
};

} // namespace WebJabber
