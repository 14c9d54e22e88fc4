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

// A real XMPP server with a daemon in front of it. Juliet is signed in with clients of /v1 and of the legacy API. On
// the other side slixmpp is signed in as Mercutio, one of her contacts.
class InteropFixture
{
public:
    // The effects of a stanza, on all APIs.
    struct Outcome {
        QDateTime sent;
        QList<QJsonObject> events; // incoming, from /v1/events
        QStringList received; // from /receive
        QList<QJsonObject> chatStates; // from the event stream
        QStringList answers; // the messages that came back, as described by describeStanza()
    };

    InteropFixture(std::unique_ptr<XmppServer> server, const QString &daemonProgram);
    ~InteropFixture();

    // Returns false if something does not start; error() says what.
    [[nodiscard]] bool start();
    QString error() const { return m_error; }

    // Sends this as Mercutio, and waits until all of it has been handled.
    Outcome send(const QString &xml);
    // Waits until the event stream has delivered a message with this body.
    [[nodiscard]] bool waitForMessage(const QString &body);

    static QString juliet() { return QStringLiteral("juliet@localhost"); }
    static QString mercutio() { return QStringLiteral("mercutio@localhost"); }
    QString julietsFullJid() const { return m_fullJid; }

    // Outlives everything that is connected to it.
    const std::unique_ptr<XmppServer> server;
    DaemonProcess daemon;
    std::unique_ptr<SlixPeer> peer; // these exist after the start
    std::unique_ptr<V1Client> device;
    std::unique_ptr<HttpClient> http;

private:
    QByteArray config() const;
    bool signIn();
    bool fail(const QString &why);
    // Returns false if the fence does not arrive.
    bool readEvents(const QString &fence, QList<QJsonObject> &events);
    bool readReceived(const QString &fence, QStringList &bodies);

    QString m_error;
    QString m_fullJid;
    std::unique_ptr<V1Client> m_watcher; // reads the stream
    std::unique_ptr<SseClient> m_stream;
    qint64 m_cursor = -1;
    qsizetype m_chatStates = 0; // seen so far
    int m_fences = 0;
};

} // namespace WebJabber::Test
