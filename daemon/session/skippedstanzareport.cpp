// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/skippedstanzareport.h"

#include "shared/logging.h"
#include "xmpp/messagedelay.h"
#include "xmpp/stanzaid.h"
#include "xmpp/xmppnamespaces.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QXmppClient.h>
#include <QXmppIq.h>
#include <QXmppStanza.h>
#include <QXmppTask.h>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace WebJabber {

static QString reasonName(StanzaFramer::Error reason)
{
    switch (reason) {
    case StanzaFramer::Error::TooLarge:
        break;
    case StanzaFramer::Error::TooDeep:
        return u"too-deep"_s;
    case StanzaFramer::Error::Restricted:
    case StanzaFramer::Error::NotWellFormed:
        return u"not-well-formed"_s;
    }
    return u"too-large"_s;
}

// Returns event content with the member `left_out`. `count` is set only if the event stands for several messages.
static QByteArray skippedContent(StanzaFramer::Error reason, qint64 bytes, int count = 0)
{
    QJsonObject skipped{{u"reason"_s, reasonName(reason)}, {u"bytes"_s, bytes}};
    if (count > 0)
        skipped.insert(u"count"_s, count);
    return QJsonDocument(QJsonObject{{u"left_out"_s, skipped}}).toJson(QJsonDocument::Compact);
}

static QDomElement forwardedMessage(const QDomElement &wrapper)
{
    return wrapper.firstChildElement(u"forwarded"_s, forwardNamespace).firstChildElement(u"message"_s, clientNamespace);
}

static bool isReported(const QDomElement &message)
{
    const QString type = message.attribute(u"type"_s);
    return type != "error"_L1 && type != "headline"_L1 && type != "groupchat"_L1;
}

// Applies the time since which the server held back the message, if the stanza states it (XEP-0203).
static void noteDelay(Event &event, const QDomElement &message)
{
    const QDateTime kept = serverDelay(message, event.account);
    if (!kept.isValid())
        return;
    event.delayed = true;
    event.time = std::min(event.time, kept);
}

// `message` is null if the bytes that were kept do not contain it.
static Event eventOf(const QDomElement &message, const Jid &account, const SkippedStanza &skipped)
{
    Event event;
    event.account = account;
    event.time = QDateTime::currentDateTimeUtc();
    event.from = Jid::fromServer(message.attribute(u"from"_s)); // null if it was not read
    event.to = Jid::fromServer(message.attribute(u"to"_s, account.toString()));
    event.id = message.attribute(u"id"_s);
    event.content = skippedContent(skipped.reason, skipped.bytes);
    return event;
}

SkippedStanzaReport::SkippedStanzaReport(const Jid &account, QXmppClient &client, MessageHandler::Listener &listener,
                                         std::chrono::milliseconds window)
    : m_account(account)
    , m_client(client)
    , m_listener(listener)
    , m_length(window)
    , m_window([this] { endWindow(); })
{
}

bool SkippedStanzaReport::add(const SkippedStanza &skipped)
{
    const QDomElement &stanza = skipped.beginning;
    const bool isMessage = stanza.localName() == "message"_L1;
    const auto archived = isMessage ? archivedStanzaFrom(stanza, m_account, QDateTime::currentDateTimeUtc())
                                    : std::nullopt;
    if (archived)
        handleArchived(*archived, skipped);
    else if (skipped.reason == StanzaFramer::Error::NotWellFormed)
        return false; // the server sends it again
    else if (isMessage)
        handleLive(skipped);
    else
        handleOther(skipped);
    return archived.has_value();
}

void SkippedStanzaReport::handleOther(const SkippedStanza &skipped)
{
    log(skipped);
    const QString type = skipped.beginning.attribute(u"type"_s);
    if (skipped.beginning.localName() == "iq"_L1 && (type == "get"_L1 || type == "set"_L1))
        refuse(skipped.beginning);
}

