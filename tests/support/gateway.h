// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/daemonprocess.h"
#include "support/httpclient.h"
#include "support/prosody.h"

namespace WebJabber::Test {

// The configuration of a daemon in front of an XMPP server for localhost.
struct GatewayConfig {
    quint16 xmppPort = 0;
    QString caFile;
    QByteArray legacy = "auth = \"jid\"\n"; // the lines of each table
    QByteArray xmpp;
    QByteArray push = "allow = [\"127.0.0.1\"]\n";
    QByteArray http;
    QByteArray limits;
    QByteArray admin;

    QByteArray toml() const;
};

// A real Prosody with romeo and juliet (password "demo", friends) and a daemon
// in front of it.
class Gateway
{
public:
    explicit Gateway(const QString &daemonProgram);

    // False when one of the two does not come up.
    [[nodiscard]] bool start();
    [[nodiscard]] bool start(const GatewayConfig &config);
    GatewayConfig config() const; // the default one, to be changed and started with

    HttpResponse connectAccount(const QString &jid, const QString &password = QStringLiteral("demo"),
                                const QString &push = {});
    HttpResponse sendMessage(const QString &from, const QString &to, const QString &text);
    // One call of /receive: the messages' bodies.
    QStringList receive(const QString &jid);
    // Calls it until so many have come, or time is up; answers all that came.
    QStringList receiveAll(const QString &jid, qsizetype count);
    // The presence of a contact by /receivestatus; empty where it is none.
    QString presence(const QString &jid, const QString &contact);

    Prosody prosody;
    DaemonProcess daemon;
    std::unique_ptr<HttpClient> http; // there once started
    std::unique_ptr<HttpClient> admin; // the same; on the admin socket
};

} // namespace WebJabber::Test
