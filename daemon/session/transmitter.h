// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/storedtypes.h"
#include "xmpp/lazytimer.h"
#include "xmpp/xmppconnection.h"

#include <QHash>
#include <QList>
#include <QObject>
#include <QStringList>

#include <chrono>

namespace WebJabber {

class ArchiveBookmark;
class Store;

// Sends the store's queued messages in order, and only once as far as the server allows to determine. A message is
// settled in the store only after the server has acknowledged it, responded to a request that was sent after it,
// archived it, or returned it.
//
// If the server repeatedly ends the stream over a message, the message is found by sending one at a time, and fails.
// A message longer than every server must accept also fails if the server closes the connection without a stream
// error instead.
class Transmitter
{
public:
    static constexpr std::chrono::milliseconds retryDelay{1'000};
    // Maximum number of messages that are sent and not acknowledged yet.
    static constexpr qsizetype maxInFlight = 100;
    static constexpr qsizetype maxBytesInFlight = 256 * 1024; // of text, approximately
    // A message fails after this many stream errors in which it was the oldest unacknowledged one, if it was the only
    // one at the last of them.
    static constexpr int maxStreamErrors = 2;
    // Every server accepts a stanza of this many bytes (RFC 6120, section 13.12).
    static constexpr qint64 bytesAlwaysAccepted = 10'000;

    // Everything passed by reference must outlive the transmitter. `context` is the session that owns it; pending
    // callbacks are cancelled with it.
    Transmitter(const Jid &account, XmppConnection &connection, Store &store, ArchiveBookmark &bookmark,
                QObject &context);
    Q_DISABLE_COPY_MOVE(Transmitter)

    // The server accepts messages, and the archive was read.
    void open();
    // The server accepts messages, but the archive was not read yet. Messages that may have been sent before wait for
    // open(). Only new messages are sent, and none to a recipient for whom an older one waits.
    void openForNew();
    // The stream was lost. QXmpp keeps unacknowledged messages and repeats them if the stream is resumed, unless the
    // server ended the stream because of what it received.
    void close();
    // The server did not resume the stream, but has received this many stanzas of it (XEP-0198, section 5: `h` of
    // <failed/>). Called before forgetStream().
    void handleReceivedCount(quint32 stanzas);
    // The stream was not resumed: unacknowledged messages may or may not have arrived. Before open(), the archive is
    // read and handleArchived() is called.
    void forgetStream();
    // The archive holds the outgoing message with this id. Called in the order in which the server received the
    // messages.
    void handleArchived(const QString &id);

    // The store has queued a message.
    void transmit(const Outgoing &message);
    // The store has recorded what became of a message, even if another class reported it.
    void handleSettled(const Outgoing &message);

private:
    enum class State { Closed, Loading, Open };
    struct Sent {
        QString id;
        qsizetype bytes;
        quint32 number = 0; // on the stream (XEP-0198); 0: unknown
        quint64 order = 0; // increases with each message
        bool isLong = false; // some servers reject it
        bool isWritten = false; // written without stream management: a ping has to confirm it
    };
    struct Uncertain {
        QString id;
        quint64 stream; // on which it was sent
        quint64 order; // as in Sent
    };
    using Outcome = XmppConnection::SendOutcome;

    void load();
    void handlePage(const QList<Outgoing> &messages, const OutgoingPage &page);
    bool handleMessages(const QList<Outgoing> &messages);
    void readFrom(const Outgoing &message);
    void findInherited(const QList<Outgoing> &messages);
    void sendMore();
    bool isFull() const;
    bool isKnown(const QString &id) const;
    // Whether the archive must be read before this message may be sent.
    bool mustWait(const Outgoing &message) const;
    bool isUncertain(const QString &id) const;
    void send(const Outgoing &message);
    void handleSent(const QString &id, quint64 stream, Outcome outcome);
    void pingAfterWritten();
    void handleAnswer(quint64 stream, quint64 order);
    void take(qsizetype count);
    void noteReached(const QString &id);
    void removeSent(qsizetype index);
    qsizetype indexOf(const QString &id) const;
    void noteStreamError(const Problem &streamError);
    void noteSilentClose();
    bool countSuspect(const QString &id);
    void giveUp(const QString &id, const MessageOutcome &messageOutcome);
    void settle(const QString &id, const MessageOutcome &messageOutcome);
    void settleInStore(const QString &id);

    Jid m_account;
    XmppConnection &m_connection;
    Store &m_store;
    ArchiveBookmark &m_bookmark;
    QObject &m_context;
    State m_state = State::Closed;
    bool m_hasMore = false; // the store holds messages that were not sent
    bool m_isPinging = false; // a ping behind the written messages is pending
    bool m_isForNew = false; // since openForNew()
    bool m_wasOpen = false; // since construction; what the store held before may have been sent
    OutgoingPosition m_position; // everything in the store up to here was sent or waits for open()
    int m_streamErrors = 0; // consecutive ones that m_suspect may have caused
    qsizetype m_singleSends = 0; // messages to send one at a time, to find the one that ends the stream
    quint64 m_stream = 0; // increases with every forgetStream()
    quint64 m_lastOrder = 0;
    qsizetype m_bytesInFlight = 0;
    QList<Sent> m_inFlight; // on this stream, in the order they were sent
    QList<Uncertain> m_uncertain; // unacknowledged when their stream was lost, in any order
    QSet<QString> m_newIds; // queued before the store's older messages were all read
    QSet<Jid> m_waitedFor; // recipients who are to get an uncertain message first; after openForNew()
    QSet<QString> m_inherited; // may have been sent before construction; after openForNew()
    QString m_suspect;
    QHash<QString, MessageOutcome> m_settling; // fates that the store has not confirmed yet
    LazyTimer m_retry;
};

} // namespace WebJabber
