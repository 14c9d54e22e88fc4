// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/streamreader.h"

#include "shared/logging.h"
#include "xmpp/bind2.h"
#include "xmpp/managementelements.h"
#include "xmpp/readturns.h"
#include "xmpp/saslguard.h"
#include "xmpp/socketbuffers.h"
#include "xmpp/streamguard.h"
#include "xmpp/xmppnamespaces.h"

#include <QDomDocument>
#include <QPointer>
#include <QSslSocket>
#include <QTimerEvent>
#include <QXmlStreamReader>
#include <QXmppClient.h>
#include <QXmppIq.h>
#include <QXmppOutgoingClient.h>
#include <QXmppPresence.h>
#include <QXmppTask.h>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace WebJabber {

// Bounds what one event of one session reads before the others have their turn.
static constexpr qint64 readBufferBytes = 64 * 1024;

// How long a session that exceeded its slice reads only in its turn.
static constexpr auto greedyTime = 1s;

// After this interval the buffers that are empty again are freed.
static constexpr auto quietInterval = 200ms;

static QString describe(StanzaFramer::Error error)
{
    switch (error) {
    case StanzaFramer::Error::TooLarge:
        return u"The XMPP server sent a stanza over the size limit."_s;
    case StanzaFramer::Error::TooDeep:
        return u"The XMPP server sent a stanza nested too deeply."_s;
    case StanzaFramer::Error::Restricted:
        return u"The XMPP server sent XML that XMPP forbids."_s;
    case StanzaFramer::Error::NotWellFormed:
        break;
    }
    return u"The XMPP server sent XML that is not well-formed."_s;
}

// The stream condition of RFC 6120, section 4.9.3.
static Problem problemOf(StanzaFramer::Error error)
{
    const QString condition = error == StanzaFramer::Error::NotWellFormed ? u"not-well-formed"_s
        : error == StanzaFramer::Error::Restricted                        ? u"restricted-xml"_s
                                                                          : u"policy-violation"_s;
    return {ProblemCode::XmppError, describe(error), condition, {}};
}

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
                                                           ReadTurns *turns)
{
    auto *stream = client->findChild<QXmppOutgoingClient *>();
    return takeHooks(stream).transform([&](const StreamHooks &hooks) {
        return std::unique_ptr<StreamReader>(new StreamReader(stream, hooks, limits, listener, turns));
    });
}

StreamReader::StreamReader(QXmppOutgoingClient *stream, StreamHooks hooks, Limits limits, Listener &listener,
                           ReadTurns *turns)
    : m_stream(stream)
    , m_socket(stream->socket())
    , m_hooks(std::move(hooks))
    , m_limits(limits)
    , m_listener(listener)
    , m_turns(turns)
    , m_framer(limits.maxStanzaBytes)
{
    m_socket->setReadBufferSize(readBufferBytes);
    connect(m_socket, &QSslSocket::connected, this, [this] {
        startOver();
        m_listener.handleConnected();
    });
    connect(m_socket, &QSslSocket::encrypted, this, &StreamReader::startOver);
    connect(m_socket, &QSslSocket::disconnected, this, [this] {
        const QPointer<StreamReader> alive(this);
        drain();
        if (alive)
            startOver();
    });
    connect(m_socket, &QSslSocket::readyRead, this, &StreamReader::read);
    connect(m_socket, &QSslSocket::bytesWritten, this, &StreamReader::waitForQuiet);
}

void StreamReader::startOver()
{
    ++m_generation;
    m_framer.reset();
    m_negotiation.reset();
    m_hasDropped = false;
    m_deaf = false;
    m_owesAck = false;
    m_paused = false;
    m_isPreparing = false;
    m_maxSentBytes = 0;
    m_aliveTimer.stop();
}

void StreamReader::pause()
{
    if (std::exchange(m_paused, true))
        return;
    m_aliveTimer.start(aliveInterval, this);
}

void StreamReader::resume()
{
    const QPointer<StreamReader> alive(this);
    if (m_owesAck)
        acknowledge();
    if (!alive || !std::exchange(m_paused, false))
        return;
    m_aliveTimer.stop();
    // Called from the event loop, as the caller may be in the middle of other work.
    QMetaObject::invokeMethod(this, &StreamReader::read, Qt::QueuedConnection);
}

