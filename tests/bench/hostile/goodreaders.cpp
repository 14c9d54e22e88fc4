// SPDX-License-Identifier: GPL-3.0-or-later
#include "goodreaders.h"

#include "httpload.h"

#include <array>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace WebJabber::Bench {

using namespace std::chrono_literals;

static constexpr int pollInterval = 50; // milliseconds between two checks for the end
static constexpr double lateAfter = 1'000; // milliseconds
static constexpr auto reopenDelay = 20ms;

GoodReaders::GoodReaders(quint16 port, const QList<QByteArray> &tokens)
    : m_port(port)
    , m_tokens(tokens)
    , m_epoll(epoll_create1(EPOLL_CLOEXEC))
    , m_streams(std::size_t(tokens.size()))
    , m_thread(QThread::create([this] { run(); }))
{
    m_thread->start();
}

GoodReaders::~GoodReaders()
{
    m_stopped = true;
    m_thread->wait();
    for (const Stream &stream : m_streams)
        close(stream.socket);
    close(m_epoll);
}

void GoodReaders::run()
{
    for (std::size_t i = 0; i < m_streams.size(); ++i)
        open(i);
    std::array<epoll_event, 64> events{};
    while (!m_stopped) {
        const int count = epoll_wait(m_epoll, events.data(), int(events.size()), pollInterval);
        for (int i = 0; i < count; ++i)
            read(events.at(std::size_t(i)).data.u64);
    }
}

void GoodReaders::open(std::size_t number)
{
    Stream &stream = m_streams[number];
    stream.socket = connectToPort(m_port);
    QByteArray request = httpRequest("GET", "/v1/events", m_tokens.at(qsizetype(number)));
    request.insert(request.size() - 2, "Accept: text/event-stream\r\n");
    if (!stream.cursor.isEmpty())
        request.insert(request.size() - 2, "Last-Event-ID: " + stream.cursor + "\r\n");
    send(stream.socket, request.constData(), std::size_t(request.size()), MSG_NOSIGNAL);
    epoll_event event{.events = EPOLLIN, .data = {.u64 = number}};
    epoll_ctl(m_epoll, EPOLL_CTL_ADD, stream.socket, &event);
}

void GoodReaders::closeAgain(std::size_t number)
{
    Stream &stream = m_streams[number];
    close(stream.socket);
    m_openCount -= stream.isOpen ? 1 : 0;
    stream.isOpen = false;
    stream.received.clear();
    {
        const QMutexLocker lock(&m_mutex);
        ++m_readings.closures;
    }
    QThread::sleep(reopenDelay);
    open(number);
}

void GoodReaders::read(std::size_t number)
{
    Stream &stream = m_streams[number];
    std::array<char, 64 * 1024> buffer;
    const auto count = recv(stream.socket, buffer.data(), buffer.size(), 0);
    const auto now = Clock::now();
    if (count <= 0)
        return closeAgain(number);
    const qsizetype searched = std::max<qsizetype>(stream.received.size() - 3, 0);
    stream.received.append(buffer.data(), count);
    if (!stream.isOpen && stream.received.contains("\r\n\r\n")) {
        if (!stream.received.startsWith("HTTP/1.1 200"))
            return closeAgain(number);
        stream.isOpen = true;
        ++m_openCount;
    }
    const QMutexLocker lock(&m_mutex);
    qsizetype begin = 0;
    for (qsizetype end = searched; stream.isOpen && (end = stream.received.indexOf("\n\n", end)) >= 0;) {
        note(stream, stream.received.sliced(begin, end - begin), now);
        begin = end += 2;
    }
    stream.received.remove(0, begin);
}

void GoodReaders::note(Stream &stream, const QByteArray &event, Clock::time_point now)
{
    static constexpr QByteArrayView idField = "id: ";
    const qsizetype id = event.startsWith(idField) ? 0 : event.indexOf("\nid: ") + 1;
    if (event.sliced(id).startsWith(idField)) {
        const qsizetype value = id + idField.size();
        const qsizetype end = event.indexOf('\n', value);
        stream.cursor = event.sliced(value, (end < 0 ? event.size() : end) - value).trimmed();
    }
    if (event.contains(R"("type":"reset")")) {
        ++m_readings.resets;
    } else if (event.contains(R"("body":"forged")")) {
        ++m_readings.forged;
    } else if (event.contains(R"("from":"friend@localhost/phone")")) {
        noteMessage(arrivalOf(event, now));
    } else if (event.contains("data: ")) {
        ++m_readings.others;
    }
}

void GoodReaders::noteMessage(const Arrival &arrival)
{
    if (arrival.number < 0)
        return;
    if (std::size_t(arrival.number) >= m_seen.size())
        m_seen.resize(std::size_t(arrival.number) + 1);
    if (m_seen[std::size_t(arrival.number)]) {
        ++m_readings.twice;
        return;
    }
    m_seen[std::size_t(arrival.number)] = true;
    ++m_readings.distinct;
    const double wait = std::chrono::duration<double, std::milli>(arrival.came - arrival.sent).count();
    m_readings.late += wait > lateAfter ? 1 : 0;
    m_readings.waits.append(wait);
}

Readings GoodReaders::readings(qsizetype firstWait) const
{
    const QMutexLocker lock(&m_mutex);
    Readings result = m_readings;
    result.waits = m_readings.waits.sliced(std::min(firstWait, m_readings.waits.size()));
    return result;
}

qint64 GoodReaders::cursor(qsizetype device) const
{
    const QMutexLocker lock(&m_mutex);
    return m_streams[std::size_t(device)].cursor.toLongLong();
}

} // namespace WebJabber::Bench
