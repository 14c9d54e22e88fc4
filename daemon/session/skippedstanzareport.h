// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "session/messagehandler.h"
#include "xmpp/lazytimer.h"
#include "xmpp/skippedstanza.h"

#include <QHash>

#include <chrono>

class QXmppClient;

namespace WebJabber {

// Reports the stanzas of one account that the stream reader skipped: one event for each message, up to a rate;
// <policy-violation/> to the sender of a request (RFC 6120, section 8.3.3.12); a log line a minute for the rest.
// Created for the first such stanza, because few sessions receive one.
class SkippedStanzaReport
{
public:
    // Messages of one sender that get an event of their own each minute. The others of that minute share one event,
    // which has their count.
    static constexpr int eventsPerSender = 20;
    // Senders that are distinguished in a minute.
    static constexpr qsizetype maxSenders = 100;
    static constexpr std::chrono::milliseconds minute{60'000};

    // Everything passed by reference must outlive the report. `window` is the length of the minute that the limits
    // apply to.
    SkippedStanzaReport(const Jid &account, QXmppClient &client, MessageHandler::Listener &listener,
                        std::chrono::milliseconds window = minute);
    Q_DISABLE_COPY_MOVE(SkippedStanzaReport)

    // Returns whether the stanza is from the archive, which is then read on from the next stanza.
    bool add(const SkippedStanza &skipped);

private:
    struct Sender {
        int events = 0;
        int withoutEvent = 0;
        qint64 bytesWithoutEvent = 0;
        StanzaFramer::Error reason = StanzaFramer::Error::TooLarge; // of the last message
    };

    void handleLive(const SkippedStanza &skipped);
    void handleOther(const SkippedStanza &skipped);
    void handleArchived(ArchivedStanza archived, const SkippedStanza &skipped);
    bool mayReport(const Event &event, const SkippedStanza &skipped);
    void refuse(const QDomElement &iq);
    void log(const SkippedStanza &skipped);
    void startWindow();
    void endWindow();

    Jid m_account;
    QXmppClient &m_client;
    MessageHandler::Listener &m_listener;
    std::chrono::milliseconds m_length;
    LazyTimer m_window;
    QHash<Jid, Sender> m_senders; // by bare JID; senders beyond maxSenders share the null JID
    bool m_hasLogged = false; // in this window
};

} // namespace WebJabber
