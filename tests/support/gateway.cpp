// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/gateway.h"

#include <QJsonArray>
#include <QTest>

using namespace Qt::StringLiterals;

namespace WebJabber::Test {

QByteArray GatewayConfig::toml() const
{
    return "[http]\n" + http + "[admin]\n" + admin + "[compat]\n" + legacy + "[limits]\n" + limits + "[push]\n" + push
        + "[xmpp]\n" + (caFile.isEmpty() ? QByteArray() : "ca_file = \"" + caFile.toUtf8() + "\"\n") + xmpp
        + "[xmpp.domains.localhost]\nhost = \"127.0.0.1\"\nport = " + QByteArray::number(xmppPort) + "\n";
}

Gateway::Gateway(const QString &daemonProgram, const QString &directory)
    : prosody(directory.isEmpty() ? QString() : directory + u"/prosody"_s)
    , daemon(daemonProgram, directory)
{
    // kept rosters stay as they are
    if (!prosody.hasAccount(u"romeo"_s))
        prosody.subscribeMutually(u"romeo"_s, u"juliet"_s);
    prosody.addAccount(u"romeo"_s, u"demo"_s);
    prosody.addAccount(u"juliet"_s, u"demo"_s);
}

GatewayConfig Gateway::config() const
{
    GatewayConfig config;
    config.xmppPort = prosody.port();
    config.caFile = prosody.caFile();
    return config;
}

bool Gateway::start()
{
    return start(config());
}

bool Gateway::start(const GatewayConfig &config)
{
    if (!prosody.start() || !daemon.start(config.toml()))
        return false;
    http = std::make_unique<HttpClient>(daemon.url());
    admin = HttpClient::onSocket(daemon.adminSocket());
    return true;
}

HttpResponse Gateway::connectAccount(const QString &jid, const QString &password, const QString &push)
{
    FormFields fields{{u"jid"_s, jid}, {u"pwd"_s, password}};
    if (!push.isEmpty())
        fields.append({u"push"_s, push});
    return http->postForm(u"/connect"_s, fields);
}

HttpResponse Gateway::sendMessage(const QString &from, const QString &to, const QString &text)
{
    return http->postForm(u"/send"_s, {{u"from"_s, from}, {u"to"_s, to}, {u"msg"_s, text}});
}

QStringList Gateway::receive(const QString &jid)
{
    QStringList bodies;
    const HttpResponse answer = http->get(HttpClient::withQuery(u"/receive"_s, {{u"jid"_s, jid}}));
    for (const QJsonValue &message : answer.json.value("messages"_L1).toArray())
        bodies += message.toObject().value("body"_L1).toString();
    return bodies;
}

QStringList Gateway::receiveAll(const QString &jid, qsizetype count)
{
    QStringList bodies;
    (void)QTest::qWaitFor([&] { return (bodies += receive(jid)).size() >= count; }, std::chrono::seconds(60));
    return bodies;
}

QString Gateway::presence(const QString &jid, const QString &contact)
{
    const HttpResponse answer = http->get(HttpClient::withQuery(u"/receivestatus"_s, {{u"jid"_s, jid}}));
    for (const QJsonValue &entry : answer.json.value("contacts"_L1).toArray()) {
        if (entry.toObject().value("roster"_L1).toString() == contact)
            return entry.toObject().value("presence"_L1).toString();
    }
    return {};
}

} // namespace WebJabber::Test
