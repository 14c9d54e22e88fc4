// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/certificates.h"
#include "support/xmppserver.h"

#include <QJsonObject>
#include <QJsonValue>
#include <QProcess>
#include <QTemporaryDir>

namespace WebJabber::Test {

// A real ejabberd for the domain localhost with Debian's default configuration (/etc/ejabberd/ejabberd.yml), but with
// its own directory, ports of 127.0.0.1 and CA. It runs as an Erlang node without a name, so epmd is not started. The
// process ends with this object.
class Ejabberd final : public XmppServer
{
public:
    Ejabberd();
    ~Ejabberd() override;
    Q_DISABLE_COPY_MOVE(Ejabberd)

    // Adds lines below `modules:`, indented by two spaces. Takes effect at the next start.
    void addModule(const QByteArray &yaml);
    // Replaces text of the default configuration. Ends the test program if the text is not found. Takes effect at the
    // next start.
    void edit(const QByteArray &text, const QByteArray &replacement);
    // Returns when the server accepts connections; false if it does not.
    [[nodiscard]] bool start() override;
    // Stops the server regularly; its sessions get a stream error.
    void stop() override;
    // Kills the process, as a power cut does. Returns when it has ended.
    void kill();
    // Starts the server again on the same port, with the same data.
    [[nodiscard]] bool restart();
    // Suspends the processes (SIGSTOP), and resumes them.
    void suspend();
    void resume();

    // The server must be running.
    void addAccount(const QString &user, const QString &password) override;
    // Subscribes both users to each other's presence. Call it before either has signed in.
    void subscribeMutually(const QString &user, const QString &other) override;
    void fillRoster(const QString &user, int count) override;
    // Ends all sessions of a user with a stream error.
    void kick(const QString &user);
    // Calls an administration command (those of ejabberdctl). Ends the test program on failure.
    QJsonValue command(const QString &name, const QJsonObject &arguments);

    quint16 port() const override { return m_port; }
    const CertificateAuthority &authority() const { return m_authority; }
    QString caFile() const override { return m_authority.file(); }
    // The last lines of the log, for failure messages.
    QByteArray logTail() const override;

private:
    QString path(const QString &name) const { return m_directory.filePath(name); }
    void writeConfig() const;
    bool isUp() const;
    void signal(int number) const;

    QTemporaryDir m_directory;
    CertificateAuthority m_authority;
    quint16 m_port;
    quint16 m_adminPort; // HTTP, for administration
    QByteArray m_config;
    QProcess m_process;
};

} // namespace WebJabber::Test
