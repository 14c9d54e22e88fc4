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

// Records the arrival of numbered messages, which should be 0, 1, 2, ...
class NumberRecord
{
public:
    // A number that arrived after a higher one.
    struct Late {
        int number;
        QString event;
        int last; // the number before it
        QString lastEvent;
    };

    // `event` describes the event that brought the number.
    void note(int number, const QString &event = {});
    int seen() const { return m_seenCount; } // different ones
    int twice() const { return m_twice; }
    QList<int> missing(int count) const; // of the first `count`
    const QList<Late> &late() const { return m_late; }

private:
    std::vector<bool> m_seen;
    int m_last = -1;
    QString m_lastEvent;
    int m_seenCount = 0;
    int m_twice = 0;
    QList<Late> m_late;
};

// A carefully written client of /v1 that survives the daemon's death at any moment. It repeats every request until
// there is a response: a message with the same id, a page of events with the same cursor. It sends numbered messages to
// its friends in turn, and records what arrives.
class Correspondent : public QObject
{
    Q_OBJECT

public:
    Correspondent(const QUrl &base, const QString &jid, QObject *parent = nullptr);

    // Signs in, then reads until it is destroyed.
    void start(const QStringList &friends);
    // Sends messages until this many were sent in all.
    void writeUpTo(int count);

    const QString &jid() const { return m_jid; }
    bool isSignedIn() const { return !m_token.isEmpty(); }
    // According to the daemon's last response; queryState() queries it again.
    bool isOnline() const { return m_isOnline; }
    void queryState();
    int accepted() const { return m_accepted; }
    bool isDone() const { return m_accepted >= m_count; }
    // By friend: the messages from them, and the copies of those sent to them that this device received.
    const QHash<QString, NumberRecord> &received() const { return m_received; }
    const QHash<QString, NumberRecord> &sent() const { return m_sent; }
    int receivedCount() const { return m_receivedCount; }
    int copyCount() const { return m_copyCount; } // of those sent
    // Unexpected responses.
    const QStringList &errors() const { return m_errors; }

private:
    using Done = std::function<void(int status, const QJsonObject &answer)>;

    // Calls `again` if the daemon is unreachable, else `done`.
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
    int m_copyCount = 0;
    bool m_isWriting = false;
    bool m_isOnline = false;
    qint64 m_cursor = -1; // -1: none yet
    QHash<QString, NumberRecord> m_received;
    QHash<QString, NumberRecord> m_sent;
    QStringList m_errors;
};

} // namespace WebJabber::Test
