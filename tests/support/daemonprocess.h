// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QProcess>
#include <QTemporaryDir>
#include <QUrl>

#include <optional>

namespace WebJabber::Test {

// A webjabberd of the test's own, on a free port, with its configuration, state
// and admin socket in a temporary directory. It ends with this object. Its
// functions run the event loop while they wait.
class DaemonProcess
{
public:
    // `program` is WEBJABBERD_PATH in an integration test.
    explicit DaemonProcess(const QString &program);
    ~DaemonProcess();
    Q_DISABLE_COPY_MOVE(DaemonProcess)

    // For the next start.
    void setEnvironment(const QString &name, const QString &value);
    // `config` is TOML; where it listens is given on the command line. Returns
    // once /healthz answers 200, or with TLS once it listens; false when that
    // does not happen.
    [[nodiscard]] bool start(const QByteArray &config, const QStringList &arguments = {});
    // Runs the program to its end without waiting for it to listen; for what
    // makes it refuse to start.
    std::optional<int> run(const QByteArray &config, const QStringList &arguments = {});
    // Starts again on the same port, with what is in the directory.
    [[nodiscard]] bool restart();
    // The same without waiting until it answers. Only while it is stopped.
    void launchAgain() { launch(m_arguments); }
    // Removes the state directory, as on the first day. Only while it is stopped.
    void forgetState();
    // SIGTERM; answers its exit code, nothing where it crashed or did not end.
    std::optional<int> stop();
    // SIGKILL. It is gone when this returns.
    void kill();

    bool isRunning() const { return m_process.state() == QProcess::Running; }
    qint64 pid() const { return m_process.processId(); }
    quint16 port() const { return m_port; }
    QUrl url() const; // of the root, with the port it took
    QString stateDirectory() const { return m_directory.filePath(QStringLiteral("state")); }
    QString adminSocket() const { return m_directory.filePath(QStringLiteral("admin.sock")); }
    // All it wrote so far, to stdout and stderr and over restarts.
    QByteArray log();
    [[nodiscard]] bool waitForLog(const QByteArray &part);

private:
    bool launch(const QStringList &arguments);
    bool waitForEnd();

    QString m_program;
    QTemporaryDir m_directory;
    QStringList m_arguments;
    quint16 m_port = 0;
    QByteArray m_log;
    QProcess m_process;
};

} // namespace WebJabber::Test
