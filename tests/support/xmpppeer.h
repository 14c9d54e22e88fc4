// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QObject>
#include <QXmppClient.h>
#include <QXmppMessage.h>
#include <QXmppPresence.h>

namespace WebJabber::Test {

// Another user of the XMPP server at localhost, with a client independent of WebJabber. It sends any text faithfully.
// Received text is reliable only if it is ASCII, as QXmpp breaks characters that are split between reads.
class XmppPeer : public QObject
{
    Q_OBJECT

public:
    XmppPeer(quint16 port, const QString &caFile);
    ~XmppPeer() override;

    // Waits until the client is signed in and available; returns false on failure.
    [[nodiscard]] bool signIn(const QString &user, const QString &password,
                              const QString &resource = QStringLiteral("peer"));
    // The reason why the last sign-in failed.
    QString error() const { return m_error; }
    // Sends unavailable presence, closes the stream, and waits for its end.
    [[nodiscard]] bool signOut();
    // Cuts the connection without closing the stream, like a phone that loses its network.
    void vanish();

    QString jid() const { return m_jid; } // full
    // Returns the message's id.
    QString sendMessage(const QString &to, const QString &body, const QString &id = {});
    void sendPresence(const QXmppPresence &presence);
    // Writes the bytes to the stream unchanged.
    void sendRaw(const QByteArray &xml);

    const QList<QXmppMessage> &messages() const { return m_messages; }
    QStringList bodies() const; // of the messages that have one
    const QList<QXmppPresence> &presences() const { return m_presences; }
    // Whether the newest presence from this full JID, or from any resource of a bare JID, is available.
    bool sees(const QString &jid) const;

private:
    quint16 m_port;
    QString m_caFile;
    QString m_jid;
    QString m_error;
    QList<QXmppMessage> m_messages;
    QList<QXmppPresence> m_presences;
    QXmppClient m_client{QXmppClient::NoExtensions};
};

} // namespace WebJabber::Test