void StreamReader::acknowledge()
{
    if (m_ackGate && m_ackGate() != AckAnswer::Now)
        return;
    m_owesAck = false;
    QDomDocument document;
    m_hooks.stanzaReceived(document.createElementNS(managementNamespace, u"r"_s));
}

void StreamReader::read()
{
    if (m_waitsForTurn || m_paused || m_isPreparing)
        return;
    if (!m_turns || m_greedy.hasExpired())
        readInTurn();
    else
        waitForTurn();
}

void StreamReader::waitForTurn()
{
    m_waitsForTurn = true;
    m_waitsEstablished = isEstablished();
    m_turns->enqueue(m_stream->configuration().domain(), this, [this] {
        m_waitsForTurn = false;
        readInTurn();
    });
}

void StreamReader::readInTurn()
{
    if (m_paused || m_isPreparing)
        return;
    const QPointer<StreamReader> alive(this);
    const auto slice = m_turns ? std::optional<std::chrono::nanoseconds>(ReadTurns::slice) : std::nullopt;
    if (!readFor(slice) || !alive || m_waitsForTurn)
        return;
    m_greedy.setRemainingTime(greedyTime);
    waitForTurn();
}

// Reads at once what waits for its turn when the connection ends. Without other sessions it would have been
// read already, and the server may not send it again.
void StreamReader::drain()
{
    if (!m_waitsForTurn || !m_waitsEstablished)
        return;
    const QPointer<StreamReader> alive(this);
    m_isDraining = true;
    readFor(std::nullopt);
    if (alive)
        m_isDraining = false;
}

// Moves the available bytes from the socket to the framer. Returns false if there are none. Must be called
// only if the framer has returned all complete pieces, as it would grow without bound otherwise.
bool StreamReader::takeBytes()
{
    const QByteArray bytes = m_socket->readAll();
    waitForQuiet();
    if (m_deaf || bytes.isEmpty())
        return false;
    m_framer.append(bytes);
    return true;
}

bool StreamReader::hasMore() const
{
    return m_framer.hasUnread() || m_socket->bytesAvailable() > 0 || (m_negotiation && isEstablished());
}

// Returns true if the processor time was used up before everything was read.
bool StreamReader::readFor(std::optional<std::chrono::nanoseconds> time)
{
    const auto end = time ? ReadTurns::processorTime() + *time : std::chrono::nanoseconds::max();
    const quint64 generation = m_generation;
    // A handler of a stanza may destroy this session.
    const QPointer<StreamReader> alive(this);
    const auto goesOn = [&] { return alive && m_generation == generation && !m_deaf && !m_paused && !m_isPreparing; };
    bool isWithin = false; // a stanza, of which a part was read
    bool isOver = false;
    while (goesOn() && !(isOver = time && ReadTurns::processorTime() >= end && hasMore())) {
        if (m_negotiation && isEstablished()) {
            deliverHeld();
            continue;
        }
        const auto frame = m_framer.next();
        if (!frame) {
            refuseBroken(problemOf(frame.error()), m_framer.beginning().toByteArray());
            return false;
        }
        if (!*frame) {
            if (!takeBytes())
                break;
            isWithin = true;
            continue;
        }
        isWithin = false;
        if (m_isTraced && (*frame)->kind < StanzaFramer::Kind::Excess)
            m_listener.handleFrame((*frame)->xml.toByteArray());
        const bool wasPlain = m_socket->mode() == QSslSocket::UnencryptedMode;
        if (const auto handled = handle(**frame); !alive || m_generation != generation) {
            return false;
        } else if (!handled) {
            refuseBroken(handled.error(), (*frame)->xml.toByteArray());
            return false;
        }
        // Data received before TLS must not be treated as received within it.
        if (wasPlain && m_socket->mode() != QSslSocket::UnencryptedMode && m_framer.hasUnread()) {
            refuse(Problem{
                ProblemCode::XmppError, u"The XMPP server sent data in clear after agreeing to TLS."_s, {}, {}});
            return false;
        }
    }
    if (!goesOn())
        return false;
    // A large stanza may take longer to arrive than QXmpp's keep-alive timeout.
    if (isWithin)
        handleWhitespace();
    return isOver && goesOn();
}

