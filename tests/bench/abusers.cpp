// SPDX-License-Identifier: GPL-3.0-or-later
#include "eventloop/epolldispatcher.h"

#include "abusers.h"

#include <QHostAddress>
#include <QTcpSocket>
#include <QThread>
#include <QTimer>

#include <memory>
#include <vector>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace WebJabber::Bench {

static constexpr int slowCount = 1'000;
static constexpr int bodyCount = 100;
static constexpr int perAddress = 50;
static constexpr auto dripInterval = 500ms;
static constexpr qint64 bodyBytes = 1024LL * 1024 * 1024;
static constexpr qsizetype pieceBytes = 64 * 1024;

namespace {

class Abuser : public QTcpSocket
{
public:
    Abuser(quint16 port, int number, Clock::time_point begin, AbuseResult &result)
        : m_begin(begin)
        , m_result(result)
    {
        ++result.all;
        bind(QHostAddress(u"127.0.1.%1"_s.arg(1 + number / perAddress)));
        connect(this, &QTcpSocket::readyRead, this, [this] { m_answer += readAll(); });
        connect(this, &QTcpSocket::disconnected, this, [this] { end(); });
        connect(this, &QTcpSocket::errorOccurred, this, [this] { end(); });
        connectToHost(QHostAddress::LocalHost, port);
    }
    bool isOver() const { return m_isOver; }

protected:
    virtual void goOn() = 0;

private:
    void end()
    {
        if (std::exchange(m_isOver, true))
            return;
        ++m_result.closed;
        m_result.last = std::max(m_result.last, Clock::now() - m_begin);
        ++m_result.statuses[(m_answer + readAll()).sliced(m_answer.isEmpty() ? 0 : 9).left(3).toInt()];
    }

    Clock::time_point m_begin;
    AbuseResult &m_result;
    QByteArray m_answer;
    bool m_isOver = false;
};

class SlowAbuser final : public Abuser
{
public:
    SlowAbuser(quint16 port, int number, Clock::time_point begin, AbuseResult &result)
        : Abuser(port, number, begin, result)
    {
        connect(this, &QTcpSocket::connected, this, [this] {
            write("GET /healthz HTTP/1.1\r\nHost: localhost\r\nX-Slow: ");
            m_drip.start(dripInterval);
        });
        connect(&m_drip, &QTimer::timeout, this, [this] { goOn(); });
    }

protected:
    void goOn() override
    {
        if (!isOver())
            write("x");
    }

private:
    QTimer m_drip;
};

class BodyAbuser final : public Abuser
{
public:
    BodyAbuser(quint16 port, int number, Clock::time_point begin, AbuseResult &result)
        : Abuser(port, number, begin, result)
    {
        connect(this, &QTcpSocket::connected, this, [this] {
            write("POST /v1/messages HTTP/1.1\r\nHost: localhost\r\nContent-Length: " + QByteArray::number(bodyBytes)
                  + "\r\n\r\n");
            goOn();
        });
        connect(this, &QTcpSocket::bytesWritten, this, [this] { goOn(); });
    }

protected:
    void goOn() override
    {
        static const QByteArray piece(pieceBytes, 'x');
        if (!isOver() && bytesToWrite() < pieceBytes)
            write(piece);
    }
};

} // namespace

static Abuse abuseFromHere(quint16 port, Clock::duration time)
{
    Abuse abuse;
    const auto begin = Clock::now();
    std::vector<std::unique_ptr<Abuser>> abusers;
    for (int i = 0; i < slowCount; ++i)
        abusers.push_back(std::make_unique<SlowAbuser>(port, i, begin, abuse.slow));
    for (int i = 0; i < bodyCount; ++i)
        abusers.push_back(std::make_unique<BodyAbuser>(port, slowCount + i, begin, abuse.bodies));
    const auto areLeft = [&] { return abuse.slow.closed + abuse.bodies.closed < int(abusers.size()); };
    QTimer wakeUp; // so that the deadline is noticed
    wakeUp.start(100ms);
    while (areLeft() && Clock::now() - begin < time)
        QThread::currentThread()->eventDispatcher()->processEvents(QEventLoop::WaitForMoreEvents);
    return abuse;
}

Abuse runAbusers(quint16 port, Clock::duration time)
{
    Abuse abuse;
    const std::unique_ptr<QThread> thread(QThread::create([&] { abuse = abuseFromHere(port, time); }));
    thread->setEventDispatcher(new EpollDispatcher); // owned by the thread
    thread->start();
    thread->wait();
    return abuse;
}

} // namespace WebJabber::Bench
