// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/gateway.h"
#include "support/tcpproxy.h"
#include "support/xmpppeer.h"

#include "jsonlines.h"

#include <expected>
#include <map>
#include <memory>

namespace WebJabber::Test {

// A Gateway for tests in another language. Each line {"id", "do", ...} is answered, in order, with {"id", ...} or
// {"id", "error"}; testgateway.cpp has the table of commands. Besides romeo and juliet there are users that connect to
// the XMPP server themselves.
class TestGateway : public QObject
{
    Q_OBJECT

public:
    using Answer = std::expected<QJsonObject, QString>;

    TestGateway();

private:
    using Command = Answer (TestGateway::*)(const QJsonObject &);
    static const QHash<QString, Command> commands;

    void work();
    XmppPeer &peer(const QJsonObject &command); // of the member `user`; created on first use

    Answer start(const QJsonObject &command);
    Answer stopDaemon(const QJsonObject &command);
    Answer killDaemon(const QJsonObject &command);
    Answer restartDaemon(const QJsonObject &command);
    Answer readLog(const QJsonObject &command);
    Answer killServer(const QJsonObject &command);
    Answer restartServer(const QJsonObject &command);
    Answer setNetwork(const QJsonObject &command);
    Answer addAccount(const QJsonObject &command);
    Answer signIn(const QJsonObject &command);
    Answer signOut(const QJsonObject &command);
    Answer send(const QJsonObject &command);
    Answer sendRaw(const QJsonObject &command);
    Answer setPresence(const QJsonObject &command);
    Answer messages(const QJsonObject &command);
    Answer presences(const QJsonObject &command);

    Gateway m_gateway;
    std::unique_ptr<TcpProxy> m_network; // exists after the start
    std::map<QString, std::unique_ptr<XmppPeer>> m_peers;
    JsonLines m_lines;
    bool m_isWorking = false;
};

} // namespace WebJabber::Test
