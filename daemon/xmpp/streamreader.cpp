// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/streamreader.h"

#include "shared/logging.h"
#include "xmpp/managementelements.h"
#include "xmpp/readscheduler.h"
#include "xmpp/socketbuffers.h"
#include "xmpp/streamguard.h"
#include "xmpp/streamxml.h"
#include "xmpp/xmlelements.h"
#include "xmpp/xmppnamespaces.h"

#include <QDomDocument>
#include <QPointer>
#include <QSslSocket>
#include <QTimerEvent>
#include <QXmppClient.h>
#include <QXmppOutgoingClient.h>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace WebJabber {

// Bounds what one event of one session reads before the others have their turn.
static constexpr qint64 readBufferBytes = 64 * 1024;

// How long a session that exceeded its slice reads only in its turn.
static constexpr auto readsInTurnTime = 1s;

// After this interval the buffers that are empty again are freed.
static constexpr auto quietInterval = 200ms;

static Result<StreamHooks> takeHooks(QXmppOutgoingClient *stream)
{
    if (stream && stream->socket())
        return StreamHooks::take(stream, stream->socket());
    return problem(ProblemCode::XmppError,
                   u"This QXmpp keeps no QXmppOutgoingClient with a socket below its client."_s);
}

Result<void> StreamReader::check(QXmppClient *client)
{
    return takeHooks(client->findChild<QXmppOutgoingClient *>()).transform([](const StreamHooks &) { });
}

Result<std::unique_ptr<StreamReader>> StreamReader::attach(QXmppClient *client, Limits limits, Listener &listener,
                                                           ReadScheduler *readScheduler)
{
    auto *stream = client->findChild<QXmppOutgoingClient *>();
    return takeHooks(stream).transform([&](const StreamHooks &hooks) {
        return std::unique_ptr<StreamReader>(new StreamReader(stream, hooks, limits, listener, readScheduler));
    });
}

StreamReader::StreamReader(QXmppOutgoingClient *stream, StreamHooks hooks, Limits limits, Listener &listener,
                           ReadScheduler *readScheduler)
    : m_stream(stream)
    , m_socket(stream->socket())
    , m_hooks(std::move(hooks))
    , m_limits(limits)
    , m_listener(listener)
    , m_readScheduler(readScheduler)
    , m_framer(limits.maxStanzaBytes)
{
    m_socket->setReadBufferSize(readBufferBytes);
    connect(m_socket, &QSslSocket::connected, this, [this] {
        resetStream();
        m_listener.handleConnected();
    });
    connect(m_socket, &QSslSocket::encrypted, this, &StreamReader::resetStream);
    connect(m_socket, &QSslSocket::disconnected, this, [this] {
        const QPointer<StreamReader> alive(this);
        drain();
        if (alive)
            resetStream();
    });
    connect(m_socket, &QSslSocket::readyRead, this, &StreamReader::read);
    connect(m_socket, &QSslSocket::bytesWritten, this, &StreamReader::startQuietTimer);
}

void StreamReader::resetStream()
{
    ++m_generation;
    m_framer.reset();
    m_negotiation.reset();
    m_hasDropped = false;
    m_isRejected = false;
    m_isAckPending = false;
    m_isPaused = false;
    m_isPreparing = false;
    m_maxSentBytes = 0;
    m_aliveTimer.stop();
}

void StreamReader::pause()
{
    if (std::exchange(m_isPaused, true))
        return;
    m_aliveTimer.start(aliveInterval, this);
}

void StreamReader::resume()
{
    const QPointer<StreamReader> alive(this);
    if (m_isAckPending)
        acknowledge();
    if (!alive || !std::exchange(m_isPaused, false))
        return;
    m_aliveTimer.stop();
    // Called from the event loop, as the caller may be in the middle of other work.
    QMetaObject::invokeMethod(this, &StreamReader::read, Qt::QueuedConnection);
}

