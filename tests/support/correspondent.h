// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QJsonObject>
#include <QNetworkAccessManager>
#include <QTimer>
#include <QUrl>

#include <functional>
#include <vector>

namespace WebJabber::Test {

// What was seen of numbered messages that should come as 0, 1, 2, ...
class NumberLedger
{
public:
    void note(int number);
    int seen() const { return m_seenCount; } // different ones
    int twice() const { return m_twice; }
    QList<int> missing(int count) const; // of the first `count`
    int disordered() const { return m_disordered; } // came after a higher one

private:
    std::vector<bool> m_seen;
    int m_last = -1;
    int m_seenCount = 0;
    int m_twice = 0;
    int m_disordered = 0;
};

// A client of /v1 as a careful author would write it, whom the daemon's death
// may meet anywhere: every request is made again until it is answered, a message
// with the id it had, a page of events from the cursor it had. It writes
// numbered messages to its friends in turn, and notes what comes.
class Correspondent : public QObject
{
    Q_OBJECT

public:
    Correspondent(const QUrl &base, const QString &jid, QObject *parent = nullptr);

    // Signs in, then reads for ever.
    void start(const QStringList &friends);
    // Writes until it has written so many messages in all.
    void writeUpTo(int count);

    const QString &jid() const { return m_jid; }
    bool isSignedIn() const { return !m_token.isEmpty(); }
    // By the daemon's last answer; call askState() for a new one.
    bool isOnline() const { return m_isOnline; }
    void askState();
    int accepted() const { return m_accepted; }
    bool isDone() const { return m_accepted >= m_count; }
    // By friend: what came from them, and what this device was told of as sent to them.
    const QHash<QString, NumberLedger> &received() const { return m_received; }
    const QHash<QString, NumberLedger> &sent() const { return m_sent; }
    int receivedCount() const { return m_receivedCount; }
    // Answers that nothing explains.
    const QStringList &complaints() const { return m_complaints; }

private:
    using Done = std::function<void(int status, const QJsonObject &answer)>;

    // Calls `again` where the daemon is away, else `done`.
    void request(const QByteArray &method, const QString &path, const QJsonObject &body, void (Correspondent::*again)(),
                 Done done);
    void signIn();
    void sendNext();
    void read();
    void note(const QJsonObject &event);

    QUrl m_base;
    QString m_jid;
    QStringList m_friends;
    QByteArray m_token;
    QNetworkAccessManager m_network;
    int m_count = 0;
    int m_accepted = 0;
    int m_receivedCount = 0;
    bool m_isWriting = false;
    bool m_isOnline = false;
    qint64 m_cursor = -1; // -1: none yet
    QHash<QString, NumberLedger> m_received;
    QHash<QString, NumberLedger> m_sent;
    QStringList m_complaints;
};

} // namespace WebJabber::Test
