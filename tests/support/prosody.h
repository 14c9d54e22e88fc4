// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/certificates.h"
#include "support/workdirectory.h"
#include "support/xmppserver.h"

#include <QHash>
#include <QHostAddress>
#include <QProcess>
#include <QSet>

#include <functional>

namespace WebJabber::Test {

// A real XMPP server for the domain localhost. It uses the demo's configuration and has its own directory, port and CA.
// The process ends with this object.
class Prosody final : public XmppServer
{
public:
    // `directory` is kept, with its data and certificates; without one it is temporary.
    explicit Prosody(const QString &directory = {});
    ~Prosody() override;
    Q_DISABLE_COPY_MOVE(Prosody)

    // Lua that is appended to the configuration, in the last host's section. To change the options of localhost, begin
    // with: VirtualHost "localhost". Takes effect at the next start.
    void setExtraConfig(const QByteArray &lua);
    // The same for Lua before the first host, which is the section of the listeners' options.
    void setGlobalConfig(const QByteArray &lua);
    // Replaces text of the configuration. Ends the test program if the text is not found. Takes effect at the next
    // start.
    void edit(const QByteArray &text, const QByteArray &replacement);
    // Uses Debian's default configuration (/etc/prosody/prosody.cfg.lua) instead of the demo's, with this server's
    // port, files and user. Call it before edit().
    void useDebianDefault();
    // Listens on this address instead of 127.0.0.1.
    void listenOn(const QHostAddress &address);
    // Enables file uploads (XEP-0363) from the next start on, on a separate port.
    void shareFiles();
    // Returns when the server accepts connections; false if it does not.
    [[nodiscard]] bool start() override;
    // Stops the server regularly; its sessions get a stream error.
    void stop() override;
    // Kills the process, as a power cut does. Returns when it has ended.
    void kill();
    // Starts the server again on the same port, with the same data.
    [[nodiscard]] bool restart();
    // Suspends the process (SIGSTOP), and resumes it.
    void suspend();
    void resume();

    // Effective at once. Call it before the user has signed in.
    void addAccount(const QString &user, const QString &password) override;
    // Subscribes both users to each other's presence. Call it before either has signed in.
    void subscribeMutually(const QString &user, const QString &other) override;

    // Replaces the existing contacts.
    void fillRoster(const QString &user, int count) override;

    bool isRunning() const { return m_process.state() == QProcess::Running; }
    // Called from the event loop when its process has ended.
    void whenEnded(QObject *context, const std::function<void()> &callback);
    bool hasAccount(const QString &user) const;

    quint16 port() const override { return m_port; }
    const CertificateAuthority &authority() const { return m_authority; }
    QString caFile() const override { return m_authority.file(); }
    // The last lines of the log, for failure messages.
    QByteArray logTail() const override;

private:
    QString path(const QString &name) const { return m_directory.filePath(name); }
    void writeData(const QString &store, const QString &user, const QByteArray &table) const;
    void writeRoster(const QString &user) const;

    WorkDirectory m_directory;
    CertificateAuthority m_authority;
    QHostAddress m_address{QHostAddress::LocalHost};
    quint16 m_port;
    QByteArray m_config;
    quint16 m_filePort = 0; // 0: no file uploads
    QHash<QString, QSet<QString>> m_friends;
    QProcess m_process;
};

} // namespace WebJabber::Test
