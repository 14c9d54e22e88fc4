// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/certificates.h"
#include "support/xmppserver.h"

#include <QHash>
#include <QHostAddress>
#include <QProcess>
#include <QSet>
#include <QTemporaryDir>

namespace WebJabber::Test {

// A real XMPP server for the domain localhost, with the demo's configuration, a
// directory, a port and a CA of its own. It ends with this object.
class Prosody final : public XmppServer
{
public:
    Prosody();
    ~Prosody() override;
    Q_DISABLE_COPY_MOVE(Prosody)

    // Lua that ends the configuration, where the last host's options stand; to
    // change those of localhost, begin with: VirtualHost "localhost". Counts from
    // the next start.
    void setExtraConfig(const QByteArray &lua);
    // The same for Lua before the first host, where options of the listeners stand.
    void setGlobalConfig(const QByteArray &lua);
    // Replaces text of the configuration; ends the test program if it is not
    // there. Takes effect at the next start.
    void edit(const QByteArray &text, const QByteArray &replacement);
    // Takes Debian's default configuration (/etc/prosody/prosody.cfg.lua) in place
    // of the demo's, with this server's port, files and user. Comes before edit().
    void useDebianDefault();
    // Makes it listen on this address in place of 127.0.0.1.
    void listenOn(const QHostAddress &address);
    // Returns once connections are accepted; false when that does not happen.
    [[nodiscard]] bool start() override;
    // Ends it as an operator would; its sessions get a stream error.
    void stop() override;
    // Ends it as a power cut would. It is gone when this returns.
    void kill();
    // Starts again on the same port, with the same data.
    [[nodiscard]] bool restart();
    // Stops its process in its tracks (SIGSTOP), and lets it run again.
    void freeze();
    void thaw();

    // Accounts count at once; to be called before the user has signed in.
    void addAccount(const QString &user, const QString &password) override;
    // Makes the two see each other's presence; before either has signed in.
    void befriend(const QString &user, const QString &other) override;

    // In place of the contacts there were.
    void fillRoster(const QString &user, int count) override;

    quint16 port() const override { return m_port; }
    const CertificateAuthority &authority() const { return m_authority; }
    QString caFile() const override { return m_authority.file(); }
    // The last lines of its log, for a failure's message.
    QByteArray logTail() const override;

private:
    QString path(const QString &name) const { return m_directory.filePath(name); }
    void writeData(const QString &store, const QString &user, const QByteArray &table) const;
    void writeRoster(const QString &user) const;

    QTemporaryDir m_directory;
    CertificateAuthority m_authority;
    QHostAddress m_address{QHostAddress::LocalHost};
    quint16 m_port;
    QByteArray m_config;
    QHash<QString, QSet<QString>> m_friends;
    QProcess m_process;
};

} // namespace WebJabber::Test
