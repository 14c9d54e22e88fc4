// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "certificates.h"

#include <QHash>
#include <QProcess>
#include <QSet>
#include <QTemporaryDir>

namespace WebJabber::Test {

// A real XMPP server for the domain localhost, with the demo's configuration, a
// directory, a port and a CA of its own. It ends with this object.
class Prosody
{
public:
    Prosody();
    ~Prosody();
    Q_DISABLE_COPY_MOVE(Prosody)

    // Lua that ends the configuration, where the last host's options stand; to
    // change those of localhost, begin with: VirtualHost "localhost". Counts from
    // the next start.
    void setExtraConfig(const QByteArray &lua);
    // The same for Lua before the first host, where options of the listeners stand.
    void setGlobalConfig(const QByteArray &lua);
    // Returns once connections are accepted; false when that does not happen.
    [[nodiscard]] bool start();
    // Ends it as an operator would; its sessions get a stream error.
    void stop();
    // Ends it as a power cut would. It is gone when this returns.
    void kill();
    // Starts again on the same port, with the same data.
    [[nodiscard]] bool restart();
    // Stops its process in its tracks (SIGSTOP), and lets it run again.
    void freeze();
    void thaw();

    // Accounts count at once; to be called before the user has signed in.
    void addAccount(const QString &user, const QString &password);
    // Makes the two see each other's presence; before either has signed in.
    void befriend(const QString &user, const QString &other);

    quint16 port() const { return m_port; }
    const CertificateAuthority &authority() const { return m_authority; }
    QString caFile() const { return m_authority.file(); }
    // The last lines of its log, for a failure's message.
    QByteArray logTail() const;

private:
    QString path(const QString &name) const { return m_directory.filePath(name); }
    void writeData(const QString &store, const QString &user, const QByteArray &table) const;
    void writeRoster(const QString &user) const;

    QTemporaryDir m_directory;
    CertificateAuthority m_authority;
    quint16 m_port;
    QHash<QString, QSet<QString>> m_friends;
    QProcess m_process;
};

} // namespace WebJabber::Test
