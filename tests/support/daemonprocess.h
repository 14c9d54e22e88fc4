// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/workdirectory.h"

#include <QProcess>
#include <QUrl>

#include <functional>
#include <optional>

namespace WebJabber::Test {

// A webjabberd process on a free port, with its configuration, state and admin socket in a temporary directory. The
// process ends with this object. Its functions run the event loop while they wait.
class DaemonProcess
{
public:
    // `program` is WEBJABBERD_PATH in an integration test. `directory` is kept, with the log in webjabberd.log. If it
    // is empty, a temporary one is used.
    explicit DaemonProcess(const QString &program, const QString &directory = {});
    ~DaemonProcess();
    Q_DISABLE_COPY_MOVE(DaemonProcess)

    // Listens on this port instead of a free one; before the first start.
    void setPort(quint16 port) { m_port = port; }
    // Takes effect at the next start.
    void setEnvironment(const QString &name, const QString &value);
    // `config` is TOML; the listening address is passed on the command line. Returns when /healthz responds with 200,
    // or with TLS when the daemon listens. Returns false if that does not happen.
    [[nodiscard]] bool start(const QByteArray &config, const QStringList &arguments = {});
    // Runs the program to its end without waiting for it to listen. For configurations that it refuses.
    std::optional<int> run(const QByteArray &config, const QStringList &arguments = {});
    // Starts the daemon again on the same port, with the existing directory.
    [[nodiscard]] bool restart();
    // The same without waiting until it responds. Only while it is stopped.
    void launchAgain() { launch(m_arguments); }
    // Removes the state directory. Only while it is stopped.
    void forgetState();
    // Sends SIGTERM. Returns the exit code, or nothing if it crashed or did not end.
    std::optional<int> stop();
    // Sends SIGKILL. Returns when the process has ended.
    void kill();

    // Called from the event loop when its process has ended.
    void whenEnded(QObject *context, const std::function<void()> &callback);
    bool isRunning() const { return m_process.state() == QProcess::Running; }
    qint64 pid() const { return m_process.processId(); }
    quint16 port() const { return m_port; }
    QUrl url() const; // of the root, with the port in use
    QString stateDirectory() const { return m_directory.filePath(QStringLiteral("state")); }
    QString adminSocket() const;
    // Its output so far, stdout and stderr, across restarts.
    QByteArray log();
    [[nodiscard]] bool waitForLog(const QByteArray &part);

private:
    bool launch(const QStringList &arguments);
    bool waitForEnd();

    QString logFile() const { return m_directory.filePath(QStringLiteral("webjabberd.log")); }

    QString m_program;
    WorkDirectory m_directory;
    QStringList m_arguments;
    quint16 m_port = 0;
    QByteArray m_log;
    QProcess m_process;
};

} // namespace WebJabber::Test
