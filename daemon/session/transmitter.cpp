// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/transmitter.h"

#include "session/archivebookmark.h"
#include "shared/logging.h"
#include "store/store.h"
#include "xmpp/stanzabuilder.h"

#include <QXmppClient.h>
#include <QXmppError.h>
#include <QXmppPingIq.h>
#include <QXmppTask.h>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace WebJabber {

Transmitter::Transmitter(const Jid &account, XmppConnection &connection, Store &store, ArchiveBookmark &bookmark,
                         QObject &context)
    : m_account(account)
    , m_connection(connection)
    , m_store(store)
    , m_bookmark(bookmark)
    , m_context(context)
    , m_retry([this] {
        for (const QString &id : m_settling.keys())
            settleInStore(id);
        if (m_state == State::Loading)
            load();
    })
{
}

void Transmitter::open()
{
    m_isForNew = false;
    m_wasOpen = true;
    m_waitedFor.clear();
    m_inherited.clear();
    m_newIds.clear();
    m_uncertain.clear();
    m_position = {};
    load();
}

void Transmitter::openForNew()
{
    if (m_state != State::Closed)
        return;
    m_isForNew = true;
    m_waitedFor.clear();
    m_position = {};
    load();
}

// The result contains what is enqueued before it, unless the page is full. transmit() is called for what is enqueued
// later.
void Transmitter::load()
{
    m_state = State::Loading;
    OutgoingPage page{maxInFlight, maxBytesInFlight, m_position};
    if (m_singleSends > 0 && !m_isForNew)
        page.rows = m_settling.size() + 1; // messages that are being settled may be among them
    m_store.queuedOutgoing(m_account, page).then(&m_context, [this, page](const Result<QList<Outgoing>> &messages) {
        if (m_state != State::Loading)
            return;
        if (messages)
            handlePage(*messages, page);
        else
            m_retry.start(retryDelay);
    });
}

bool Transmitter::mustWait(const Outgoing &message) const
{
    return m_isForNew && (isUncertain(message.id) || m_waitedFor.contains(message.to.bare()));
}

void Transmitter::findInherited(const QList<Outgoing> &messages)
{
    for (const Outgoing &message : messages) {
        if (!m_newIds.contains(message.id))
            m_inherited.insert(message.id);
    }
}

void Transmitter::handlePage(const QList<Outgoing> &messages, const OutgoingPage &page)
{
    qsizetype bytes = 0;
    for (const Outgoing &message : messages)
        bytes += message.bytes();
    const bool isFullPage = messages.size() >= page.rows || bytes >= page.bytes;
    m_state = State::Open;
    m_hasMore = isFullPage;
    if (!m_wasOpen)
        findInherited(messages);
    if (!handleMessages(messages)) {
        m_hasMore = true;
        return;
    }
    if (isFullPage)
        return sendMore();
    m_wasOpen = true;
    m_newIds.clear();
}

// Sends the messages that may be sent now. Returns whether it reached the end of the list. A message to a recipient
// who is to get an uncertain one first waits for open().
bool Transmitter::handleMessages(const QList<Outgoing> &messages)
{
    for (const Outgoing &message : messages) {
        if (m_isForNew && isUncertain(message.id))
            m_waitedFor.insert(message.to.bare());
        if (!isKnown(message.id) && !mustWait(message)) {
            if (m_state != State::Open || isFull())
                return false;
            send(message);
        }
        m_position = OutgoingPosition::of(message);
    }
    return true;
}

// Reads the next page only if there is room for about half a page.
void Transmitter::sendMore()
{
    const bool hasRoom = m_singleSends > 0
        ? m_inFlight.isEmpty()
        : m_inFlight.size() <= maxInFlight / 2 && m_bytesInFlight <= maxBytesInFlight / 2;
    if (m_state == State::Open && m_hasMore && hasRoom && m_settling.size() <= maxInFlight)
        load();
}

bool Transmitter::isFull() const
{
    return m_inFlight.size() >= (m_singleSends > 0 ? 1 : maxInFlight) || m_bytesInFlight >= maxBytesInFlight;
}

bool Transmitter::isKnown(const QString &id) const
{
    return m_settling.contains(id) || indexOf(id) >= 0;
}

bool Transmitter::isUncertain(const QString &id) const
{
    return std::ranges::contains(m_uncertain, id, &Uncertain::id) || m_inherited.contains(id);
}

qsizetype Transmitter::indexOf(const QString &id) const
{
    const auto found = std::ranges::find(m_inFlight, id, &Sent::id);
    return found == m_inFlight.cend() ? -1 : found - m_inFlight.cbegin();
}

void Transmitter::transmit(const Outgoing &message)
{
    if (!m_wasOpen)
        m_newIds.insert(message.id);
    if (m_state != State::Open || isKnown(message.id) || mustWait(message))
        return;
    if (m_hasMore || isFull())
        return readFrom(message); // after the older ones
    m_position = OutgoingPosition::of(message);
    send(message);
}

