// SPDX-License-Identifier: GPL-3.0-or-later
#include "http/socketstream.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

namespace WebJabber {

static constexpr qsizetype maxReadBytes = 16 * 1024;

// Uses deleteLater(), as the notifier's signal may be the caller.
static void retire(std::unique_ptr<QSocketNotifier> &notifier)
{
    if (!notifier)
        return;
    notifier->setEnabled(false);
    notifier.release()->deleteLater();
}

SocketStream::SocketStream(int descriptor)
    : m_descriptor(descriptor)
    , m_reader(std::make_unique<QSocketNotifier>(descriptor, QSocketNotifier::Read))
{
    connect(m_reader.get(), &QSocketNotifier::activated, this, &SocketStream::readable);
}

SocketStream::~SocketStream()
{
    abort();
}

ByteStream::Read SocketStream::read(QByteArray &to, qsizetype most)
{
    if (m_descriptor < 0)
        return Read::Ended;
    std::array<char, maxReadBytes> buffer;
    const ssize_t count = recv(m_descriptor, buffer.data(), std::size_t(std::min(most, maxReadBytes)), MSG_DONTWAIT);
    if (count > 0)
        to.append(buffer.data(), count);
    if (count >= 0)
        return count > 0 ? Read::Some : Read::Ended;
    return errno == EAGAIN || errno == EINTR ? Read::Nothing : Read::Ended;
}

void SocketStream::setReading(bool isReading)
{
    if (m_descriptor >= 0)
        m_reader->setEnabled(isReading || m_isBroken);
}

void SocketStream::write(QByteArrayView bytes)
{
    if (m_isBroken || m_isFinishing || m_descriptor < 0 || bytes.isEmpty())
        return;
    const qsizetype sent = backlog() == 0 ? send(bytes.data(), bytes.size()) : 0;
    if (m_isBroken || sent == bytes.size())
        return;
    m_backlog.append(bytes.sliced(sent));
    if (!m_writer) {
        m_writer = std::make_unique<QSocketNotifier>(m_descriptor, QSocketNotifier::Write);
        connect(m_writer.get(), &QSocketNotifier::activated, this, &SocketStream::sendBacklog);
    }
    m_writer->setEnabled(true);
}

// Returns the number of bytes sent. If the connection is broken, read() reports it; a broken socket is readable at
// once.
qsizetype SocketStream::send(const char *bytes, qsizetype size)
{
    const ssize_t count = ::send(m_descriptor, bytes, std::size_t(size), MSG_DONTWAIT | MSG_NOSIGNAL);
    if (count >= 0)
        return count;
    if (errno != EAGAIN && errno != EINTR) {
        m_isBroken = true;
        setReading(true);
    }
    return 0;
}

void SocketStream::sendBacklog()
{
    m_sent += send(m_backlog.constData() + m_sent, backlog());
    if (m_isBroken || backlog() == 0) {
        m_backlog = {};
        m_sent = 0;
        m_writer->setEnabled(false);
        shutDownWhenSent();
    } else if (m_sent > m_backlog.size() / 2) {
        m_backlog.remove(0, std::exchange(m_sent, 0));
    }
    Q_EMIT backlogSent();
}

int SocketStream::duplicate() const
{
    return m_isBroken || m_descriptor < 0 ? -1 : fcntl(m_descriptor, F_DUPFD_CLOEXEC, 0);
}

void SocketStream::finish()
{
    m_isFinishing = true;
    shutDownWhenSent();
}

void SocketStream::shutDownWhenSent()
{
    if (m_isFinishing && backlog() == 0 && m_descriptor >= 0)
        shutdown(m_descriptor, SHUT_WR);
}

void SocketStream::abort()
{
    retire(m_reader);
    retire(m_writer);
    m_backlog = {};
    m_sent = 0;
    if (m_descriptor >= 0)
        close(std::exchange(m_descriptor, -1));
}

} // namespace WebJabber
