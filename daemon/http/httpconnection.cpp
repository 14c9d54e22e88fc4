// SPDX-License-Identifier: GPL-3.0-or-later
#include "http/httpconnection.h"

#include <QTimerEvent>

#include <algorithm>

using namespace std::chrono_literals;

namespace WebJabber {

static constexpr qsizetype readBytes = 16 * 1024;
// Limit for pipelined requests while an earlier one is being answered.
static constexpr qsizetype maxAheadBytes = 16 * 1024;
// Limit for what a client still sends in phase Leaving.
static constexpr qsizetype maxDiscardedBytes = 256 * 1024;

HttpConnection::HttpConnection(std::unique_ptr<ByteStream> stream, const QHostAddress &peer, const Context &context,
                               QObject *parent)
    : QObject(parent)
    , m_stream(std::move(stream))
    , m_peer(peer)
    , m_context(context)
    , m_parser(context.settings.limits)
{
    connect(m_stream.get(), &ByteStream::readable, this, &HttpConnection::readMore);
    connect(m_stream.get(), &ByteStream::backlogSent, this, &HttpConnection::handleProgress);
    setDeadline(m_context.settings.times.idle);
}

HttpConnection::~HttpConnection()
{
    close();
}

// QtHttpServer writes an answer in many small pieces.
void HttpConnection::write(QByteArrayView bytes)
{
    if (m_phase == Phase::Handling || m_phase == Phase::Streaming)
        m_output.append(bytes);
}

void HttpConnection::sendWritten()
{
    const bool wasWaiting = m_stream->backlog() > 0;
    m_stream->write(std::exchange(m_output, {}));
    if (m_phase == Phase::Streaming && !wasWaiting && m_stream->backlog() > 0)
        setDeadline(m_context.settings.times.write);
}

void HttpConnection::readMore()
{
    if (m_check)
        m_check->checkNow(); // the data may carry the acknowledgement
    if (m_phase == Phase::Closing)
        return discard();
    switch (m_stream->read(m_parser.input(), readBytes)) {
    case ByteStream::Read::Some:
        advance();
        return limitReadAhead();
    case ByteStream::Read::Nothing:
        return;
    case ByteStream::Read::Ended:
        return handlePeerClosed();
    }
}

// Limits the memory that pipelined requests can use.
void HttpConnection::limitReadAhead()
{
    const bool isBusy = m_phase == Phase::Handling || m_phase == Phase::Streaming || m_phase == Phase::Sending;
    if (isBusy && m_parser.pending() >= maxAheadBytes)
        m_stream->setReading(false);
}

void HttpConnection::advance()
{
    if (std::exchange(m_isAdvancing, true))
        return;
    bool goesOn = true;
    while (goesOn && (m_phase == Phase::Idle || m_phase == Phase::Receiving)) {
        switch (m_parser.parse()) {
        case RequestParser::State::Empty:
            goesOn = false;
            if (m_phase == Phase::Receiving) // only an empty line preceded the next request
                enterIdle();
            break;
        case RequestParser::State::Partial:
            goesOn = false;
            if (m_phase == Phase::Idle) {
                m_phase = Phase::Receiving;
                setDeadline(m_context.settings.times.request);
            }
            if (m_parser.takeContinueRequest())
                m_stream->write("HTTP/1.1 100 Continue\r\n\r\n");
            break;
        case RequestParser::State::Complete:
            dispatchRequest();
            break;
        case RequestParser::State::Refused:
            refuse(m_parser.refusal());
            break;
        }
    }
    m_isAdvancing = false;
}

void HttpConnection::dispatchRequest()
{
    RequestParser::Request request = m_parser.take();
    m_isHttp10 = request.isHttp10;
    m_keepsAlive = request.keepsAlive;
    m_phase = Phase::Handling;
    clearDeadline();
    m_context.receiver.handleRequest(*this, std::move(request));
}

void HttpConnection::refuse(const Refusal &refusal)
{
    m_stream->write(m_context.receiver.answerTo(*this, refusal));
    beginClosing();
}

void HttpConnection::reject(const QByteArray &answer)
{
    m_stream->write(answer);
    beginClosing();
}

void HttpConnection::beginStream()
{
    if (m_phase != Phase::Handling)
        return;
    m_phase = Phase::Streaming;
    sendWritten();
}

void HttpConnection::finishAnswer(Written written)
{
    if (m_phase != Phase::Handling && m_phase != Phase::Streaming) {
        if (written)
            written(false);
        return;
    }
    sendWritten();
    m_written = std::move(written);
    if (!m_keepsAlive || m_isClosedByPeer)
        return beginClosing();
    m_phase = Phase::Sending;
    if (bytesToWrite() > 0)
        return setDeadline(m_context.settings.times.write);
    if (isConfirmed())
        enterIdle();
}

// Call when the kernel has taken the answer. False if the caller of finishAnswer() still waits for the peer's
// acknowledgement.
bool HttpConnection::isConfirmed()
{
    if (!m_written)
        return true;
    if (m_check)
        return false;
    const int descriptor = m_stream->duplicate();
    if (descriptor < 0) {
        finishWritten(false);
        return true;
    }
    m_check = std::make_unique<DeliveryCheck>(descriptor, [this](bool isDelivered) { confirm(isDelivered); });
    if (const auto state = m_check->state(); state != DeliveryCheck::State::Pending) {
        m_check.reset();
        finishWritten(state == DeliveryCheck::State::Delivered);
        return true;
    }
    clearDeadline(); // DeliveryCheck has its own time limit
    m_check->start();
    return false;
}

void HttpConnection::confirm(bool isDelivered)
{
    m_check.release()->deleteLater(); // the check is the caller
    finishWritten(isDelivered);
    if (m_phase == Phase::Closing)
        beginClosing();
    else if (m_isClosedByPeer)
        close();
    else if (m_phase == Phase::Sending)
        enterIdle();
}

bool HttpConnection::isDelivered() const
{
    return m_check && m_check->state() == DeliveryCheck::State::Delivered;
}

void HttpConnection::enterIdle()
{
    m_phase = Phase::Idle;
    m_stream->setReading(true);
    setDeadline(m_context.settings.times.idle);
    // From the event loop, as the caller may still be working on its answer.
    if (!m_isAdvancing && m_parser.pending() > 0)
        QMetaObject::invokeMethod(this, &HttpConnection::advance, Qt::QueuedConnection);
}

// RFC 9112, section 9.6: closes in stages. If the socket were closed immediately, data that the client is still sending
// would cause a TCP reset, which can discard the answer.
void HttpConnection::beginClosing()
{
    m_phase = Phase::Closing;
    m_stream->finish();
    if (bytesToWrite() > 0)
        return setDeadline(m_context.settings.times.write);
    if (!isConfirmed())
        return;
    if (m_isClosedByPeer)
        return close();
    m_stream->setReading(true);
    setDeadline(m_context.settings.times.linger);
}

void HttpConnection::handleProgress()
{
    if (m_phase == Phase::Closed)
        return;
    const bool isDone = bytesToWrite() == 0;
    if (m_phase == Phase::Closing) {
        beginClosing();
    } else if (m_phase == Phase::Sending && isDone) {
        if (isConfirmed())
            enterIdle();
    } else if (m_phase == Phase::Streaming && isDone) {
        clearDeadline();
    } else if (m_phase == Phase::Streaming || m_phase == Phase::Sending) {
        setDeadline(m_context.settings.times.write);
    }
    Q_EMIT backlogSent();
}

void HttpConnection::discard()
{
    QByteArray discarded;
    if (m_stream->read(discarded, readBytes) == ByteStream::Read::Ended)
        return handlePeerClosed();
    m_discarded += discarded.size();
    if (m_discarded > maxDiscardedBytes)
        m_stream->setReading(false);
}

// A second call means that the connection is broken and not just half closed.
void HttpConnection::handlePeerClosed()
{
    const bool isOwedAnswer = m_phase == Phase::Handling || m_phase == Phase::Streaming;
    const bool isTakingRest = (m_phase == Phase::Sending || m_phase == Phase::Closing) && bytesToWrite() > 0
        && !m_written;
    const bool isConfirming = m_check && m_check->state() == DeliveryCheck::State::Pending;
    if (m_isClosedByPeer || (!isOwedAnswer && !isTakingRest && !isConfirming))
        return close();
    m_isClosedByPeer = true;
    m_keepsAlive = false;
    m_stream->setReading(false);
    if (isOwedAnswer)
        Q_EMIT peerClosed();
}

void HttpConnection::close()
{
    if (m_phase == Phase::Closed)
        return;
    const bool isOwedAnswer = m_phase == Phase::Handling || m_phase == Phase::Streaming;
    m_phase = Phase::Closed;
    m_timer.stop();
    const bool hasPeerAll = isDelivered();
    m_stream->abort();
    m_check.reset();
    finishWritten(hasPeerAll);
    if (isOwedAnswer && !m_isClosedByPeer)
        Q_EMIT peerClosed();
    Q_EMIT closed();
}

void HttpConnection::finishWritten(bool isWritten)
{
    if (const Written written = std::exchange(m_written, {}))
        written(isWritten);
}

// The timer is not restarted for each request. If it fires early it is started again for the rest.
void HttpConnection::setDeadline(std::chrono::milliseconds time)
{
    m_deadline = QDeadlineTimer(time, Qt::CoarseTimer);
    if (m_timer.isActive() && m_timerEnd <= m_deadline)
        return;
    m_timerEnd = m_deadline;
    m_timer.start(time, this);
}

void HttpConnection::timerEvent(QTimerEvent *event)
{
    if (event->timerId() != m_timer.timerId())
        return QObject::timerEvent(event);
    m_timer.stop();
    if (m_deadline.isForever())
        return;
    if (!m_deadline.hasExpired())
        return setDeadline(std::chrono::ceil<std::chrono::milliseconds>(m_deadline.remainingTimeAsDuration()));
    handleDeadline();
}

void HttpConnection::handleDeadline()
{
    clearDeadline();
    if (m_phase == Phase::Receiving)
        return refuse({408, QStringLiteral("The request did not arrive in time."), false, {}});
    if (bytesToWrite() > 0)
        Q_EMIT stalled();
    close();
}

} // namespace WebJabber
