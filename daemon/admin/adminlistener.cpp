// SPDX-License-Identifier: GPL-3.0-or-later
#include "admin/adminlistener.h"

#include "shared/logging.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QLocalSocket>

#include <sys/stat.h>
#include <unistd.h>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace WebJabber {

static constexpr auto retryInterval = 2s;
static constexpr mode_t socketMode = 0660;
static constexpr auto rejectTime = 2s;
static constexpr auto connectTimeout = 500ms;

static std::unexpected<Problem> unusable(const QString &path, const QString &why)
{
    return problem(ProblemCode::InvalidRequest, u"the admin socket %1 cannot be used: %2"_s.arg(path, why));
}

static std::pair<quint64, quint64> fileAt(const QString &path)
{
    struct stat status{};
    if (::lstat(QFile::encodeName(path).constData(), &status) != 0 || !S_ISSOCK(status.st_mode))
        return {};
    return {status.st_dev, status.st_ino};
}

AdminListener::AdminListener(QObject *parent)
    : QLocalServer(parent)
{
    setSocketOptions(UserAccessOption); // until the group is set
    connect(&m_watcher, &QFileSystemWatcher::directoryChanged, this, &AdminListener::listenAgain);
    connect(&m_watcher, &QFileSystemWatcher::fileChanged, this, &AdminListener::listenAgain);
    m_retry.setInterval(retryInterval);
    connect(&m_retry, &QTimer::timeout, this, &AdminListener::listenAgain);
}

// If the daemon creates the folder, the group gets access to it.
static bool makeDirectory(const QString &path, gid_t group)
{
    if (QFileInfo::exists(path))
        return true;
    if (!QDir().mkpath(path))
        return false;
    const QByteArray name = QFile::encodeName(path);
    return ::chown(name.constData(), uid_t(-1), group) == 0 && ::chmod(name.constData(), 0750) == 0;
}

Result<void> AdminListener::start(const AdminSettings &settings)
{
    m_path = settings.socket;
    const auto group = findGroup(settings.group);
    if (!group)
        return unusable(m_path, group.error().detail);
    m_group = *group;
    if (!makeDirectory(QFileInfo(m_path).path(), m_group))
        return unusable(m_path, u"its folder cannot be made"_s);
    const bool isSocket = fileAt(m_path) != std::pair<quint64, quint64>();
    if (QFileInfo::exists(m_path) && !isSocket)
        return unusable(m_path, u"another file is there"_s);
    QLocalSocket probe;
    probe.connectToServer(m_path);
    if (isSocket && probe.waitForConnected(int(std::chrono::milliseconds(connectTimeout).count())))
        return unusable(m_path, u"another program listens on it"_s);
    m_isStopped = false;
    if (const auto listening = bindSocket(); !listening)
        return listening;
    qCInfo(lcAdmin).noquote() << "listening on" << m_path;
    return {};
}

Result<void> AdminListener::bindSocket()
{
    close();
    if (fileAt(m_path) != std::pair<quint64, quint64>())
        removeServer(m_path);
    if (!listen(m_path))
        return unusable(m_path, errorString());
    const QByteArray name = QFile::encodeName(m_path);
    if (::chown(name.constData(), uid_t(-1), m_group) != 0 || ::chmod(name.constData(), socketMode) != 0) {
        const QString why = qt_error_string();
        close();
        return unusable(m_path, u"it cannot be given to its group: %1"_s.arg(why));
    }
    m_file = fileAt(m_path);
    m_retry.stop();
    m_watcher.addPath(QFileInfo(m_path).path());
    return {};
}

void AdminListener::stop()
{
    m_isStopped = true;
    m_retry.stop();
    if (isOwnSocketFile())
        close();
}

bool AdminListener::isOwnSocketFile() const
{
    return isListening() && fileAt(m_path) == m_file;
}

void AdminListener::listenAgain()
{
    if (m_isStopped || isOwnSocketFile())
        return;
    // Another file was put there on purpose.
    if (QFileInfo::exists(m_path)) {
        m_retry.start();
        return;
    }
    if (const auto listening = bindSocket(); listening) {
        qCWarning(lcAdmin).noquote() << "the admin socket was deleted and is back at" << m_path;
    } else {
        if (!m_retry.isActive())
            qCWarning(lcAdmin).noquote() << listening.error().detail;
        m_retry.start();
    }
}

bool AdminListener::isFull(pid_t pid) const
{
    const qsizetype own = m_connections.value(pid);
    return own == 0 ? clients() >= maxAdminClients : own >= maxConnectionsPerAdminClient;
}

void AdminListener::release(const Peer &peer)
{
    const auto own = m_connections.find(peer.pid);
    if (--*own == 0)
        m_connections.erase(own);
}

// Answers a connection that is not served. Its request is read before it is closed, as the kernel could otherwise
// discard the answer.
static void reject(quintptr descriptor, const QByteArray &status, const QByteArray &why, QObject *parent)
{
    auto *socket = new QLocalSocket(parent);
    if (!socket->setSocketDescriptor(qintptr(descriptor)))
        return socket->deleteLater();
    socket->write("HTTP/1.1 " + status + "\r\nContent-Type: text/plain\r\nConnection: close\r\nContent-Length: "
                  + QByteArray::number(why.size() + 1) + "\r\n\r\n" + why + '\n');
    QObject::connect(socket, &QLocalSocket::readyRead, socket, [socket] {
        socket->readAll();
        socket->disconnectFromServer();
    });
    QObject::connect(socket, &QLocalSocket::disconnected, socket, &QObject::deleteLater);
    QTimer::singleShot(rejectTime, socket, &QObject::deleteLater);
}

void AdminListener::incomingConnection(quintptr descriptor)
{
    const auto peer = Peer::of(int(descriptor));
    if (!peer || !peer->isAllowed(m_group)) {
        qCWarning(lcAdmin) << "refused a client of user" << (peer ? peer->uid : uid_t(-1));
        return reject(descriptor, "403 Forbidden", "You are not a member of the group this socket is for.", this);
    }
    if (isFull(peer->pid)) {
        qCWarning(lcAdmin) << "turned away process" << peer->pid << "as too many are connected";
        return reject(descriptor, "503 Service Unavailable", "Too many clients are connected; try again later.", this);
    }
    ++m_connections[peer->pid];
    Q_EMIT accepted(int(descriptor), *peer);
}

} // namespace WebJabber
