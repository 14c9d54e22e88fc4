// SPDX-License-Identifier: GPL-3.0-or-later
#include "streamreader.h"

#include "saslguard.h"
#include "socketbuffers.h"

#include <QDomDocument>
#include <QPointer>
#include <QSslSocket>
#include <QTimerEvent>
#include <QXmlStreamReader>
#include <QXmppClient.h>
#include <QXmppOutgoingClient.h>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace WebJabber {

// What one event of one session may read before the others have their turn.
static constexpr qint64 readBufferBytes = 64 * 1024;

// After this the buffers that are empty again are given back.
static constexpr auto quietInterval = 200ms;

static constexpr auto managementNamespace = "urn:xmpp:sm:3"_L1;

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

Result<std::unique_ptr<StreamReader>> StreamReader::attach(QXmppClient *client, Limits limits, Listener &listener)
{
    auto *stream = client->findChild<QXmppOutgoingClient *>();
    return takeHooks(stream).transform([&](const StreamHooks &hooks) {
        return std::unique_ptr<StreamReader>(new StreamReader(stream->socket(), hooks, limits, listener));
    });
}

StreamReader::StreamReader(QSslSocket *socket, StreamHooks hooks, Limits limits, Listener &listener)
    : m_socket(socket)
    , m_hooks(std::move(hooks))
    , m_limits(limits)
    , m_listener(listener)
    , m_framer(limits.maxStanzaBytes)
{
    m_socket->setReadBufferSize(readBufferBytes);
    connect(m_socket, &QSslSocket::connected, this, &StreamReader::startOver);
    connect(m_socket, &QSslSocket::encrypted, this, &StreamReader::startOver);
    connect(m_socket, &QSslSocket::disconnected, this, &StreamReader::startOver);
    connect(m_socket, &QSslSocket::readyRead, this, &StreamReader::read);
    connect(m_socket, &QSslSocket::bytesWritten, this, &StreamReader::waitForQuiet);
}

void StreamReader::startOver()
{
    ++m_generation;
    m_framer.reset();
    m_deaf = false;
    m_owesAck = false;
    m_paused = false;
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
    // On a fresh stack: who resumes may be in the middle of something.
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
    if (m_paused)
        return;
    const QByteArray bytes = m_socket->readAll();
    waitForQuiet();
    if (m_deaf)
        return;
    m_framer.append(bytes);
    const quint64 generation = m_generation;
    // Whoever hears of a stanza may end this very session.
    const QPointer<StreamReader> alive(this);
    while (alive && m_generation == generation && !m_deaf && !m_paused) {
        const auto frame = m_framer.next();
        if (!frame)
            return refuse(Problem{ProblemCode::XmppError, describe(frame.error()), u"policy-violation"_s, {}});
        if (!*frame)
            return;
        if (m_isTraced)
            m_listener.handleFrame((*frame)->xml.toByteArray());
        const bool wasPlain = m_socket->mode() == QSslSocket::UnencryptedMode;
        if (const auto handled = handle(**frame); !alive || m_generation != generation)
            return;
        else if (!handled)
            return refuse(handled.error());
        // Nothing said before TLS may be taken for something said within it.
        if (wasPlain && m_socket->mode() != QSslSocket::UnencryptedMode && m_framer.hasUnread())
            return refuse(Problem{
                ProblemCode::XmppError, u"The XMPP server sent data in clear after agreeing to TLS."_s, {}, {}});
    }
}

void StreamReader::waitForQuiet()
{
    if (!m_quiet.isActive())
        m_quiet.start(quietInterval, this);
}

// The buffers are not given back at once, as an answer may be on its way out, or more on its way in.
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
        m_hooks.stanzaReceived(QDomElement());
        return {};
    }
    Q_UNREACHABLE_RETURN({});
}

