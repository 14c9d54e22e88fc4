// SPDX-License-Identifier: GPL-3.0-or-later
#include "httpconnection.h"

#include <QTimerEvent>

using namespace std::chrono_literals;

namespace WebJabber {

static constexpr qsizetype readBytes = 16 * 1024;
// Of requests that come before the one before them is answered.
static constexpr qsizetype maxAheadBytes = 16 * 1024;
// Of what a client goes on to send after it was told that no more is served.
static constexpr qsizetype maxDiscardedBytes = 256 * 1024;

HttpConnection::HttpConnection(std::unique_ptr<ByteStream> stream, const ConnectionPeer &peer, Context &context,
                               QObject *parent)
    : QObject(parent)
    , m_stream(std::move(stream))
    , m_peer(peer)
    , m_context(context)
    , m_parser(context.settings.limits)
{
    connect(m_stream.get(), &ByteStream::readable, this, &HttpConnection::readMore);
    connect(m_stream.get(), &ByteStream::taken, this, &HttpConnection::afterTaken);
    setDeadline(m_context.settings.times.idle);
}

HttpConnection::~HttpConnection()
{
    finishWritten(false);
}

void HttpConnection::readMore()
{
    if (m_phase == Phase::Leaving)
        return discard();
    switch (m_stream->read(m_parser.input(), readBytes)) {
    case ByteStream::Read::Some:
        advance();
        return holdBack();
    case ByteStream::Read::Nothing:
        return;
    case ByteStream::Read::Ended:
        return peerLeft();
    }
}

// A client may send requests ahead, but not fill the memory with them.
void HttpConnection::holdBack()
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
            if (m_phase == Phase::Receiving) // there was an empty line before the next request
                becomeIdle();
            break;
        case RequestParser::State::Partial:
            goesOn = false;
            if (m_phase == Phase::Idle) {
                m_phase = Phase::Receiving;
                setDeadline(m_context.settings.times.request);
            }
            if (m_parser.takeExpectation())
                m_stream->write("HTTP/1.1 100 Continue\r\n\r\n");
            break;
        case RequestParser::State::Whole:
            handOut();
            break;
        case RequestParser::State::Refused:
            refuse(m_parser.refusal());
            break;
        }
    }
    m_isAdvancing = false;
}

void HttpConnection::handOut()
{
    RequestParser::Request request = m_parser.take();
    m_isHead = request.http.method == HttpMethod::Head;
    m_isHttp10 = request.isHttp10;
    m_keepsAlive = request.keepsAlive;
    m_phase = Phase::Handling;
    clearDeadline();
    request.http.peer = m_peer.address;
    m_context.receiver.receive(*this, std::move(request.http));
}

void HttpConnection::refuse(const Refusal &refusal)
{
    m_isHead = refusal.isHead;
    m_keepsAlive = false;
    m_phase = Phase::Handling;
    answer(m_context.receiver.answerTo(*this, refusal));
}

static bool hasBody(int status)
{
    return status != 204 && status != 304; // RFC 9110, section 6.4.1
}

// `framing` is the field that says where the body ends.
QByteArray HttpConnection::head(const HttpResponse &response, QByteArrayView framing) const
{
    QByteArray head;
    head.reserve(512);
    head.append("HTTP/1.1 ").append(QByteArray::number(response.status)).append(' ');
    head.append(statusPhrase(response.status)).append("\r\nDate: ").append(m_context.date.now()).append("\r\n");
    for (qsizetype i = 0; i < response.headers.size(); ++i) {
        const QLatin1StringView name = response.headers.nameAt(i);
        head.append(name.data(), name.size()).append(": ").append(response.headers.valueAt(i)).append("\r\n");
    }
    head.append(framing);
    if (!m_keepsAlive)
        head.append("Connection: close\r\n");
    else if (m_isHttp10)
        head.append("Connection: keep-alive\r\n");
    return head.append("\r\n");
}

void HttpConnection::answer(const HttpResponse &response, Written written)
{
    if (m_phase != Phase::Handling || (m_isLeft && written)) {
        if (written)
            written(false);
        if (m_phase == Phase::Handling)
            close();
        return;
    }
    const QByteArray length = "Content-Length: " + QByteArray::number(response.body.size()) + "\r\n";
    QByteArray bytes = head(response, hasBody(response.status) ? length : QByteArray());
    if (hasBody(response.status) && !m_isHead)
        bytes += response.body;
    m_written = std::move(written);
    m_stream->write(bytes);
    afterAnswer();
}

