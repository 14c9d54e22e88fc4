// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "oneshot.h"
#include "stanzacodec.h"

#include <storedtypes.h>

#include <QHash>
#include <QObject>
#include <QSet>

#include <chrono>

namespace WebJabber {

class ArchiveBookmark;
class Store;
class XmppConnection;

// Sends what the store holds for sending: in order, and once as far as the
// server lets itself be asked. A message is settled in the store only when the
// server has acknowledged it, was seen to have archived it, or sent it back.
class Transmitter
{
public:
    static constexpr std::chrono::milliseconds retryDelay{1'000};

    // Everything passed must outlive it; `context` is whose part it is.
    Transmitter(const Jid &account, XmppConnection &connection, Store &store, ArchiveBookmark &bookmark,
                QObject &context);
    Q_DISABLE_COPY_MOVE(Transmitter)

    // The server can take messages, and the archive has told which ones it has.
    void open();
    // The stream was lost. What is on its way is looked after by QXmpp, in case
    // the stream is resumed.
    void close() { m_state = State::Closed; }
    // The stream was not resumed: what was on its way may have arrived or not.
    // The archive is asked, and handleArchived() told, before the next open().
    void forgetStream();
    // The archive holds this message of ours, and those of ours in the order in
    // which the server took them.
    void handleArchived(const QString &id);

    // The store holds something new.
    void transmit(const Outgoing &message);
    void handleBounce(const Bounce &bounce);

private:
    enum class State { Closed, Loading, Open };
    struct Fate {
        OutgoingState state;
        QString problem;
    };

    void load();
    void settle(const QString &id, const Fate &fate);
    void tellStore(const QString &id);

    Jid m_account;
    XmppConnection &m_connection;
    Store &m_store;
    ArchiveBookmark &m_bookmark;
    QObject &m_context;
    State m_state = State::Closed;
    quint64 m_stream = 0; // grows with every forgetStream()
    QHash<QString, Jid> m_onTheWay; // ids and recipients, on this stream
    QSet<QString> m_unsure; // were on their way when the stream was lost
    QString m_lastArchived; // of those
    QHash<QString, Fate> m_settling; // what the store has not confirmed yet
    OneShot m_retry;
};

} // namespace WebJabber