// If the clock was set back, the message may come before some that were passed.
void Transmitter::readFrom(const Outgoing &message)
{
    m_hasMore = true;
    if (message.seq <= m_position.seq)
        m_position = {message.seq - 1, {}, {}};
}

void Transmitter::send(const Outgoing &message)
{
    QXmppMessage stanza = outgoingStanza(message);
    if (const auto size = m_connection.checkSize(stanza); !size)
        return settle(message.id,
                      {OutgoingState::Failed, size.error().info().name, size.error().condition, size.error().detail});
    m_bookmark.pin(message.id);
    const quint64 order = ++m_lastOrder;
    m_bytesInFlight += message.bytes();
    // An escaped character takes at most six bytes.
    const bool mayBeLong = message.bytes() * 6 > bytesAlwaysAccepted / 2;
    const bool isLong = mayBeLong && XmppConnection::bytesOf(stanza) > bytesAlwaysAccepted;
    m_inFlight.append({message.id, message.bytes(), 0, order, isLong, false});
    // The callback may be called before send() returns.
    const quint32 number = m_connection.send(
        std::move(stanza),
        [this, id = message.id, stream = m_stream](Outcome outcome) { handleSent(id, stream, outcome); });
    if (!m_inFlight.isEmpty() && m_inFlight.last().order == order)
        m_inFlight.last().number = number;
}

void Transmitter::handleSent(const QString &id, quint64 stream, Outcome outcome)
{
    const qsizetype index = stream == m_stream ? indexOf(id) : -1;
    if (index < 0) // the stream was forgotten, or handleReceivedCount() has removed the message
        return;
    switch (outcome) {
    case Outcome::Acknowledged:
        removeSent(index);
        noteReached(id);
        settle(id, {});
        return sendMore();
    case Outcome::Written:
        m_inFlight[index].isWritten = true;
        return pingAfterWritten();
    case Outcome::Unknown:
        m_uncertain.append({id, stream, m_inFlight.at(index).order});
        return removeSent(index);
    }
}

// A server without stream management acknowledges nothing. It handles stanzas in order (RFC 6120, section 10.1), so
// any response to a ping shows that it has received everything written before the ping. One ping covers everything
// that is written in one turn of the event loop.
void Transmitter::pingAfterWritten()
{
    if (std::exchange(m_isPinging, true))
        return;
    QMetaObject::invokeMethod(
        &m_context,
        [this, stream = m_stream] {
            if (stream != m_stream || !m_isPinging)
                return;
            m_connection.client()
                .sendIq(QXmppPingIq())
                .then(&m_context, [this, stream, order = m_lastOrder](QXmppClient::IqResult &&result) {
                    const auto *error = std::get_if<QXmppError>(&result);
                    if (!error || error->value<QXmppStanza::Error>())
                        handleAnswer(stream, order);
                });
        },
        Qt::QueuedConnection);
}

void Transmitter::handleAnswer(quint64 stream, quint64 order)
{
    if (stream != m_stream || !std::exchange(m_isPinging, false))
        return;
    const auto behind = std::ranges::find_if(std::as_const(m_inFlight),
                                             [order](const Sent &sent) { return sent.order > order; });
    take(behind - m_inFlight.cbegin());
    if (std::ranges::any_of(m_inFlight, &Sent::isWritten))
        pingAfterWritten();
    sendMore();
}

void Transmitter::handleReceivedCount(quint32 stanzas)
{
    const auto behind = std::ranges::find_if(
        std::as_const(m_inFlight), [stanzas](const Sent &sent) { return sent.number == 0 || sent.number > stanzas; });
    take(behind - m_inFlight.cbegin());
}

// The server has received the first `count` messages of m_inFlight.
void Transmitter::take(qsizetype count)
{
    for (; count > 0; --count) {
        const QString id = m_inFlight.first().id;
        removeSent(0);
        noteReached(id);
        settle(id, {});
    }
}

// The message did not end the stream, or was given up.
void Transmitter::noteReached(const QString &id)
{
    m_singleSends = std::max<qsizetype>(m_singleSends - 1, 0);
    if (id == m_suspect) {
        m_suspect.clear();
        m_streamErrors = 0;
    }
}

void Transmitter::removeSent(qsizetype index)
{
    const Sent sent = m_inFlight.takeAt(index);
    m_bytesInFlight -= sent.bytes;
    if (m_inFlight.isEmpty())
        m_inFlight.squeeze();
}

void Transmitter::close()
{
    const bool wasClosed = std::exchange(m_state, State::Closed) == State::Closed;
    m_isPinging = false;
    if (wasClosed) // a stream error, if there was one, was counted
        return;
    if (const Problem *error = m_connection.streamError())
        noteStreamError(*error);
    else if (m_connection.wasClosedWithoutError())
        noteSilentClose();
}

// Stream errors (RFC 6120, section 4.9.3) that are about what the client sent. A server that is shut down, or that
// replaces the connection, sends others.
static bool isAboutContent(const QString &condition)
{
    static constexpr std::array conditions{
        "bad-format"_L1,        "bad-namespace-prefix"_L1, "improper-addressing"_L1,
        "invalid-namespace"_L1, "invalid-xml"_L1,          "not-well-formed"_L1,
        "policy-violation"_L1,  "restricted-xml"_L1,       "unsupported-stanza-type"_L1,
    };
    return std::ranges::contains(conditions, condition);
}