void StreamReader::waitForQuiet()
{
    if (!m_quiet.isActive())
        m_quiet.start(quietInterval, this);
}

// The buffers are not freed at once, as more data may follow in either direction.
void StreamReader::timerEvent(QTimerEvent *event)
{
    if (event->timerId() == m_aliveTimer.timerId())
        return m_hooks.stanzaReceived(QDomElement());
    if (event->timerId() != m_quiet.timerId())
        return QObject::timerEvent(event);
    m_quiet.stop();
    m_framer.squeeze();
    releaseEmptyBuffers(*m_socket);
}

Result<void> StreamReader::handle(const StanzaFramer::Frame &frame)
{
    switch (frame.kind) {
    case StanzaFramer::Kind::StreamOpen:
        return handleStreamOpen(frame.xml);
    case StanzaFramer::Kind::Stanza:
        return handleStanza(frame.xml);
    case StanzaFramer::Kind::StreamClose:
        m_hooks.streamClosed();
        return {};
    case StanzaFramer::Kind::Whitespace:
        handleWhitespace();
        return {};
    case StanzaFramer::Kind::Excess:
        return handleExcess(frame);
    case StanzaFramer::Kind::LeftOut:
        handleLeftOut(frame);
        return {};
    }
    Q_UNREACHABLE_RETURN({});
}

static Result<QDomElement> parse(const QByteArray &xml)
{
    QDomDocument document;
    // White space is preserved, as a body may consist of nothing else.
    if (!document.setContent(xml,
                             QDomDocument::ParseOptions(QDomDocument::ParseOption::UseNamespaceProcessing)
                                 | QDomDocument::ParseOption::PreserveSpacingOnlyNodes))
        return std::unexpected(problemOf(StanzaFramer::Error::NotWellFormed));
    return document.documentElement();
}

// Returns a start tag with the namespace declarations of `streamOpen`, and nothing else.
static QByteArray wrapperOf(const QByteArray &streamOpen)
{
    static QByteArray latest; // shared, as all streams of a server have the same tag
    QByteArray tag = "<stream";
    QXmlStreamReader reader(streamOpen);
    reader.readNextStartElement();
    for (const QXmlStreamNamespaceDeclaration &declaration : reader.namespaceDeclarations()) {
        const QByteArray prefix = declaration.prefix().toUtf8();
        const QByteArray uri = declaration.namespaceUri().toString().toHtmlEscaped().toUtf8();
        tag += (prefix.isEmpty() ? " xmlns" : " xmlns:" + prefix) + "=\"" + uri + '"';
    }
    tag += '>';
    if (tag != latest)
        latest = tag;
    return latest;
}

