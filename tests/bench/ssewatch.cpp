// SPDX-License-Identifier: GPL-3.0-or-later
#include "ssewatch.h"

#include "httpload.h"

#include <QCoreApplication>
#include <QDeadlineTimer>

#include <array>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace WebJabber::Bench {

using namespace std::chrono_literals;

static constexpr int pollInterval = 50; // milliseconds between two checks for the end

SseWatch::SseWatch(quint16 port, const QList<QByteArray> &tokens)
    : m_streams(std::size_t(tokens.size()))
{
    for (std::size_t i = 0; i < m_streams.size(); ++i) {
        m_streams[i].socket = connectToPort(port);
        QByteArray request = httpRequest("GET", "/v1/events", tokens.at(qsizetype(i)));
        request.insert(request.size() - 2, "Accept: text/event-stream\r\n");
        if (send(m_streams[i].socket, request.constData(), std::size_t(request.size()), MSG_NOSIGNAL) < 0)
            qFatal("an event stream cannot be opened: %s", qPrintable(qt_error_string()));
    }
    m_thread.reset(QThread::create([this] { run(); }));
    m_thread->start();
    const QDeadlineTimer deadline(60s);
    while (m_open < int(m_streams.size())) {
        if (deadline.hasExpired())
            qFatal("%d of %zu event streams did not open", int(m_streams.size()) - m_open, m_streams.size());
        QThread::sleep(5ms);
    }
}

SseWatch::~SseWatch()
{
    m_stopped = true;
    m_thread->wait();
    for (const Stream &stream : m_streams)
        close(stream.socket);
}

void SseWatch::run()
{
    const int epoll = epoll_create1(EPOLL_CLOEXEC);
    for (std::size_t i = 0; i < m_streams.size(); ++i) {
        epoll_event event{.events = EPOLLIN, .data = {.u64 = i}};
        epoll_ctl(epoll, EPOLL_CTL_ADD, m_streams[i].socket, &event);
    }
    std::array<epoll_event, 64> events{};
    while (!m_stopped) {
        const int count = epoll_wait(epoll, events.data(), int(events.size()), pollInterval);
        for (int i = 0; i < count; ++i)
            read(m_streams[events.at(std::size_t(i)).data.u64]);
    }
    close(epoll);
}

void SseWatch::read(Stream &stream)
{
    std::array<char, 16 * 1024> buffer;
    const auto count = recv(stream.socket, buffer.data(), buffer.size(), 0);
    const auto now = Clock::now();
    if (count <= 0)
        qFatal("an event stream was closed");
    stream.received.append(buffer.data(), count);
    if (!stream.isOpen && stream.received.contains("\r\n\r\n")) {
        if (!stream.received.startsWith("HTTP/1.1 200"))
            qFatal("an event stream was refused: %s", stream.received.constData());
        stream.isOpen = true;
        ++m_open;
    }
    for (qsizetype end = 0; stream.isOpen && (end = stream.received.indexOf("\n\n")) >= 0;) {
        const Arrival arrival = arrivalOf(stream.received.first(end), now);
        stream.received.remove(0, end + 2);
        if (arrival.number >= 0) {
            const QMutexLocker lock(&m_mutex);
            m_arrivals.append(arrival);
        }
    }
}

QList<Arrival> SseWatch::arrivalsFrom(qint64 first)
{
    const QMutexLocker lock(&m_mutex);
    QList<Arrival> result;
    for (const Arrival &arrival : std::as_const(m_arrivals)) {
        if (arrival.number >= first)
            result.append(arrival);
    }
    return result;
}

QList<Arrival> SseWatch::waitFor(qint64 first, qint64 count, std::chrono::seconds timeout)
{
    const QDeadlineTimer deadline(timeout);
    while (tallyOf(arrivalsFrom(first)).distinct < count && !deadline.hasExpired()) {
        QCoreApplication::processEvents();
        QThread::sleep(10ms);
    }
    return arrivalsFrom(first);
}

} // namespace WebJabber::Bench
