// SPDX-License-Identifier: GPL-3.0-or-later
#include "testgateway.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QXmlStreamWriter>

using namespace Qt::StringLiterals;

namespace WebJabber::Test {

static QString text(const QJsonObject &command, QLatin1StringView member)
{
    return command.value(member).toString();
}

static QString xmlOf(const QXmppStanza &stanza)
{
    QString xml;
    QXmlStreamWriter writer(&xml);
    stanza.toXml(&writer);
    return xml;
}

const QHash<QString, TestGateway::Command> TestGateway::commands{
    // {"friends": [user, ...], "strangers": [user, ...]}: relations to romeo, besides juliet. Returns {"url",
    // "networkUrl", "adminSocket"}; networkUrl leads to the same daemon through a network that can fail.
    {u"start"_s, &TestGateway::start},
    // Stops the daemon. Its exit code is returned as {"exitCode"}, null after a crash.
    {u"stop"_s, &TestGateway::stopDaemon},
    {u"kill"_s, &TestGateway::killDaemon},
    {u"restart"_s, &TestGateway::restartDaemon},
    {u"log"_s, &TestGateway::readLog}, // returns {"log"}: the daemon's
    {u"killServer"_s, &TestGateway::killServer}, // Prosody
    {u"restartServer"_s, &TestGateway::restartServer},
    {u"network"_s, &TestGateway::setNetwork}, // {"state"}: see setNetwork()
    // {"user"}: signs in to the XMPP server, returns {"jid"}; required by the commands below
    {u"addAccount"_s, &TestGateway::addAccount}, // {"user"}
    {u"signIn"_s, &TestGateway::signIn},
    {u"signOut"_s, &TestGateway::signOut}, // {"user"}
    {u"send"_s, &TestGateway::send}, // {"user", "to", "body", "messageId"?}, returns {"messageId"}
    {u"raw"_s, &TestGateway::sendRaw}, // {"user", "xml"}
    {u"presence"_s, &TestGateway::setPresence}, // {"user", "show"?, "status"?}
    {u"messages"_s, &TestGateway::messages}, // {"user"}, returns {"messages": [{"from", "id", "body", "xml"}]}
    {u"presences"_s, &TestGateway::presences}, // {"user"}, returns {"presences": [{"from", "xml"}]}
};

TestGateway::TestGateway()
    : m_gateway(QStringLiteral(WEBJABBERD_PATH))
{
    connect(&m_lines, &JsonLines::arrived, this, &TestGateway::work);
    connect(&m_lines, &JsonLines::ended, qApp, &QCoreApplication::quit);
}

// Commands run the event loop while they wait, so the next one may arrive meanwhile.
void TestGateway::work()
{
    if (std::exchange(m_isWorking, true))
        return;
    while (!m_lines.isEmpty()) {
        const QJsonObject line = m_lines.take();
        const Command command = commands.value(text(line, "do"_L1));
        const Answer done = command ? (this->*command)(line) : std::unexpected(u"there is no such command"_s);
        QJsonObject answer = done ? *done : QJsonObject{{u"error"_s, done.error()}};
        answer.insert("id"_L1, line.value("id"_L1));
        JsonLines::print(answer);
    }
    m_isWorking = false;
}

XmppPeer &TestGateway::peer(const QJsonObject &command)
{
    auto &peer = m_peers[text(command, "user"_L1)];
    if (!peer)
        peer = std::make_unique<XmppPeer>(m_gateway.prosody.port(), m_gateway.prosody.caFile());
    return *peer;
}

TestGateway::Answer TestGateway::start(const QJsonObject &command)
{
    for (const QJsonValue &user : command.value("strangers"_L1).toArray())
        m_gateway.prosody.addAccount(user.toString(), u"demo"_s);
    for (const QJsonValue &user : command.value("friends"_L1).toArray()) {
        m_gateway.prosody.addAccount(user.toString(), u"demo"_s);
        m_gateway.prosody.subscribeMutually(u"romeo"_s, user.toString());
    }
    GatewayConfig config = m_gateway.config();
    config.legacy.clear(); // the web app does not use the legacy API
    if (!m_gateway.start(config))
        return std::unexpected(QString::fromUtf8(m_gateway.daemon.log() + m_gateway.prosody.logTail()));
    m_network = std::make_unique<TcpProxy>(m_gateway.daemon.port());
    return QJsonObject{{u"url"_s, m_gateway.daemon.url().toString()},
                       {u"networkUrl"_s, u"http://127.0.0.1:%1/"_s.arg(m_network->port())},
                       {u"adminSocket"_s, m_gateway.daemon.adminSocket()}};
}

TestGateway::Answer TestGateway::stopDaemon(const QJsonObject &)
{
    const std::optional<int> exitCode = m_gateway.daemon.stop();
    return QJsonObject{{u"exitCode"_s, exitCode ? QJsonValue(*exitCode) : QJsonValue::Null}};
}

TestGateway::Answer TestGateway::killDaemon(const QJsonObject &)
{
    m_gateway.daemon.kill();
    return {};
}

TestGateway::Answer TestGateway::restartDaemon(const QJsonObject &)
{
    if (!m_gateway.daemon.restart())
        return std::unexpected(QString::fromUtf8(m_gateway.daemon.log()));
    return {};
}

TestGateway::Answer TestGateway::readLog(const QJsonObject &)
{
    return QJsonObject{{u"log"_s, QString::fromUtf8(m_gateway.daemon.log())}};
}

TestGateway::Answer TestGateway::killServer(const QJsonObject &)
{
    m_gateway.prosody.kill();
    return {};
}

TestGateway::Answer TestGateway::restartServer(const QJsonObject &)
{
    if (!m_gateway.prosody.restart())
        return std::unexpected(QString::fromUtf8(m_gateway.prosody.logTail()));
    return {};
}

// Sets the network of networkUrl: "up", "down", "stalled", or "changed", which keeps it up but silently drops the
// traffic of all existing connections.
TestGateway::Answer TestGateway::setNetwork(const QJsonObject &command)
{
    static const QStringList states{u"up"_s, u"down"_s, u"stalled"_s, u"changed"_s};
    const QString state = text(command, "state"_L1);
    if (!states.contains(state))
        return std::unexpected(u"a network is "_s + states.join(u", "_s));
    if (state == "changed"_L1)
        m_network->abandon();
    m_network->setRefusing(state == "down"_L1);
    m_network->setStalled(state == "stalled"_L1);
    m_network->setStalledUpwards(state == "stalled"_L1);
    if (state == "down"_L1)
        m_network->cut();
    return {};
}

TestGateway::Answer TestGateway::addAccount(const QJsonObject &command)
{
    m_gateway.prosody.addAccount(text(command, "user"_L1), u"demo"_s);
    return {};
}

TestGateway::Answer TestGateway::signIn(const QJsonObject &command)
{
    XmppPeer &user = peer(command);
    if (!user.signIn(text(command, "user"_L1), u"demo"_s))
        return std::unexpected(user.error());
    return QJsonObject{{u"jid"_s, user.jid()}};
}

TestGateway::Answer TestGateway::signOut(const QJsonObject &command)
{
    if (!peer(command).signOut())
        return std::unexpected(u"the stream did not end"_s);
    return {};
}

TestGateway::Answer TestGateway::send(const QJsonObject &command)
{
    const QString id = peer(command).sendMessage(text(command, "to"_L1), text(command, "body"_L1),
                                                 text(command, "messageId"_L1));
    return QJsonObject{{u"messageId"_s, id}};
}

TestGateway::Answer TestGateway::sendRaw(const QJsonObject &command)
{
    peer(command).sendRaw(text(command, "xml"_L1).toUtf8());
    return {};
}

TestGateway::Answer TestGateway::setPresence(const QJsonObject &command)
{
    static const QHash<QString, QXmppPresence::AvailableStatusType> shows{
        {{}, QXmppPresence::Online},  {u"chat"_s, QXmppPresence::Chat}, {u"away"_s, QXmppPresence::Away},
        {u"xa"_s, QXmppPresence::XA}, {u"dnd"_s, QXmppPresence::DND},
    };
    QXmppPresence presence(QXmppPresence::Available);
    presence.setAvailableStatusType(shows.value(text(command, "show"_L1), QXmppPresence::Online));
    presence.setStatusText(text(command, "status"_L1));
    peer(command).sendPresence(presence);
    return {};
}

TestGateway::Answer TestGateway::messages(const QJsonObject &command)
{
    QJsonArray messages;
    for (const QXmppMessage &message : peer(command).messages()) {
        messages.append(QJsonObject{{u"from"_s, message.from()},
                                    {u"id"_s, message.id()},
                                    {u"body"_s, message.body()},
                                    {u"xml"_s, xmlOf(message)}});
    }
    return QJsonObject{{u"messages"_s, messages}};
}

TestGateway::Answer TestGateway::presences(const QJsonObject &command)
{
    QJsonArray presences;
    for (const QXmppPresence &presence : peer(command).presences())
        presences.append(QJsonObject{{u"from"_s, presence.from()}, {u"xml"_s, xmlOf(presence)}});
    return QJsonObject{{u"presences"_s, presences}};
}

} // namespace WebJabber::Test

// Ends, with its child processes, when its stdin is closed.
int main(int argc, char *argv[])
{
    const QCoreApplication application(argc, argv);
    const WebJabber::Test::TestGateway gateway;
    return QCoreApplication::exec();
}
