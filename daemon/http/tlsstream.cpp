// SPDX-License-Identifier: GPL-3.0-or-later
#include "http/tlsstream.h"

#include <fcntl.h>
#include <unistd.h>

namespace WebJabber {

// Further input waits in the kernel.
static constexpr qint64 readBufferBytes = 32 * 1024;

TlsStream::TlsStream(int descriptor, const QSslConfiguration &identity)
{
    connect(&m_socket, &QSslSocket::readyRead, this, &TlsStream::announce);
    connect(&m_socket, &QSslSocket::disconnected, this, &TlsStream::announce);
    connect(&m_socket, &QSslSocket::encryptedBytesWritten, this, &TlsStream::backlogSent, Qt::QueuedConnection);
    m_socket.setReadBufferSize(readBufferBytes);
    m_socket.setSslConfiguration(identity);
    if (m_socket.setSocketDescriptor(descriptor)) {
        m_socket.startServerEncryption();
    } else {
        ::close(descriptor);
        announce();
    }
}

TlsStream::~TlsStream()
{
    abort();
}

ByteStream::Read TlsStream::read(QByteArray &to, qsizetype most)
{
    const QByteArray bytes = m_socket.read(most);
    if (bytes.isEmpty())
        return m_socket.state() == QAbstractSocket::ConnectedState ? Read::Nothing : Read::Ended;
    to.append(bytes);
    announce();
    return Read::Some;
}

void TlsStream::setReading(bool isReading)
{
    m_isReading = isReading;
    announce();
}

// Emits readable() repeatedly until the data, or the end of the stream, has been read.
void TlsStream::announce()
{
    const bool isConnected = m_socket.state() == QAbstractSocket::ConnectedState;
    if (m_isAnnounced || (isConnected && (!m_isReading || m_socket.bytesAvailable() == 0)))
        return;
    m_isAnnounced = true;
    QMetaObject::invokeMethod(
        this,
        [this] {
            m_isAnnounced = false;
            Q_EMIT readable();
        },
        Qt::QueuedConnection);
}

void TlsStream::write(QByteArrayView bytes)
{
    if (m_isFinishing || m_socket.state() != QAbstractSocket::ConnectedState)
        return;
    m_socket.write(bytes.data(), bytes.size());
    m_socket.flush();
}

qsizetype TlsStream::backlog() const
{
    return m_socket.bytesToWrite() + m_socket.encryptedBytesToWrite();
}

int TlsStream::duplicate() const
{
    if (m_socket.state() != QAbstractSocket::ConnectedState)
        return -1;
    return fcntl(int(m_socket.socketDescriptor()), F_DUPFD_CLOEXEC, 0);
}

void TlsStream::abort()
{
    m_socket.disconnect(this);
    if (m_isFinishing && backlog() == 0) {
        m_socket.disconnectFromHost();
        m_socket.flush();
    }
    m_socket.abort();
}

} // namespace WebJabber
