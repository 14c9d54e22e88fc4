// SPDX-License-Identifier: GPL-3.0-or-later
#include "goodwriters.h"

#include "steadyclient.h"

#include <algorithm>

namespace WebJabber::Bench {

using namespace std::chrono_literals;

static constexpr auto interval = 100ms;
static constexpr qsizetype writers = 10;
static constexpr int tries = 5;

GoodWriters::GoodWriters(quint16 port, const QList<QByteArray> &tokens, const GoodReaders &readers)
    : m_port(port)
    , m_tokens(tokens)
    , m_readers(readers)
    , m_thread(QThread::create([this] { run(); }))
{
    m_thread->start();
}

GoodWriters::~GoodWriters()
{
    stop();
}

void GoodWriters::stop()
{
    m_stopped = true;
    m_thread->wait();
}

void GoodWriters::run()
{
    SteadyClient client(m_port);
    auto next = Clock::now();
    for (qint64 number = 0; !m_stopped; ++number) {
        QThread::sleep(std::max<std::chrono::nanoseconds>(next - Clock::now(), 0ns));
        next += interval;
        writeMessage(client, number);
        acknowledge(client, number % m_tokens.size());
    }
}

void GoodWriters::writeMessage(SteadyClient &client, qint64 number)
{
    const QByteArray digits = QByteArray::number(number);
    const QByteArray request = httpRequest(
        "POST", "/v1/messages", m_tokens.at(number % std::min(writers, m_tokens.size())),
        R"({"to":"friend@localhost","id":"good-)" + digits + R"(","body":"posted )" + digits + R"("})");
    const auto begin = Clock::now();
    bool isAccepted = false;
    int failures = 0;
    while (!isAccepted && failures < tries) {
        isAccepted = client.sendRequest(request).status / 100 == 2;
        failures += isAccepted ? 0 : 1;
    }
    const QMutexLocker lock(&m_mutex);
    ++(isAccepted ? m_writings.accepted : m_writings.refused);
    m_writings.retries += failures;
    m_writings.waits.append(std::chrono::duration<double, std::milli>(Clock::now() - begin).count());
}

void GoodWriters::acknowledge(SteadyClient &client, qsizetype device)
{
    const qint64 cursor = m_readers.cursor(device);
    if (cursor == 0)
        return;
    const HttpAnswer answer = client.sendRequest(
        httpRequest("POST", "/v1/events/ack", m_tokens.at(device), "{\"cursor\":" + QByteArray::number(cursor) + '}'));
    const QMutexLocker lock(&m_mutex);
    m_writings.failedAcks += answer.status == 204 ? 0 : 1;
}

Writings GoodWriters::writings() const
{
    const QMutexLocker lock(&m_mutex);
    return m_writings;
}

} // namespace WebJabber::Bench
