// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QObject>
#include <QXmppClient.h>
#include <QXmppMessage.h>
#include <QXmppPresence.h>

namespace WebJabber::Test {

// Another user of the XMPP server at localhost, with a client that knows
// nothing of WebJabber. It sends any text faithfully; what it receives is to be
// trusted as long as it is ASCII, as QXmpp breaks characters split between reads.
class XmppPeer : public QObject
{
    Q_OBJECT

public:
    XmppPeer(quint16 port, const QString &caFile);
    ~XmppPeer() override;

    // Waits until it is signed in and available; false when that fails.
    [[nodiscard]] bool signIn(const QString &user, const QString &password,
                              const QString &resource = QStringLiteral("peer"));
    // Why the last attempt to sign in failed.
    QString error() const { return m_error; }
    // Becomes unavailable and closes the stream; waits for its end.
    [[nodiscard]] bool signOut();
    // Cuts the connection, as a phone in a tunnel does.
    void vanish();

    QString jid() const { return m_jid; } // full
    // Returns the message's id.
    QString sendMessage(const QString &to, const QString &body, const QString &id = {});
    void sendPresence(const QXmppPresence &presence);
    // Puts bytes on the stream as they are.
    void sendRaw(const QByteArray &xml);

    const QList<QXmppMessage> &messages() const { return m_messages; }
    QStringList bodies() const; // of the messages that have one
    const QList<QXmppPresence> &presences() const { return m_presences; }
    // Whether the newest presence from this full JID, or from any resource of a
    // bare one, was an available one.
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