Result<void> StreamReader::handleStreamOpen(QByteArrayView xml)
{
    const QByteArray open = xml.toByteArray();
    const auto stream = parse(QByteArray(open).insert(open.size() - 1, '/'));
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

// WORKAROUND (QXmpp 1.10): QXmpp would connect to any host that the server names in this error. Ends with a
// QXmpp that can ignore it.
static bool refersElsewhere(const QDomElement &element)
{
    if (element.localName() != "error"_L1 || element.namespaceURI() != streamNamespace)
        return false;
    for (auto child = element.firstChildElement(); !child.isNull(); child = child.nextSiblingElement()) {
        if (child.localName() == "see-other-host"_L1)
            return true;
    }
    return false;
}

// Recognizes the request as servers write it, without an XML parser, as they send it after every few messages.
static bool isAckRequest(QByteArrayView xml)
{
    return xml == "<r xmlns='urn:xmpp:sm:3'/>" || xml == "<r xmlns=\"urn:xmpp:sm:3\"/>";
}

Result<void> StreamReader::handleStanza(QByteArrayView xml)
{
    if (isAckRequest(xml) && isEstablished()) {
        QDomDocument document;
        handOn(document.createElementNS(managementNamespace, u"r"_s));
        return {};
    }
    const auto stream = parse(QByteArray(m_wrapper).append(xml).append("</stream>"));
    if (!stream)
        return std::unexpected(stream.error());
    const QDomElement element = stream->firstChildElement();
    if (refersElsewhere(element))
        return problem(ProblemCode::XmppUnreachable,
                       u"The XMPP server refers to another host, which is not followed."_s, u"see-other-host"_s);
    if (isEstablished()) { // the checks below are only for the negotiation
        deliver(element);
        return {};
    }
    forgetLocations(element);
    removeBind2(element);
    const auto checked = checkSaslChallenge(element).and_then([&] { return checkSaslFailure(element); }).and_then([&] {
        return checkFeatures(element);
    });
    if (!checked)
        return checked;
    if (element.localName() == "features"_L1)
        m_scramHash = strongestScram(element);
    if (!m_stream->isAuthenticated() && prepareAnswer(element))
        return {};
    return negotiate(element, xml);
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

Result<void> StreamReader::negotiate(const QDomElement &element, QByteArrayView xml)
{
    if (!m_negotiation)
        m_negotiation = std::make_unique<Negotiation>();
    const auto verdict = m_negotiation->judge(element, m_stream->isAuthenticated());
    if (!verdict)
        return std::unexpected(verdict.error());
    switch (*verdict) {
    case Negotiation::Verdict::Take:
        handOn(element);
        break;
    case Negotiation::Verdict::Hold:
        return m_negotiation->hold(xml.toByteArray());
    case Negotiation::Verdict::Drop:
        noteDropped(element);
        break;
    }
    return {};
}

void StreamReader::deliverHeld()
{
    if (m_negotiation->isEmpty())
        return m_negotiation.reset();
    const Negotiation::Held held = m_negotiation->takeHeld();
    const auto stream = parse(QByteArray(m_wrapper).append(held.xml).append("</stream>"));
    if (!stream)
        return; // impossible: it was parsed before it was held
    if (held.isCounted)
        deliver(stream->firstChildElement());
    else
        deliverUncounted(stream->firstChildElement());
}

void StreamReader::deliver(const QDomElement &element)
{
    switch (treatmentOf(element)) {
    case Treatment::Take:
        if (element.localName() == "iq"_L1)
            simplifySender(element, m_stream->configuration().jidBare(), m_stream->configuration().jid());
        return handOn(element);
    case Treatment::Count:
        noteDropped(element);
        return handOn(standInFor(element));
    case Treatment::Drop:
        return noteDropped(element);
    }
}

// Sends the same error as QXmpp does for a request that nothing handled.
static void refuseQuery(QXmppClient &client, const QDomElement &iq)
{
    using Error = QXmppStanza::Error;
    QXmppIq answer(QXmppIq::Error);
    answer.setId(iq.attribute(u"id"_s));
    answer.setTo(iq.attribute(u"from"_s));
    answer.setError(Error(Error::Cancel, Error::FeatureNotImplemented));
    client.send(std::move(answer));
}

// WORKAROUND (QXmpp 1.10): delivers a stanza that the server sent before it began to count (XEP-0198), by emitting
// the signals that QXmpp emits after it has counted a stanza. Ends when Negotiation need not hold stanzas.
void StreamReader::deliverUncounted(const QDomElement &stanza)
{
    if (treatmentOf(stanza) != Treatment::Take)
        return noteDropped(stanza);
    const QPointer<StreamReader> alive(this);
    bool isHandled = false;
    Q_EMIT m_stream->elementReceived(stanza, isHandled);
    if (!alive || isHandled)
        return;
    const QString type = stanza.attribute(u"type"_s);
    if (stanza.localName() == "presence"_L1) {
        QXmppPresence presence;
        presence.parse(stanza);
        Q_EMIT m_stream->presenceReceived(presence);
    } else if (stanza.localName() == "iq"_L1 && (type == "get"_L1 || type == "set"_L1)) {
        if (auto *client = qobject_cast<QXmppClient *>(m_stream->parent()))
            refuseQuery(*client, stanza);
    }
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

void StreamReader::handleLeftOut(const StanzaFramer::Frame &frame)
{
    LeftOut leftOut{readBeginning(m_wrapper, frame.xml), frame.reason, frame.bytes};
    if (!isStanza(leftOut.beginning))
        return noteDropped(leftOut.beginning);
    if (frame.bytes > frame.xml.size())
        addEnd(leftOut.beginning, m_wrapper, frame.end);
    const QPointer<StreamReader> alive(this);
    const quint64 generation = m_generation;
    m_listener.handleLeftOut(leftOut);
    if (alive && m_generation == generation)
        deliver(standInFor(leftOut.beginning));
}

// WORKAROUND (QXmpp 1.10): QXmpp answers a SCRAM challenge at once. It is held until its answer can be
// computed without blocking the event loop. Ends with a QXmpp that derives its keys on another thread.
bool StreamReader::prepareAnswer(const QDomElement &element)
{
    const auto challenge = scramChallengeFrom(element);
    if (!challenge || !m_scramHash)
        return false;
    const QFuture<void> prepared = m_listener.prepareAnswer(*m_scramHash, *challenge);
    if (prepared.isFinished())
        return false;
    m_isPreparing = true;
    QFuture<void>(prepared).then(this, [this, element, generation = m_generation] {
        if (m_generation != generation)
            return;
        m_isPreparing = false;
        const QPointer<StreamReader> alive(this);
        handOn(element);
        if (alive)
            read();
    });
    return true;
}

void StreamReader::handOn(const QDomElement &stanza)
{
    if (holdsBack(stanza))
        return;
    // The limit announced before authentication is ignored, as it bounds what an unauthenticated client may
    // send. Prosody 13 announces c2s_unauthed_stanza_size_limit then, and with SASL2 no other limit after it.
    if (m_stream->isAuthenticated())
        m_maxSentBytes = maxStanzaBytesOf(stanza).value_or(m_maxSentBytes);
    if (const auto taken = takenBeforeFailure(stanza))
        m_listener.handleTaken(*taken);
    if (const auto acknowledged = acknowledgedBy(stanza))
        m_listener.handleAcknowledged(*acknowledged);
    if (beginsManagement(stanza)) {
        const QPointer<StreamReader> alive(this);
        const quint64 generation = m_generation;
        m_listener.handleNewManagedStream();
        if (!alive || m_generation != generation)
            return;
    }
    m_hooks.stanzaReceived(stanza);
}

bool StreamReader::holdsBack(const QDomElement &stanza)
{
    if (stanza.localName() != "r"_L1 || stanza.namespaceURI() != managementNamespace || !m_ackGate)
        return false;
    const AckAnswer answer = m_ackGate();
    m_owesAck = answer != AckAnswer::Now;
    if (answer == AckAnswer::PauseUntilThen)
        pause();
    return m_owesAck;
}

Result<void> StreamReader::checkFeatures(const QDomElement &features) const
{
    if (!m_limits.requireTls || m_socket->isEncrypted() || features.localName() != "features"_L1
        || features.namespaceURI() != streamNamespace)
        return {};
    for (auto child = features.firstChildElement(); !child.isNull(); child = child.nextSiblingElement()) {
        if (child.namespaceURI() == tlsNamespace)
            return {};
    }
    return problem(ProblemCode::XmppUnreachable,
                   u"TLS: the XMPP server offers no encryption, which is required here."_s);
}

// The listener may be able to recover from a stanza that is not well-formed.
void StreamReader::refuseBroken(const Problem &problem, QByteArrayView beginning)
{
    const QPointer<StreamReader> alive(this);
    const quint64 generation = m_generation;
    const bool isBroken = problem.condition == "not-well-formed"_L1 || problem.condition == "restricted-xml"_L1;
    if (isBroken && isEstablished()) {
        const LeftOut leftOut{readBeginning(m_wrapper, beginning), StanzaFramer::Error::NotWellFormed,
                              beginning.size()};
        if (isStanza(leftOut.beginning))
            m_listener.handleLeftOut(leftOut);
    }
    if (alive && m_generation == generation)
        refuse(problem);
}

void StreamReader::refuse(const Problem &problem)
{
    m_deaf = true;
    m_framer.reset();
    const QPointer<QSslSocket> socket(m_socket);
    m_listener.handleRefusal(problem);
    if (socket)
        socket->abort();
}

} // namespace WebJabber