static Result<QDomElement> parse(const QByteArray &xml)
{
    QDomDocument document;
    // A body may be nothing but spaces, so these are kept.
    if (!document.setContent(xml,
                             QDomDocument::ParseOptions(QDomDocument::ParseOption::UseNamespaceProcessing)
                                 | QDomDocument::ParseOption::PreserveSpacingOnlyNodes))
        return problem(ProblemCode::XmppError, describe(StanzaFramer::Error::NotWellFormed), u"not-well-formed"_s);
    return document.documentElement();
}

// A start tag that declares the namespaces this one does, and says no more.
static QByteArray wrapperOf(const QByteArray &streamOpen)
{
    static QByteArray latest; // of the same server it is the same
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
    if (!stream->hasAttribute(u"version"_s))
        return problem(ProblemCode::XmppError,
                       u"The XMPP server speaks a version before XMPP 1.0, which has no safe sign-in."_s,
                       u"unsupported-version"_s);
    m_hooks.streamReceived(*stream);
    return {};
}

// Directly, or within the success of SASL2 (XEP-0388) with Bind 2 (XEP-0386).
static bool beginsManagement(const QDomElement &element)
{
    if (element.localName() == "enabled"_L1)
        return element.namespaceURI() == managementNamespace;
    if (element.localName() != "success"_L1 || element.namespaceURI() != "urn:xmpp:sasl:2"_L1)
        return false;
    const QDomElement bound = element.firstChildElement(u"bound"_s);
    return bound.firstChildElement(u"enabled"_s).namespaceURI() == managementNamespace;
}

// QXmpp would connect to any host that the server names: in an error ...
static bool refersElsewhere(const QDomElement &element)
{
    if (element.localName() != "error"_L1 || element.namespaceURI() != "http://etherx.jabber.org/streams"_L1)
        return false;
    for (auto child = element.firstChildElement(); !child.isNull(); child = child.nextSiblingElement()) {
        if (child.localName() == "see-other-host"_L1)
            return true;
    }
    return false;
}

// ... or as the place to resume a stream at (XEP-0198, section 3).
static void forgetLocation(const QDomElement &element)
{
    const bool isEnabled = element.localName() == "enabled"_L1;
    QDomElement enabled = isEnabled ? element : element.firstChildElement(u"bound"_s).firstChildElement(u"enabled"_s);
    if (enabled.namespaceURI() == managementNamespace)
        enabled.removeAttribute(u"location"_s);
}

// As servers write it, after every few messages: not worth a parser.
static bool isAckRequest(QByteArrayView xml)
{
    return xml == "<r xmlns='urn:xmpp:sm:3'/>" || xml == "<r xmlns=\"urn:xmpp:sm:3\"/>";
}

Result<void> StreamReader::handleStanza(QByteArrayView xml)
{
    if (isAckRequest(xml)) {
        QDomDocument document;
        handOn(document.createElementNS(managementNamespace, u"r"_s));
        return {};
    }
    const auto stream = parse(QByteArray(m_wrapper).append(xml).append("</stream>"));
    if (!stream)
        return std::unexpected(stream.error());
    const QDomElement stanza = stream->firstChildElement();
    if (refersElsewhere(stanza))
        return problem(ProblemCode::XmppUnreachable,
                       u"The XMPP server refers to another host, which is not followed."_s, u"see-other-host"_s);
    forgetLocation(stanza);
    const auto checked = checkSaslChallenge(stanza).and_then([&] { return checkSaslFailure(stanza); }).and_then([&] {
        return checkFeatures(stanza);
    });
    if (!checked)
        return checked;
    handOn(stanza);
    return {};
}

void StreamReader::handOn(const QDomElement &stanza)
{
    if (holdsBack(stanza))
        return;
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
        || features.namespaceURI() != "http://etherx.jabber.org/streams"_L1)
        return {};
    for (auto child = features.firstChildElement(); !child.isNull(); child = child.nextSiblingElement()) {
        if (child.namespaceURI() == "urn:ietf:params:xml:ns:xmpp-tls"_L1)
            return {};
    }
    return problem(ProblemCode::XmppUnreachable,
                   u"TLS: the XMPP server offers no encryption, which is required here."_s);
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
