// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/daemonprocess.h"
#include "support/slixpeer.h"
#include "support/sseclient.h"
#include "support/v1client.h"
#include "support/xmppserver.h"

#include <QDateTime>

#include <memory>

namespace WebJabber::Test {

// A real XMPP server with a daemon in front of it, in which Juliet is signed in
// with clients of /v1 and of 2012, and slixmpp on the other side: Mercutio, whom
// she has as a contact.
class InteropBench
{
public:
    // What came of a stanza, on all ways.
    struct Outcome {
        QDateTime sent;
        QList<QJsonObject> events; // that came in, by /v1/events
        QStringList received; // by /receive
        QList<QJsonObject> chatStates; // of the stream of events
        QStringList answers; // the messages that came back, as describeStanza() has it
    };

    InteropBench(std::unique_ptr<XmppServer> server, const QString &daemonProgram);
    ~InteropBench();

    // False if something does not come up; error() says what.
    [[nodiscard]] bool start();
    QString error() const { return m_error; }

    // Has Mercutio send this, and waits until all of it has been handled.
    Outcome send(const QString &xml);
    // Waits until the stream of events has brought a message with this body.
    [[nodiscard]] bool waitForMessage(const QString &body);

    static QString juliet() { return QStringLiteral("juliet@localhost"); }
    static QString mercutio() { return QStringLiteral("mercutio@localhost"); }
    QString julietsFullJid() const { return m_fullJid; }

    // Outlived by whatever is connected to it.
    const std::unique_ptr<XmppServer> server;
    DaemonProcess daemon;
    std::unique_ptr<SlixPeer> peer; // these are there once started
    std::unique_ptr<V1Client> device;
    std::unique_ptr<HttpClient> http;

private:
    QByteArray config() const;
    bool signIn();
    bool fail(const QString &why);
    // False if the fence does not come.
    bool readEvents(const QString &fence, QList<QJsonObject> &events);
    bool readReceived(const QString &fence, QStringList &bodies);

    QString m_error;
    QString m_fullJid;
    std::unique_ptr<V1Client> m_watcher; // of the stream
    std::unique_ptr<SseClient> m_stream;
    qint64 m_cursor = -1;
    qsizetype m_chatStates = 0; // seen so far
    int m_fences = 0;
};

} // namespace WebJabber::Test
