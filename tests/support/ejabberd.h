// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/certificates.h"
#include "support/xmppserver.h"

#include <QJsonObject>
#include <QJsonValue>
#include <QProcess>
#include <QTemporaryDir>

namespace WebJabber::Test {

// A real ejabberd for the domain localhost with Debian's default configuration
// (/etc/ejabberd/ejabberd.yml), but with a directory, ports of 127.0.0.1 and a CA
// of its own. It is one Erlang node without a name, so there is no epmd. It ends
// with this object.
class Ejabberd final : public XmppServer
{
public:
    Ejabberd();
    ~Ejabberd() override;
    Q_DISABLE_COPY_MOVE(Ejabberd)

    // Adds lines below `modules:`, indented by two spaces. Takes effect at the next start.
    void addModule(const QByteArray &yaml);
    // Replaces text of the default configuration; ends the test program if it is
    // not there. Takes effect at the next start.
    void edit(const QByteArray &text, const QByteArray &replacement);
    // Returns once connections are accepted; false if that does not happen.
    [[nodiscard]] bool start() override;
    // Ends it as an operator would; its sessions get a stream error.
    void stop() override;
    // Ends it as a power cut would. It is gone when this returns.
    void kill();
    // Starts again on the same port, with the same data.
    [[nodiscard]] bool restart();
    // Stops its processes in their tracks (SIGSTOP), and lets them run again.
    void freeze();
    void thaw();

    // These are for a running server.
    void addAccount(const QString &user, const QString &password) override;
    // Makes the two see each other's presence; before either has signed in.
    void befriend(const QString &user, const QString &other) override;
    void fillRoster(const QString &user, int count) override;
    // Ends a user's sessions with a stream error.
    void kick(const QString &user);
    // Calls a command of the administration (ejabberdctl's); ends the test
    // program if it fails.
    QJsonValue command(const QString &name, const QJsonObject &arguments);

    quint16 port() const override { return m_port; }
    const CertificateAuthority &authority() const { return m_authority; }
    QString caFile() const override { return m_authority.file(); }
    // The last lines of its log, for a failure's message.
    QByteArray logTail() const override;

private:
    QString path(const QString &name) const { return m_directory.filePath(name); }
    void writeConfig() const;
    bool isUp() const;
    void signal(int number) const;

    QTemporaryDir m_directory;
    CertificateAuthority m_authority;
    quint16 m_port;
    quint16 m_adminPort; // HTTP, of the administration
    QByteArray m_config;
    QProcess m_process;
};

} // namespace WebJabber::Test
