// SPDX-License-Identifier: GPL-3.0-or-later
#include "http/problemanswer.h"

#include "httpfixture.h"

#include <QDeadlineTimer>
#include <QLoggingCategory>
#include <QTimer>

#include <sys/socket.h>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace WebJabber::Test {

static constexpr auto timeout = 20s;
static constexpr qsizetype bigBytes = 32 * 1024 * 1024;

bool waitFor(const std::function<bool()> &condition)
{
    QDeadlineTimer deadline(timeout);
    QTimer wakeUp;
    wakeUp.start(timeout);
    bool holds = condition();
    while (!holds && !deadline.hasExpired()) {
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
        holds = condition();
    }
    return holds;
}

HttpSettings HttpFixture::anyPort(HttpSettings settings)
{
    settings.port = 0;
    return settings;
}

HttpFixture::HttpFixture(HttpSettings settings)
    : m_server(std::make_unique<HttpServer>(anyPort(std::move(settings))))
{
    QLoggingCategory::setFilterRules(u"webjabber.*.info=false"_s);
    RouteTable table(&problemAnswer);
    addRoute(table, u"/now"_s, [](const Exchange &exchange) { exchange->answer(HttpResponse::text(u"now"_s)); });
    addRoute(table, u"/empty"_s, [](const Exchange &exchange) { exchange->answer(HttpResponse::empty()); });
    addRoute(table, u"/echo"_s, [](const Exchange &exchange) {
        exchange->answer(HttpResponse::text(QString::fromUtf8(exchange->request().body)));
    });
    addRoute(table, u"/made"_s, [](const Exchange &exchange) {
        HttpResponse response = HttpResponse::empty(201);
        response.headers.append(QHttpHeaders::WellKnownHeader::Location, "/now");
        exchange->answer(std::move(response));
    });
    addRoute(table, u"/sure"_s, [this](const Exchange &exchange) {
        exchange->answer(HttpResponse::text(u"to be sure"_s), [this](bool isWritten) { written.append(isWritten); });
    });
    addRoute(table, u"/named/{name}"_s, [](const Exchange &exchange) {
        exchange->answer(HttpResponse::text(exchange->pathParameters().first()));
    });
    addRoute(table, u"/later"_s, [this](const Exchange &exchange) { waiting.push_back(exchange); });
    addRoute(table, u"/stream"_s, [this](const Exchange &exchange) {
        exchange->beginStream({});
        waiting.push_back(exchange);
    });
    addRoute(table, u"/big"_s, [this](const Exchange &exchange) {
        exchange->answer({200, {}, QByteArray(bigBytes, 'x')}, [this](bool isWritten) { written.append(isWritten); });
    });
    m_server->addTable(std::move(table));
    if (!m_server->listen())
        qFatal("no port");
}

void HttpFixture::addRoute(RouteTable &table, const QString &path, const Handler &handler)
{
    for (const HttpMethod method : {HttpMethod::Get, HttpMethod::Post}) {
        if (method == HttpMethod::Post && path != "/echo"_L1)
            continue;
        table.add(method, path, [this, handler](const Exchange &exchange) {
            m_executed.append(exchange->request().methodName() + u' ' + exchange->request().path);
            requests.append(exchange->request());
            handler(exchange);
        });
    }
}

RawClient::RawClient(quint16 port, const QHostAddress &from)
{
    if (!from.isNull() && !m_socket.bind(from))
        qFatal("bind: %s", qPrintable(m_socket.errorString()));
    m_socket.connectToHost(QHostAddress::LocalHost, port);
    if (!m_socket.waitForConnected())
        qFatal("connect: %s", qPrintable(m_socket.errorString()));
}

void RawClient::send(const QByteArray &bytes)
{
    m_socket.write(bytes);
    m_socket.flush();
}

void RawClient::closeSending()
{
    ::shutdown(int(m_socket.socketDescriptor()), SHUT_WR);
}

void RawClient::resumeReading()
{
    m_socket.setReadBufferSize(0);
    received();
}

const QByteArray &RawClient::received()
{
    if (m_socket.isOpen())
        m_received += m_socket.readAll();
    return m_received;
}

bool RawClient::isClosed()
{
    const bool isClosed = waitFor([this] { return m_socket.state() == QAbstractSocket::UnconnectedState; });
    received();
    return isClosed;
}

QByteArray RawClient::Answer::field(const QByteArray &name) const
{
    QByteArrayList values;
    for (const QByteArray &line : head.split('\n')) {
        const qsizetype colon = line.indexOf(':');
        if (colon >= 0 && line.first(colon).toLower() == name.toLower())
            values.append(line.sliced(colon + 1).trimmed());
    }
    return values.join(", ");
}

bool RawClient::readAnswer(Answer &answer, bool isHead)
{
    const qsizetype end = received().indexOf("\r\n\r\n");
    if (end < 0)
        return false;
    answer.head = m_received.first(end);
    answer.status = answer.head.sliced(9, 3).toInt();
    const bool hasBody = !isHead && answer.status != 204 && answer.status >= 200;
    const qsizetype length = hasBody ? answer.field("Content-Length").toLongLong() : 0;
    if (m_received.size() < end + 4 + length)
        return false;
    answer.body = m_received.sliced(end + 4, length);
    m_received.remove(0, end + 4 + length);
    return true;
}

RawClient::Answer RawClient::answer(bool isHead)
{
    Answer answer;
    return waitFor([&] { return readAnswer(answer, isHead); }) ? answer : Answer();
}

} // namespace WebJabber::Test
