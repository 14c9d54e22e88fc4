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

// Accepts connections on the admin socket from allowed peers, up to a limit, and drops those that do not read their
// answers. Listens again if the socket's file was deleted.
class AdminListener : public QLocalServer
{
    Q_OBJECT

public:
    explicit AdminListener(QObject *parent = nullptr);

    // Fails with a message for the operator. Replaces a socket file that an earlier daemon left behind, but not one
    // that a daemon listens on.
    Result<void> start(const AdminSettings &settings);
    // Stops accepting connections and removes the socket's file.
    void stop();

    // Returns the connection that is being read: QtHttpServer handles a request while it reads. Null outside of that,
    // and if the connection is closed, because Qt still handles what it has read from it.
    QLocalSocket *takeCurrent();
    Peer peerOf(QLocalSocket *connection) const { return m_connections.value(connection).peer; }
    qsizetype clients() const;

protected:
    void incomingConnection(quintptr descriptor) override;

private:
    struct Connection {
        Peer peer;
        QElapsedTimer idle; // since it last read a part of its answer
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
