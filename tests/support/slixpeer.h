// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDomDocument>
#include <QJsonObject>
#include <QList>
#include <QObject>
#include <QProcess>

#include <functional>

namespace WebJabber::Test {

class XmppServer;

// Another user's client that is not ours: slixmpp (tests/support/slixpeer.py) in
// a process of its own, which ends with this object. Its waiting functions run
// the event loop, 30 s at most.
class SlixPeer : public QObject
{
    Q_OBJECT

public:
    struct Way {
        QString host = QStringLiteral("127.0.0.1");
        bool directTls = false;
    };

    SlixPeer();
    ~SlixPeer() override;

    // Waits until it is signed in and available; false if that fails.
    [[nodiscard]] bool signIn(const QString &user, const QString &password, const XmppServer &server)
    {
        return signIn(user, password, server, Way());
    }
    [[nodiscard]] bool signIn(const QString &user, const QString &password, const XmppServer &server, const Way &way);
    // Why the last attempt to sign in failed.
    QString error() const { return m_error; }
    [[nodiscard]] bool signOut();

    QString jid() const { return m_jid; } // full
    // Puts text on the stream as it is.
    void sendRaw(const QString &xml);
    void sendMessage(const QString &to, const QString &body, const QString &id);

    // Every message, presence and iq that came.
    const QList<QDomDocument> &stanzas() const { return m_stanzas; }
    // The first stanza from this place on that the condition holds for, waiting
    // for it if need be; a null element if none comes.
    QDomElement waitFor(const std::function<bool(const QDomElement &)> &condition, qsizetype from = 0);
    // The same of the message with this body.
    QDomElement waitForBody(const QString &body, qsizetype from = 0);
    // The newest full JID under which this user became available; waits for one.
    QString waitForResource(const QString &bareJid);

private:
    void tell(const QJsonObject &command);
    void read();
    void take(const QJsonObject &event);

    QProcess m_process;
    QList<QDomDocument> m_stanzas;
    QString m_jid;
    QString m_error;
    bool m_isOnline = false;
};

// What a message or iq says, in a few words: "receipt ID", "error CONDITION",
// "message" or its type.
QString describeStanza(const QDomElement &stanza);
QDomElement stanzaChild(const QDomElement &parent, QLatin1StringView name, QLatin1StringView ns);

} // namespace WebJabber::Test
