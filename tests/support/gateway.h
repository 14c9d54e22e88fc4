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

// A real Prosody with romeo and juliet (password "demo", friends) and a daemon in front of it.
class Gateway
{
public:
    // Uses and keeps the data in `directory`. If it is empty, both start without data.
    explicit Gateway(const QString &daemonProgram, const QString &directory = {});

    // Returns false if one of the two does not start.
    [[nodiscard]] bool start();
    [[nodiscard]] bool start(const GatewayConfig &config);
    GatewayConfig config() const; // the default configuration, to be modified and passed to start()

    HttpResponse connectAccount(const QString &jid, const QString &password = QStringLiteral("demo"),
                                const QString &push = {});
    HttpResponse sendMessage(const QString &from, const QString &to, const QString &text);
    // Calls /receive once; returns the messages' bodies.
    QStringList receive(const QString &jid);
    // Calls /receive until this many messages have arrived, or the time is up. Returns all of them.
    QStringList receiveAll(const QString &jid, qsizetype count);
    // The presence of a contact, from /receivestatus; empty if it is not a contact.
    QString presence(const QString &jid, const QString &contact);

    Prosody prosody;
    DaemonProcess daemon;
    std::unique_ptr<HttpClient> http; // exists after the start
    std::unique_ptr<HttpClient> admin; // the same, over the admin socket
};

} // namespace WebJabber::Test