void SkippedStanzaReport::handleLive(const SkippedStanza &skipped)
{
    const QDomElement &message = skipped.beginning;
    const bool isOwn = Jid::fromServer(message.attribute(u"from"_s)) == m_account;
    const QDomElement sent = message.firstChildElement(u"sent"_s, carbonsNamespace);
    const QDomElement carbon = sent.isNull() ? message.firstChildElement(u"received"_s, carbonsNamespace) : sent;
    const bool isCarbon = isOwn && !carbon.isNull();
    const QDomElement original = isCarbon ? forwardedMessage(carbon) : message;
    Event event = eventOf(original, m_account, skipped);
    if (isCarbon && !sent.isNull())
        event.direction = Direction::Out;
    event.stanzaId = ownStanzaId(original, m_account);
    noteDelay(event, original);
    if (isCarbon) // the carbon may have been held back as well
        noteDelay(event, message);
    if (!isReported(original))
        log(skipped);
    else if (mayReport(event, skipped))
        m_listener.handleReceived(event);
}

// Reports the position in any case, with or without an event, so that the archive is read on from the next stanza.
void SkippedStanzaReport::handleArchived(ArchivedStanza archived, const SkippedStanza &skipped)
{
    const QDomElement result = skipped.beginning.firstChildElement(u"result"_s, archiveNamespace);
    const QDomElement original = forwardedMessage(result);
    Event event = eventOf(original, m_account, skipped);
    event.stanzaId = archived.position.id;
    event.time = archived.position.time;
    event.delayed = true;
    if (event.from.bare() == m_account)
        event.direction = Direction::Out;
    archived.event.reset();
    if (isReported(original) && mayReport(event, skipped))
        archived.event = event;
    m_listener.handleArchived(archived);
}

// Returns whether the message gets an event of its own; otherwise it is counted.
bool SkippedStanzaReport::mayReport(const Event &event, const SkippedStanza &skipped)
{
    startWindow();
    Jid key = event.from.bare();
    if (m_senders.size() >= maxSenders && !m_senders.contains(key))
        key = Jid();
    Sender &sender = m_senders[key];
    if (sender.events < eventsPerSender) {
        ++sender.events;
        return true;
    }
    ++sender.withoutEvent;
    sender.bytesWithoutEvent += skipped.bytes;
    sender.reason = skipped.reason;
    return false;
}

// A request without a sender came from the server, so the error goes to the server.
void SkippedStanzaReport::refuse(const QDomElement &iq)
{
    using Error = QXmppStanza::Error;
    QXmppIq answer(QXmppIq::Error);
    answer.setId(iq.attribute(u"id"_s));
    answer.setTo(iq.attribute(u"from"_s));
    answer.setError(Error(Error::Modify, Error::PolicyViolation));
    if (!answer.id().isEmpty())
        m_client.send(std::move(answer));
}

void SkippedStanzaReport::log(const SkippedStanza &skipped)
{
    startWindow();
    if (std::exchange(m_hasLogged, true))
        return;
    const QDomElement &stanza = skipped.beginning;
    qCInfo(lcSession).noquote() << m_account.toString()
                                << "was sent a stanza that is passed over:" << reasonName(skipped.reason)
                                << stanza.localName() << stanza.attribute(u"type"_s) << "of" << skipped.bytes
                                << "bytes from" << Jid::fromServer(stanza.attribute(u"from"_s)).bare().toString();
}

void SkippedStanzaReport::startWindow()
{
    if (!m_window.isActive())
        m_window.start(m_length);
}

void SkippedStanzaReport::endWindow()
{
    m_hasLogged = false;
    for (const auto &[jid, sender] : std::exchange(m_senders, {}).asKeyValueRange()) {
        if (sender.withoutEvent == 0)
            continue;
        Event event;
        event.account = m_account;
        event.time = QDateTime::currentDateTimeUtc();
        event.from = jid;
        event.to = m_account;
        event.content = skippedContent(sender.reason, sender.bytesWithoutEvent, sender.withoutEvent);
        m_listener.handleReceived(event);
    }
}

} // namespace WebJabber