void StreamReader::acknowledge()
{
    if (m_ackPolicy && m_ackPolicy() != AckDecision::Now)
        return;
    m_isAckPending = false;
    answerAckRequest();
}

void StreamReader::waitForTurn()
{
    m_isScheduled = true;
    m_waitsEstablished = isEstablished();
    m_readScheduler->enqueue(m_stream->configuration().domain(), this, [this] {
        m_isScheduled = false;
        m_isInTurn = true;
        read();
    });
}

// Reads at once what waits for its turn when the connection ends. Without other sessions it would have been
// read already, and the server may not send it again.
void StreamReader::drain()
{
    if (!m_isScheduled || !m_waitsEstablished)
        return;
    const QPointer<StreamReader> alive(this);
    m_isDraining = true;
    read();
    if (alive)
        m_isDraining = false;
}

// Moves the available bytes from the socket to the framer. Returns false if there are none. Must be called
// only if the framer has returned all complete pieces, as it would grow without bound otherwise.
bool StreamReader::takeBytes()
{
    const QByteArray bytes = m_socket->readAll();
    startQuietTimer();
    if (m_isRejected || bytes.isEmpty())
        return false;
    m_framer.append(bytes);
    return true;
}

bool StreamReader::hasMore() const
{
    return m_framer.hasUnread() || m_socket->bytesAvailable() > 0 || (m_negotiation && isEstablished());
}

// Whether it may read now. If others must have their turn first, it waits for its own.
bool StreamReader::mayRead()
{
    const bool isInTurn = std::exchange(m_isInTurn, false) || !m_readScheduler || m_isDraining
        || m_readsInTurnUntil.hasExpired();
    if ((m_isScheduled && !m_isDraining) || m_isPaused || m_isPreparing)
        return false;
    if (!isInTurn)
        waitForTurn();
    return isInTurn;
}

// Reads until nothing is left or, unless it drains, until the processor time of its slice is used up.
void StreamReader::read()
{
    if (!mayRead())
        return;
    const bool isBounded = m_readScheduler && !m_isDraining;
    const auto end = isBounded ? ReadScheduler::processorTime() + ReadScheduler::slice
                               : std::chrono::nanoseconds::max();
    const quint64 generation = m_generation;
    // A handler of a stanza may destroy this session.
    const QPointer<StreamReader> alive(this);
    const auto goesOn = [&] {
        return alive && m_generation == generation && !m_isRejected && !m_isPaused && !m_isPreparing;
    };
    bool isWithin = false; // a stanza, of which a part was read
    bool isOver = false;
    while (goesOn() && !(isOver = isBounded && ReadScheduler::processorTime() >= end && hasMore())) {
        if (m_negotiation && isEstablished()) {
            deliverHeld();
            continue;
        }
        const auto frame = m_framer.next();
        if (!frame)
            return refuseBroken(problemOf(frame.error()), m_framer.beginning().toByteArray());
        if (!*frame) {
            if (!takeBytes())
                break;
            isWithin = true;
            continue;
        }
        isWithin = false;
        if (m_isTraced && (*frame)->kind < StanzaFramer::Kind::Excess)
            m_listener.handleFrame((*frame)->xml.toByteArray());
        const bool isOfSession = (*frame)->kind == StanzaFramer::Kind::Stanza && isEstablished();
        const auto handled = isOfSession ? deliver((*frame)->xml) : handle(**frame);
        if (!handled && alive && m_generation == generation)
            return refuseBroken(handled.error(), (*frame)->xml.toByteArray());
    }
    if (goesOn())
        finishReading(isWithin, isOver);
}

void StreamReader::finishReading(bool isWithinStanza, bool isSliceOver)
{
    const quint64 generation = m_generation;
    const QPointer<StreamReader> alive(this);
    // A large stanza may take longer to arrive than QXmpp's keep-alive timeout.
    if (isWithinStanza)
        handleWhitespace();
    if (!isSliceOver || !alive || m_generation != generation || m_isRejected || m_isPaused || m_isPreparing
        || m_isScheduled)
        return;
    m_readsInTurnUntil.setRemainingTime(readsInTurnTime);
    waitForTurn();
}

