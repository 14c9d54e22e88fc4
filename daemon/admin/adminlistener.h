// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "admin/adminsettings.h"
#include "admin/peer.h"

#include <QFileSystemWatcher>
#include <QHash>
#include <QLocalServer>
#include <QTimer>

namespace WebJabber {

// Accepts connections on the admin socket from allowed peers, up to a limit. Listens again if the socket's file was
// deleted.
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

    // The number of processes that are connected.
    qsizetype clients() const { return m_connections.size(); }
    // Call it once for each accepted connection, when it has closed.
    void release(const Peer &peer);

Q_SIGNALS:
    // The receiver must close the descriptor.
    void accepted(int descriptor, const Peer &peer);

protected:
    void incomingConnection(quintptr descriptor) override;

private:
    Result<void> bindSocket();
    bool isOwnSocketFile() const;
    void listenAgain();
    bool isFull(pid_t pid) const;

    QString m_path;
    gid_t m_group = 0;
    std::pair<quint64, quint64> m_file; // device and inode of the socket's file
    bool m_isStopped = true;
    QFileSystemWatcher m_watcher;
    QTimer m_retry;
    QHash<pid_t, qsizetype> m_connections; // of each process
};

} // namespace WebJabber
