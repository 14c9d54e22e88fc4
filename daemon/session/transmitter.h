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

// Sends what the store holds for sending: in order, and once as far as the
// server allows to find out. A message is settled in the store only when the
// server has acknowledged it, answered something that was asked behind it, has
// it in its archive, or returned it.
//
// A message over which the server ends the stream again and again is found by
// sending one at a time, and fails. So does one that is longer than every server
// must take, if the connection is closed without a word instead.
class Transmitter
{
public:
    static constexpr std::chrono::milliseconds retryDelay{1'000};
    // At most so much is on its way to the server at once.
    static constexpr qsizetype maxOnTheWay = 100;
    static constexpr qsizetype maxBytesOnTheWay = 256 * 1024; // of text, about
    // A message fails after so many stream errors with it as the oldest one that
    // was not acknowledged, and as the only one the last time.
    static constexpr int maxStreamErrors = 2;
    // Every server takes a stanza of so many bytes (RFC 6120, section 13.12).
    static constexpr qint64 bytesAlwaysTaken = 10'000;

    // Everything passed must outlive it; `context` is the session it is part of.
    Transmitter(const Jid &account, XmppConnection &connection, Store &store, ArchiveBookmark &bookmark,
                QObject &context);
    Q_DISABLE_COPY_MOVE(Transmitter)

    // The server can take messages, and the archive was read.
    void open();
    // The same while the archive has still to say it: what may have been sent
    // before waits for open(), only new messages go out, and to nobody one that
    // would come before an older one.
    void openForNew();
    // The stream was lost. QXmpp keeps what is on its way and repeats it if the
    // stream is resumed; unless the server ended the stream over what it got.
    void close();
    // The server did not resume the stream, but has taken this many stanzas of
    // it (XEP-0198, section 5: `h` of <failed/>). Called before forgetStream().
    void handleTaken(quint32 stanzas);
    // The stream was not resumed: what was on its way may have arrived or not.
    // The archive is read next, and handleArchived() called, before open().
    void forgetStream();
    // The archive holds this message of ours, and those of ours in the order in
    // which the server took them.
    void handleArchived(const QString &id);

    // The store holds something new.
    void transmit(const Outgoing &message);
    // The store knows what became of a message, whoever found it out.
    void handleSettled(const Outgoing &message);

private:
    enum class State { Closed, Loading, Open };
    struct Sent {
        QString id;
        qsizetype bytes;
        quint32 number = 0; // on the stream (XEP-0198); 0: not known
        quint64 order = 0; // grows with each one
        bool isLong = false; // some servers do not take it
        bool isWritten = false; // nothing will acknowledge it: the server must be asked
    };
    using Outcome = XmppConnection::SendOutcome;

    void load();
    void takePage(const QList<Outgoing> &messages, const OutgoingPage &page);
    bool pass(const QList<Outgoing> &messages);
    void readFrom(const Outgoing &message);
    void findInherited(const QList<Outgoing> &messages);
    void sendMore();
    bool isFull() const;
    bool isKnown(const QString &id) const;
    // Whether the archive has to be read before this one may be sent.
    bool mustWait(const Outgoing &message) const;
    bool isUncertain(const QString &id) const { return m_doubtful.contains(id) || m_inherited.contains(id); }
    void send(const Outgoing &message);
    void handleSent(const QString &id, quint64 stream, Outcome outcome);
    void askBehind();
    void handleAnswer(quint64 stream, quint64 order);
    void take(qsizetype count);
    void noteReached(const QString &id);
    void removeSent(qsizetype index);
    qsizetype indexOf(const QString &id) const;
    void blame(const Problem &streamError);
    void blameLongOne();
    bool isSuspectOften(const QString &id);
    void giveUp(const QString &id, const MessageFate &fate);
    void settle(const QString &id, const MessageFate &fate);
    void tellStore(const QString &id);

    Jid m_account;
    XmppConnection &m_connection;
    Store &m_store;
    ArchiveBookmark &m_bookmark;
    QObject &m_context;
    State m_state = State::Closed;
    bool m_hasMore = false; // the store holds some that were not sent
    bool m_isAsking = false; // something was asked behind what was written
    bool m_isForNew = false; // since openForNew()
    bool m_wasOpen = false; // since it was made; what the store held before may have been sent
    OutgoingPlace m_passed; // up to here all that the store holds was sent, or waits for open()
    int m_streamErrors = 0; // in a row, that m_suspect may be the reason of
    qsizetype m_singly = 0; // so many are sent one at a time, to find the one that ends the stream
    quint64 m_stream = 0; // grows with every forgetStream()
    quint64 m_lastOrder = 0;
    qsizetype m_bytesOnTheWay = 0;
    QList<Sent> m_onTheWay; // on this stream, in the order they were sent
    QStringList m_doubtful; // on their way when the stream was lost, in the order they were sent
    QSet<QString> m_fresh; // came before all was read that was there already
    QSet<Jid> m_waitedFor; // who is to get one of the uncertain ones first; while open for new ones
    QSet<QString> m_inherited; // may have been sent before this was made; while open for new ones
    QString m_suspect;
    QHash<QString, MessageFate> m_settling; // what the store has not confirmed yet
    LazyTimer m_retry;
};

} // namespace WebJabber
