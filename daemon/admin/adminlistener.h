// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "adminsettings.h"
#include "peer.h"

#include <QFileSystemWatcher>
#include <QLocalServer>
#include <QTimer>

namespace WebJabber {

// Accepts connections on the admin socket, and listens again where the socket's
// file was deleted.
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

    // Whose members may use the socket; known once it has started.
    gid_t group() const { return m_group; }

Q_SIGNALS:
    // Whoever takes it closes it.
    void accepted(int descriptor);

protected:
    void incomingConnection(quintptr descriptor) override;

private:
    Result<void> listenHere();
    bool isOurs() const;
    void comeBack();

    QString m_path;
    gid_t m_group = 0;
    std::pair<quint64, quint64> m_file; // device and inode of the socket's file
    bool m_isStopped = true;
    QFileSystemWatcher m_watcher;
    QTimer m_retry;
};

} // namespace WebJabber
