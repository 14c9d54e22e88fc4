// SPDX-License-Identifier: GPL-3.0-or-later
#include "http/socketstream.h"

#include <QSignalSpy>
#include <QTest>

#include <array>
#include <sys/socket.h>
#include <unistd.h>

using namespace WebJabber;

// The base of HttpConnection.
class TestSocketStream : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void writesDirectlyAndBuffersTheRest();
    void shutsDownWhenAllIsSent();
    void readReportsABrokenConnection();
    void readableCanBeDisabled();
    void abortedStreamEmitsNothing();

private:
    // The bytes received at the other end.
    QByteArray receive()
    {
        QByteArray received;
        std::array<char, 64 * 1024> buffer;
        ssize_t count = 0;
        while ((count = recv(m_there, buffer.data(), buffer.size(), MSG_DONTWAIT)) > 0)
            received.append(buffer.data(), count);
        m_hasEnded = count == 0;
        return received;
    }

    bool m_hasEnded = false; // at the other end
    std::unique_ptr<SocketStream> m_stream;
    int m_there = -1;
};

void TestSocketStream::init()
{
    std::array<int, 2> ends;
    QCOMPARE(socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()), 0);
    m_stream = std::make_unique<SocketStream>(ends[0]);
    m_there = ends[1];
}

void TestSocketStream::cleanup()
{
    m_stream.reset();
    close(m_there);
}

void TestSocketStream::writesDirectlyAndBuffersTheRest()
{
    m_stream->write("hello");
    QCOMPARE(m_stream->backlog(), 0);
    QCOMPARE(receive(), "hello");

    QByteArray all;
    while (m_stream->backlog() == 0 || all.size() < 4'000'000) {
        const QByteArray piece = QByteArray::number(all.size()).rightJustified(1000);
        m_stream->write(piece);
        all += piece;
    }
    QSignalSpy backlogSent(m_stream.get(), &ByteStream::backlogSent);
    QByteArray received;
    QTRY_COMPARE((received += receive()).size(), all.size());
    QVERIFY(received == all);
    QTRY_COMPARE(m_stream->backlog(), 0);
    QVERIFY(!backlogSent.isEmpty());
}

void TestSocketStream::shutsDownWhenAllIsSent()
{
    const QByteArray all(4'000'000, 'x');
    m_stream->write(all);
    QVERIFY(m_stream->backlog() > 0);
    m_stream->finish();
    m_stream->write("too late");
    QByteArray received;
    QTRY_VERIFY((received += receive(), m_hasEnded));
    QCOMPARE(received.size(), all.size());
    // The other direction is still open.
    QCOMPARE(send(m_there, "bye", 3, 0), 3);
    QByteArray bytes;
    QCOMPARE(m_stream->read(bytes, 100), ByteStream::Read::Some);
    QCOMPARE(bytes, "bye");
}

void TestSocketStream::readReportsABrokenConnection()
{
    m_stream->setReading(false);
    close(std::exchange(m_there, -1));
    QSignalSpy readable(m_stream.get(), &ByteStream::readable);
    m_stream->write("x");
    QCOMPARE(readable.size(), 0); // not within the call
    QTRY_VERIFY(!readable.isEmpty());
    QByteArray bytes;
    QCOMPARE(m_stream->read(bytes, 100), ByteStream::Read::Ended);
    m_stream->write("y");
    QCOMPARE(m_stream->backlog(), 0);
}

void TestSocketStream::readableCanBeDisabled()
{
    QSignalSpy readable(m_stream.get(), &ByteStream::readable);
    QByteArray bytes;
    QCOMPARE(m_stream->read(bytes, 100), ByteStream::Read::Nothing);
    m_stream->setReading(false);
    QCOMPARE(send(m_there, "hello", 5, 0), 5);
    QCoreApplication::processEvents();
    QCOMPARE(readable.size(), 0);
    m_stream->setReading(true);
    QTRY_VERIFY(!readable.isEmpty());
    QCOMPARE(m_stream->read(bytes, 2), ByteStream::Read::Some);
    QCOMPARE(m_stream->read(bytes, 100), ByteStream::Read::Some);
    QCOMPARE(bytes, "hello");
    close(std::exchange(m_there, -1));
    QCOMPARE(m_stream->read(bytes, 100), ByteStream::Read::Ended);
}

void TestSocketStream::abortedStreamEmitsNothing()
{
    QSignalSpy readable(m_stream.get(), &ByteStream::readable);
    connect(m_stream.get(), &ByteStream::readable, m_stream.get(), [this] { m_stream->abort(); });
    QCOMPARE(send(m_there, "hello", 5, 0), 5);
    QTRY_COMPARE(readable.size(), 1);
    m_stream->write("x");
    m_stream->finish();
    m_stream->setReading(true);
    QByteArray bytes;
    QCOMPARE(m_stream->read(bytes, 100), ByteStream::Read::Ended);
    QCoreApplication::processEvents();
    QCOMPARE(readable.size(), 1);
    QCOMPARE(m_stream->backlog(), 0);
}

QTEST_GUILESS_MAIN(TestSocketStream)
#include "tst_socketstream.moc"
