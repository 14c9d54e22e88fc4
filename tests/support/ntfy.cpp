// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/ntfy.h"

#include "support/childprocess.h"
#include "support/httpclient.h"

#include <QFile>
#include <QJsonDocument>
#include <QTest>

using namespace Qt::StringLiterals;

namespace WebJabber::Test {

Ntfy::Ntfy()
    : m_port(freePort())
{
}

Ntfy::~Ntfy()
{
    stop();
}

bool Ntfy::start()
{
    QFile config(m_directory.filePath(u"server.yml"_s));
    if (!config.open(QIODevice::WriteOnly))
        return false;
    const QByteArray address = "127.0.0.1:" + QByteArray::number(m_port);
    config.write("base-url: \"http://" + address + "\"\nlisten-http: \"" + address + "\"\ncache-file: \""
                 + m_directory.filePath(u"cache.db"_s).toUtf8() + "\"\n");
    config.close();
    endWithParent(m_process);
    m_process.setStandardOutputFile(m_directory.filePath(u"log"_s));
    m_process.setStandardErrorFile(m_directory.filePath(u"log"_s));
    m_process.start(u"ntfy"_s, {u"serve"_s, u"--config"_s, config.fileName()});
    HttpClient client(endpoint(u""_s));
    return QTest::qWaitFor([&] { return client.get(u"/v1/health"_s).status == 200; }, processDeadline);
}

void Ntfy::stop()
{
    m_process.terminate();
    if (!m_process.waitForFinished())
        m_process.kill();
}

QUrl Ntfy::endpoint(const QString &topic) const
{
    return QUrl(u"http://127.0.0.1:%1/%2?up=1"_s.arg(m_port).arg(topic));
}

QList<QByteArray> Ntfy::messages(const QString &topic) const
{
    HttpClient client(endpoint(u""_s));
    QList<QByteArray> bodies;
    for (const QByteArray &line : client.get(u"/"_s + topic + u"/json?poll=1&since=all"_s).body.split('\n')) {
        const QJsonObject message = QJsonDocument::fromJson(line).object();
        if (message.value("event"_L1).toString() != "message"_L1)
            continue;
        const QByteArray text = message.value("message"_L1).toString().toUtf8();
        bodies.append(message.value("encoding"_L1).toString() == "base64"_L1 ? QByteArray::fromBase64(text) : text);
    }
    return bodies;
}

} // namespace WebJabber::Test