// Only the oldest message counts, and it fails only if it is the only one, because those after it may not be the
// cause. A lost connection or a killed server causes no stream error.
void Transmitter::noteStreamError(const Problem &streamError)
{
    if (m_inFlight.isEmpty() || !isAboutContent(streamError.condition))
        return;
    m_connection.forgetStream(); // if resumed, the same stanza would end it again
    const QString id = m_inFlight.first().id;
    const bool isOnlyOne = m_inFlight.size() == 1;
    m_singleSends = std::max(m_singleSends, m_inFlight.size());
    if (!countSuspect(id) || !isOnlyOne)
        return;
    const bool isPolicy = streamError.condition == "policy-violation"_L1;
    const ProblemCode code = isPolicy ? ProblemCode::TooLarge : ProblemCode::XmppError;
    giveUp(id, {OutgoingState::Failed, problemInfo(code).name, streamError.condition, streamError.detail});
}

// Connections also close for other reasons, so only a message that a server need not accept is suspected, and it
// counts only the second time: until then the stream may be resumed.
void Transmitter::noteSilentClose()
{
    const auto longOne = std::ranges::find_if(std::as_const(m_inFlight), &Sent::isLong);
    if (longOne == m_inFlight.cend())
        return;
    const QString id = longOne->id;
    if (!countSuspect(id))
        return;
    m_connection.forgetStream();
    if (std::ranges::count_if(m_inFlight, &Sent::isLong) > 1) {
        m_singleSends = std::max(m_singleSends, m_inFlight.size());
        return;
    }
    giveUp(
        id,
        {OutgoingState::Failed,
         problemInfo(ProblemCode::TooLarge).name,
         {},
         u"The XMPP server closed the connection whenever it was sent this message, which may be too long for it."_s});
}

bool Transmitter::countSuspect(const QString &id)
{
    m_streamErrors = id == m_suspect ? m_streamErrors + 1 : 1;
    m_suspect = id;
    return m_streamErrors >= maxStreamErrors;
}

void Transmitter::giveUp(const QString &id, const MessageOutcome &messageOutcome)
{
    qCWarning(lcSession).noquote() << m_account.toString() << "a message is given up, over which the server ended"
                                   << m_streamErrors << "streams:"
                                   << (messageOutcome.condition.isEmpty() ? messageOutcome.problem
                                                                          : messageOutcome.condition);
    removeSent(indexOf(id));
    noteReached(id);
    settle(id, messageOutcome);
}

void Transmitter::forgetStream()
{
    const quint64 lost = m_stream++;
    m_state = State::Closed;
    m_hasMore = false;
    m_isPinging = false;
    for (const Sent &sent : std::as_const(m_inFlight)) // they stay pinned until the archive was read
        m_uncertain.append({sent.id, lost, sent.order});
    m_inFlight.clear();
    m_inFlight.squeeze();
    m_bytesInFlight = 0;
}

// A server that crashed did so while it handled one stanza, which may be in the sender's archive and nowhere else.
// That can only be the last one it received on that stream, so this message is sent again, with the same origin-id for
// recipients who already have it. The server received all messages that were sent before it on the same stream. It
// says nothing about those of an earlier stream, on which the server may have received none.
void Transmitter::handleArchived(const QString &id)
{
    const auto found = std::ranges::find(std::as_const(m_uncertain), id, &Uncertain::id);
    if (found == m_uncertain.cend())
        return settle(id, {});
    QStringList received;
    for (const Uncertain &other : std::as_const(m_uncertain)) {
        if (other.stream == found->stream && other.order < found->order)
            received.append(other.id);
    }
    m_uncertain.removeIf([&received](const Uncertain &other) { return received.contains(other.id); });
    for (const QString &earlier : std::as_const(received)) {
        noteReached(earlier);
        settle(earlier, {});
    }
}

void Transmitter::settle(const QString &id, const MessageOutcome &messageOutcome)
{
    if (m_settling.contains(id))
        return;
    m_bookmark.pin(id);
    m_settling.insert(id, messageOutcome);
    settleInStore(id);
}

void Transmitter::settleInStore(const QString &id)
{
    const MessageOutcome messageOutcome = m_settling.value(id);
    m_store.settle(m_account, id, messageOutcome).then(&m_context, [this, id](const Result<void> &settled) {
        if (!settled) {
            qCWarning(lcSession).noquote()
                << m_account.toString() << "a message could not be marked as sent:" << settled.error().detail;
            return m_retry.start(retryDelay);
        }
        m_settling.remove(id);
        if (m_settling.isEmpty())
            m_settling.squeeze();
        m_bookmark.unpin(id);
        sendMore();
    });
}

void Transmitter::handleSettled(const Outgoing &message)
{
    if (!m_settling.contains(message.id)) // otherwise settleInStore() unpins it
        m_bookmark.unpin(message.id);
}

} // namespace WebJabber
