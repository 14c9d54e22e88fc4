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

// A third-party client of another user: slixmpp (tests/support/slixpeer.py) in a child process, which ends with this
// object. Its waiting functions run the event loop, for 30 s at most.
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

    // Waits until the client is signed in and available; returns false on failure.
    [[nodiscard]] bool signIn(const QString &user, const QString &password, const XmppServer &server)
    {
        return signIn(user, password, server, Way());
    }
    [[nodiscard]] bool signIn(const QString &user, const QString &password, const XmppServer &server, const Way &way);
    // The reason why the last sign-in failed.
    QString error() const { return m_error; }
    [[nodiscard]] bool signOut();

    QString jid() const { return m_jid; } // full
    // Writes the text to the stream unchanged.
    void sendRaw(const QString &xml);
    void sendMessage(const QString &to, const QString &body, const QString &id);

    // Every message, presence and iq received.
    const QList<QDomDocument> &stanzas() const { return m_stanzas; }
    // Returns the first stanza from this index on that meets the condition, and waits for it if necessary. Returns a
    // null element if none arrives.
    QDomElement waitFor(const std::function<bool(const QDomElement &)> &condition, qsizetype from = 0);
    // The same for the message with this body.
    QDomElement waitForBody(const QString &body, qsizetype from = 0);
    // Returns the newest full JID under which this user became available, and waits for one.
    QString waitForResource(const QString &bareJid);

private:
    void sendCommand(const QJsonObject &command);
    void read();
    void take(const QJsonObject &event);

    QProcess m_process;
    QList<QDomDocument> m_stanzas;
    QString m_jid;
    QString m_error;
    bool m_isOnline = false;
};

// A short description of a message or iq: "receipt ID", "error CONDITION", "message" or its type.
QString describeStanza(const QDomElement &stanza);
QDomElement stanzaChild(const QDomElement &parent, QLatin1StringView name, QLatin1StringView ns);

} // namespace WebJabber::Test
