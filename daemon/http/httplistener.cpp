// SPDX-License-Identifier: GPL-3.0-or-later
#include "http/httplistener.h"

#include "shared/logging.h"

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <limits>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

using namespace std::chrono_literals;

namespace WebJabber {

static constexpr int backlog = 1024;
// Other sockets are served between two batches.
static constexpr int acceptedInOneGo = 64;
static constexpr rlim_t keptDescriptors = 32;
static constexpr auto pauseTime = 500ms;

// A peer that disappeared without closing is detected after one to two minutes.
static constexpr int keepAliveIdleSeconds = 60;
static constexpr int keepAliveIntervalSeconds = 15;
static constexpr int keepAliveProbes = 4;
static constexpr int unacknowledgedMilliseconds = 60'000;

static int openSpare()
{
    return open("/dev/null", O_RDONLY | O_CLOEXEC);
}

// The first number of the reserved descriptors. This works because the kernel always assigns the lowest free number.
static int firstScarce()
{
    rlimit files{};
    if (getrlimit(RLIMIT_NOFILE, &files) != 0 || files.rlim_cur == RLIM_INFINITY)
        return std::numeric_limits<int>::max();
    return int(std::max(files.rlim_cur, keptDescriptors) - keptDescriptors);
}

static void setOption(int descriptor, int level, int name, int value)
{
    setsockopt(descriptor, level, name, &value, sizeof(value));
}

static void tune(int descriptor)
{
    setOption(descriptor, IPPROTO_TCP, TCP_NODELAY, 1);
    setOption(descriptor, SOL_SOCKET, SO_KEEPALIVE, 1);
    setOption(descriptor, IPPROTO_TCP, TCP_KEEPIDLE, keepAliveIdleSeconds);
    setOption(descriptor, IPPROTO_TCP, TCP_KEEPINTVL, keepAliveIntervalSeconds);
    setOption(descriptor, IPPROTO_TCP, TCP_KEEPCNT, keepAliveProbes);
    setOption(descriptor, IPPROTO_TCP, TCP_USER_TIMEOUT, unacknowledgedMilliseconds);
}

HttpListener::HttpListener(QObject *parent)
    : QTcpServer(parent)
    , m_spare(openSpare())
    , m_scarceFrom(firstScarce())
{
    setListenBacklogSize(backlog);
    m_pause.setSingleShot(true);
    connect(&m_pause, &QTimer::timeout, this, [this] {
        if (m_notifier)
            m_notifier->setEnabled(true);
    });
}

HttpListener::~HttpListener()
{
    stop();
    if (m_spare >= 0)
        ::close(m_spare);
}

bool HttpListener::start(const QHostAddress &address, quint16 port)
{
    if (!listen(address, port))
        return false;
    pauseAccepting();
    m_descriptor = fcntl(int(socketDescriptor()), F_DUPFD_CLOEXEC, 0);
    if (m_descriptor < 0) {
        close();
        return false;
    }
    m_notifier = std::make_unique<QSocketNotifier>(m_descriptor, QSocketNotifier::Read);
    connect(m_notifier.get(), &QSocketNotifier::activated, this, &HttpListener::acceptSome);
    return true;
}

void HttpListener::stop()
{
    m_pause.stop();
    m_notifier.reset();
    if (m_descriptor >= 0)
        ::close(std::exchange(m_descriptor, -1));
    close();
}

void HttpListener::acceptSome()
{
    for (int i = 0; i < acceptedInOneGo && m_notifier && m_notifier->isEnabled(); ++i) {
        if (!acceptOne())
            return;
    }
}

// False if there is no connection, or if it could not be accepted.
bool HttpListener::acceptOne()
{
    sockaddr_storage storage{};
    auto *address = reinterpret_cast<sockaddr *>(&storage);
    socklen_t size = sizeof(storage);
    const int descriptor = accept4(m_descriptor, address, &size, SOCK_NONBLOCK | SOCK_CLOEXEC);
    if (descriptor >= 0) {
        tune(descriptor);
        Q_EMIT accepted(descriptor, QHostAddress(address), descriptor >= m_scarceFrom);
        return true;
    }
    switch (errno) {
    case EAGAIN:
        return false;
    case EMFILE:
        rejectOne();
        return false;
    case ENFILE: // the machine is out of descriptors or memory
    case ENOBUFS:
    case ENOMEM:
        pause();
        return false;
    default: // an error of that connection (accept(2))
        return true;
    }
}

// Rejects one connection. Others that wait are handled in the next round.
void HttpListener::rejectOne()
{
    if (m_spare < 0)
        return pause();
    ::close(m_spare);
    if (const int descriptor = accept4(m_descriptor, nullptr, nullptr, SOCK_CLOEXEC); descriptor >= 0)
        ::close(descriptor);
    m_spare = openSpare();
}

void HttpListener::pause()
{
    qCWarning(lcHttp) << "no connection can be accepted:" << qt_error_string();
    m_notifier->setEnabled(false);
    m_pause.start(pauseTime);
    if (m_spare < 0)
        m_spare = openSpare();
}

} // namespace WebJabber