// RFC 9112, section 6.1: a client of HTTP/1.0 knows no chunks; for it the end of
// the connection is the end of the answer.
void HttpConnection::beginStream(const HttpResponse &response)
{
    if (m_phase != Phase::Handling)
        return;
    m_keepsAlive = m_keepsAlive && !m_isHttp10;
    m_phase = Phase::Streaming;
    m_stream->write(head(response, m_isHttp10 ? QByteArray() : "Transfer-Encoding: chunked\r\n"));
}

void HttpConnection::writeToStream(const QByteArray &piece)
{
    if (m_phase != Phase::Streaming || m_isHead)
        return;
    const bool wasWaiting = backlog() > 0;
    m_stream->write(m_isHttp10 ? piece : QByteArray::number(piece.size(), 16) + "\r\n" + piece + "\r\n");
    if (!wasWaiting && backlog() > 0)
        setDeadline(m_context.settings.times.write);
}

void HttpConnection::endStream()
{
    if (m_phase != Phase::Streaming)
        return;
    if (!m_isHttp10 && !m_isHead)
        m_stream->write("0\r\n\r\n");
    afterAnswer();
}

void HttpConnection::turnAway(const HttpResponse &response)
{
    m_phase = Phase::Handling;
    m_keepsAlive = false;
    answer(response);
}

void HttpConnection::afterAnswer()
{
    if (!m_keepsAlive || m_isLeft)
        return leave();
    if (backlog() > 0) {
        m_phase = Phase::Sending;
        return setDeadline(m_context.settings.times.write);
    }
    finishWritten(true);
    becomeIdle();
}

void HttpConnection::becomeIdle()
{
    m_phase = Phase::Idle;
    m_stream->setReading(true);
    setDeadline(m_context.settings.times.idle);
    if (!m_isAdvancing && m_parser.pending() > 0) // on a fresh stack, for whoever answered
        QMetaObject::invokeMethod(this, &HttpConnection::advance, Qt::QueuedConnection);
}

// RFC 9112, section 9.6: it is closed in stages, else what the client is still
// sending would make the kernel take the answer back.
void HttpConnection::leave()
{
    m_phase = Phase::Leaving;
    m_stream->finish();
    if (backlog() > 0)
        return setDeadline(m_context.settings.times.write);
    finishWritten(true);
    if (m_isLeft)
        return close();
    m_stream->setReading(true);
    setDeadline(m_context.settings.times.linger);
}

void HttpConnection::afterTaken()
{
    if (m_phase == Phase::Closed)
        return;
    const bool isDone = backlog() == 0;
    if (m_phase == Phase::Leaving) {
        leave();
    } else if (m_phase == Phase::Sending && isDone) {
        finishWritten(true);
        becomeIdle();
    } else if (m_phase == Phase::Streaming && isDone) {
        clearDeadline();
    } else if (m_phase == Phase::Streaming || m_phase == Phase::Sending) {
        setDeadline(m_context.settings.times.write);
    }
    Q_EMIT taken();
}

void HttpConnection::discard()
{
    QByteArray discarded;
    if (m_stream->read(discarded, readBytes) == ByteStream::Read::Ended)
        return peerLeft();
    m_discarded += discarded.size();
    if (m_discarded > maxDiscardedBytes)
        m_stream->setReading(false);
}

// Told twice, it is broken and not half closed.
void HttpConnection::peerLeft()
{
    const bool isOwedAnswer = m_phase == Phase::Handling || m_phase == Phase::Streaming;
    const bool isTakingRest = (m_phase == Phase::Sending || m_phase == Phase::Leaving) && backlog() > 0 && !m_written;
    if (m_isLeft || (!isOwedAnswer && !isTakingRest))
        return close();
    m_isLeft = true;
    m_keepsAlive = false;
    m_stream->setReading(false);
    if (isOwedAnswer)
        Q_EMIT left();
}

void HttpConnection::close()
{
    if (m_phase == Phase::Closed)
        return;
    const bool isOwedAnswer = m_phase == Phase::Handling || m_phase == Phase::Streaming;
    m_phase = Phase::Closed;
    m_timer.stop();
    m_stream->abort();
    finishWritten(false);
    if (isOwedAnswer && !m_isLeft)
        Q_EMIT left();
    Q_EMIT closed();
    deleteLater();
}

void HttpConnection::finishWritten(bool isWritten)
{
    if (const Written written = std::exchange(m_written, {}))
        written(isWritten);
}

// The timer is not moved for every request: where it comes too early it is set
// anew.
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
    runOut();
}

void HttpConnection::runOut()
{
    clearDeadline();
    if (m_phase == Phase::Receiving)
        return refuse({408, QStringLiteral("The request did not arrive in time."), false, {}});
    if (backlog() > 0)
        Q_EMIT stalled();
    close();
}

} // namespace WebJabber