void StreamReader::startQuietTimer()
{
    if (!m_quietTimer.isActive())
        m_quietTimer.start(quietInterval, this);
}

// The buffers are not freed at once, as more data may follow in either direction.
void StreamReader::timerEvent(QTimerEvent *event)
{
    if (event->timerId() == m_aliveTimer.timerId())
        return m_hooks.stanzaReceived(QDomElement());
    if (event->timerId() != m_quietTimer.timerId())
        return QObject::timerEvent(event);
    m_quietTimer.stop();
    m_framer.squeeze();
    releaseEmptyBuffers(*m_socket);
}

Result<void> StreamReader::handle(const StanzaFramer::Frame &frame)
{
    switch (frame.kind) {
    case StanzaFramer::Kind::StreamOpen:
        return handleStreamOpen(frame.xml);
    case StanzaFramer::Kind::Stanza:
        return negotiate(frame.xml);
    case StanzaFramer::Kind::StreamClose:
        m_hooks.streamClosed();
        return {};
    case StanzaFramer::Kind::Whitespace:
        handleWhitespace();
        return {};
    case StanzaFramer::Kind::Excess:
        return handleExcess(frame);
    case StanzaFramer::Kind::SkippedStanza:
        handleSkipped(frame);
        return {};
    }
    Q_UNREACHABLE_RETURN({});
}

Result<void> StreamReader::handleStreamOpen(QByteArrayView xml)
{
    const QByteArray open = xml.toByteArray();
    const auto stream = parseStreamOpen(open);
    if (!stream)
        return std::unexpected(stream.error());
    m_wrapper = wrapperOf(open);
    if (m_negotiation)
        m_negotiation->handleStreamOpen();
    if (!stream->hasAttribute(u"version"_s))
        return problem(ProblemCode::XmppError,
                       u"The XMPP server speaks a version before XMPP 1.0, which has no safe sign-in."_s,
                       u"unsupported-version"_s);
    m_listener.handleStreamOpened();
    m_hooks.streamReceived(*stream);
    return {};
}

// Recognizes the request as servers write it, without an XML parser, as they send it after every few messages.
static bool isAckRequest(QByteArrayView xml)
{
    return xml == "<r xmlns='urn:xmpp:sm:3'/>" || xml == "<r xmlns=\"urn:xmpp:sm:3\"/>";
}

Result<void> StreamReader::deliver(QByteArrayView xml)
{
    if (isAckRequest(xml)) {
        handleAckRequest();
        return {};
    }
    const auto wrapper = parseWrapped(m_wrapper, xml);
    if (!wrapper)
        return std::unexpected(wrapper.error());
    QDomElement element = wrapper->firstChildElement();
    if (!isStanza(element))
        return handleNonza(element);
    if (!isUsable(element)) {
        noteDropped(element);
        element = replacementFor(element);
    } else if (element.localName() == "iq"_L1) {
        normalizeSender(element, m_stream->configuration().jidBare(), m_stream->configuration().jid());
    }
    m_hooks.stanzaReceived(element);
    return {};
}

// WORKAROUND (QXmpp 1.10): QXmpp ends the stream at each element that it does not recognize. Ends with a QXmpp that
// ignores them.
Result<void> StreamReader::handleNonza(const QDomElement &element)
{
    if (isElement(element, "r"_L1, managementNamespace)) {
        handleAckRequest();
        return {};
    }
    if (const auto elsewhere = referral(element))
        return std::unexpected(*elsewhere);
    const bool isAck = isElement(element, "a"_L1, managementNamespace);
    if (!isAck && !element.isNull() && !isElement(element, "error"_L1, streamNamespace)) {
        noteDropped(element);
        return {};
    }
    if (const auto acknowledged = acknowledgedBy(element))
        m_listener.handleAcknowledged(*acknowledged);
    m_hooks.stanzaReceived(element);
    return {};
}

