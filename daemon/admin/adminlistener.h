// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "admin/adminsettings.h"
#include "admin/peer.h"

#include <QElapsedTimer>
#include <QFileSystemWatcher>
#include <QHash>
#include <QLocalServer>
#include <QLocalSocket>
#include <QTimer>

namespace WebJabber {

// Accepts connections on the admin socket: only from peers that are allowed,
// only so many, and only while they take what they asked for. Listens again
// where the socket's file was deleted.
class AdminListener : public QLocalServer
{
    Q_OBJECT

public:
    explicit AdminListener(QObject *parent = nullptr);

    // Fails with a detail for the operator. A file that an earlier daemon left
    // is replaced, one that a daemon listens on is not.
    Result<void> start(const AdminSettings &settings);
    // Takes no more connections, and its file away.
    void stop();

    // The connection whose bytes are being read at this moment: QtHttpServer
    // handles a request while it reads. Null at any other, and where it is gone:
    // Qt goes on with what was read of it.
    QLocalSocket *takeCurrent();
    Peer peerOf(QLocalSocket *connection) const { return m_connections.value(connection).peer; }
    qsizetype clients() const;

protected:
    void incomingConnection(quintptr descriptor) override;

private:
    struct Connection {
        Peer peer;
        QElapsedTimer idle; // since it last took something it was owed
    };

    Result<void> listenHere();
    bool isOurs() const;
    void comeBack();
    bool isFull(pid_t pid) const;
    void dropStalled();
    void watch(QLocalSocket *socket, const Peer &peer);

    QString m_path;
    gid_t m_group = 0;
    std::pair<quint64, quint64> m_file; // device and inode of the socket's file
    bool m_isStopped = true;
    QFileSystemWatcher m_watcher;
    QTimer m_retry;
    QTimer m_stallCheck;
    QLocalSocket *m_current = nullptr;
    QHash<QLocalSocket *, Connection> m_connections;
};

} // namespace WebJabber
