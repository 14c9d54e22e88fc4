// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "session/messagehandler.h"
#include "xmpp/lazytimer.h"
#include "xmpp/leftout.h"

#include <QHash>

#include <chrono>

class QXmppClient;

namespace WebJabber {

// Reports the stanzas of one account that were passed over: an event for each
// message, up to a rate; <policy-violation/> to who asked something (RFC 6120,
// section 8.3.3.12); a log line a minute for the rest. Made for the first such
// stanza, as hardly any session sees one.
class LeftOutReport
{
public:
    // So many messages of one sender have an event each minute; the others of
    // that minute share one, with their count.
    static constexpr int eventsPerSender = 20;
    // So many senders are told apart in a minute.
    static constexpr qsizetype maxSenders = 100;
    static constexpr std::chrono::milliseconds minute{60'000};

    // Everything passed must outlive it. `window` is what counts as a minute.
    LeftOutReport(const Jid &account, QXmppClient &client, MessageHandler::Listener &listener,
                  std::chrono::milliseconds window = minute);
    Q_DISABLE_COPY_MOVE(LeftOutReport)

    // Answers whether the archive is read on from behind the stanza.
    bool take(const LeftOut &leftOut);

private:
    struct Sender {
        int events = 0;
        int withoutEvent = 0;
        qint64 bytesWithoutEvent = 0;
        StanzaFramer::Error reason = StanzaFramer::Error::TooLarge; // the last one's
    };

    void takeLive(const LeftOut &leftOut);
    void takeOther(const LeftOut &leftOut);
    void takeArchived(ArchivedStanza archived, const LeftOut &leftOut);
    bool mayReport(const Event &event, const LeftOut &leftOut);
    void refuse(const QDomElement &iq);
    void log(const LeftOut &leftOut);
    void startWindow();
    void endWindow();

    Jid m_account;
    QXmppClient &m_client;
    MessageHandler::Listener &m_listener;
    std::chrono::milliseconds m_length;
    LazyTimer m_window;
    QHash<Jid, Sender> m_senders; // bare; those over maxSenders share the null address
    bool m_hasLogged = false; // in this window
};

} // namespace WebJabber