void StreamReader::handleAckRequest()
{
    const AckDecision answer = m_ackPolicy ? m_ackPolicy() : AckDecision::Now;
    m_isAckPending = answer != AckDecision::Now;
    if (answer == AckDecision::LaterAndPause)
        pause();
    if (!m_isAckPending)
        answerAckRequest();
}

void StreamReader::answerAckRequest()
{
    QDomDocument document;
    m_hooks.stanzaReceived(document.createElementNS(managementNamespace, u"r"_s));
}

bool StreamReader::isEstablished() const
{
    return m_isDraining || m_stream->isConnected();
}

// During the negotiation a keep-alive does not count for QXmpp: it waits only for the responses to what it sent.
void StreamReader::handleWhitespace()
{
    if (isEstablished())
        m_hooks.stanzaReceived(QDomElement());
}

// Logs only once per stream, so that a server cannot fill the log.
void StreamReader::noteDropped(const QDomElement &element)
{
    if (!std::exchange(m_hasDropped, true))
        qCInfo(lcSession).noquote() << m_stream->configuration().jidBare()
                                    << "was sent what has no place in a stream:" << element.localName().left(100)
                                    << element.namespaceURI().left(100);
}

bool StreamReader::isOwnAnswer(QByteArrayView beginning) const
{
    const QDomElement element = readBeginning(m_wrapper, beginning);
    const QString from = element.attribute(u"from"_s);
    return isStanza(element) && element.localName() == "iq"_L1 && element.attribute(u"type"_s) == "result"_L1
        && (from.isEmpty() || isOwnServer(from, Jid::fromServer(m_stream->configuration().jid())));
}

// A skipped stanza is counted, which is only possible in an established session.
Result<void> StreamReader::handleExcess(const StanzaFramer::Frame &frame)
{
    if (!isEstablished())
        return std::unexpected(problemOf(frame.reason));
    if (frame.reason == StanzaFramer::Error::TooLarge && isOwnAnswer(frame.xml))
        m_framer.raiseBound(m_limits.maxAnswerBytes);
    return {};
}

void StreamReader::handleSkipped(const StanzaFramer::Frame &frame)
{
    SkippedStanza skipped{readBeginning(m_wrapper, frame.xml), frame.reason, frame.bytes};
    if (!isStanza(skipped.beginning))
        return noteDropped(skipped.beginning);
    if (frame.bytes > frame.xml.size())
        addEnd(skipped.beginning, m_wrapper, frame.end);
    const QPointer<StreamReader> alive(this);
    const quint64 generation = m_generation;
    m_listener.handleSkipped(skipped);
    if (!alive || m_generation != generation)
        return;
    const QDomElement standIn = replacementFor(skipped.beginning);
    normalizeSender(standIn, m_stream->configuration().jidBare(), m_stream->configuration().jid());
    m_hooks.stanzaReceived(standIn);
}

// The listener may be able to recover from a stanza that is not well-formed.
void StreamReader::refuseBroken(const Problem &problem, QByteArrayView beginning)
{
    const QPointer<StreamReader> alive(this);
    const quint64 generation = m_generation;
    const bool isBroken = problem.condition == "not-well-formed"_L1 || problem.condition == "restricted-xml"_L1;
    if (isBroken && isEstablished()) {
        const SkippedStanza skipped{readBeginning(m_wrapper, beginning), StanzaFramer::Error::NotWellFormed,
                                    beginning.size()};
        if (isStanza(skipped.beginning))
            m_listener.handleSkipped(skipped);
    }
    if (alive && m_generation == generation)
        refuse(problem);
}

void StreamReader::refuse(const Problem &problem)
{
    m_isRejected = true;
    m_framer.reset();
    const QPointer<QSslSocket> socket(m_socket);
    m_listener.handleRefusal(problem);
    if (socket)
        socket->abort();
}

} // namespace WebJabber
