// SPDX-License-Identifier: GPL-3.0-or-later
#include "httpserver.h"

#include "httplistener.h"

#include <logging.h>

#include <QLocalSocket>
#include <QTcpSocket>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace WebJabber {

using Header = QHttpHeaders::WellKnownHeader;
using Method = QHttpServerRequest::Method;

static constexpr int listenBacklog = 1024;

HttpServer::HttpServer(const HttpSettings &settings, QObject *parent)
    : QAbstractHttpServer(parent)
    , m_settings(settings)
    , m_listener(new HttpListener(this))
{
    m_listener->setListenBacklogSize(listenBacklog);
}

HttpServer::~HttpServer()
{
    // The responders must go before the connections they answer on.
    for (const auto &weak : std::exchange(m_exchanges, {})) {
        if (const auto exchange = weak.lock()) {
            exchange->endStream();
            exchange->answer(HttpResponse::empty(503));
        }
    }
}

void HttpServer::addTable(RouteTable table)
{
    m_tables.push_back(std::move(table));
}

std::expected<void, HttpServer::ListenFailure> HttpServer::listen()
{
    if (!m_listener->listen(m_settings.address, m_settings.port) || !bind(m_listener)) {
        const bool inUse = m_listener->serverError() == QAbstractSocket::AddressInUseError;
        return std::unexpected(ListenFailure{inUse ? ListenError::AddressInUse : ListenError::Other,
                                             u"cannot listen on %1 port %2: %3"_s.arg(m_settings.address.toString())
                                                 .arg(m_settings.port)
                                                 .arg(m_listener->errorString())});
    }
    m_origins.emplace(m_settings, port());
    qCInfo(lcHttp).noquote() << "listening on" << url();
    return {};
}

quint16 HttpServer::port() const
{
    return m_listener->serverPort();
}

QString HttpServer::url() const
{
    const bool isV6 = m_settings.address.protocol() == QAbstractSocket::IPv6Protocol;
    return (isV6 ? u"http://[%1]:%2"_s : u"http://%1:%2"_s).arg(m_settings.address.toString()).arg(port());
}

void HttpServer::stopListening()
{
    m_listener->close();
}

qsizetype HttpServer::pending() const
{
    const auto unanswered = std::ranges::count_if(m_exchanges, [](const std::weak_ptr<HttpExchange> &weak) {
        const auto exchange = weak.lock();
        return exchange && !exchange->isAnswered() && !exchange->isStreaming();
    });
    return unanswered + m_listener->unwritten();
}

// Qt goes on with what was read of a connection that is gone, while that is
// about to be deleted.
static bool isConnected(const QIODevice *connection)
{
    if (const auto *tcp = qobject_cast<const QTcpSocket *>(connection))
        return tcp->state() == QAbstractSocket::ConnectedState;
    const auto *local = qobject_cast<const QLocalSocket *>(connection);
    return local && local->state() == QLocalSocket::ConnectedState;
}

bool HttpServer::handleRequest(const QHttpServerRequest &request, QHttpServerResponder &responder)
{
    HttpRequest copy(request);
    QIODevice *connection = connectionOf(copy);
    if (!isConnected(connection))
        return true; // answered by nobody: the responder would outlive what it writes to
    const auto exchange = std::make_shared<HttpExchange>(
        std::move(copy), std::move(responder), connection,
        [this](const HttpRequest &asked, HttpResponse &response) { finish(asked, response); });
    route(exchange);
    if (!exchange->isAnswered()) {
        m_exchanges.push_back(exchange);
        forgetAnswered();
    }
    return true;
}

// Comes for a request to speak another protocol (WebSocket), which may be
// ignored (RFC 9110, section 7.8); handleRequest() takes everything else.
void HttpServer::missingHandler(const QHttpServerRequest &request, QHttpServerResponder &responder)
{
    handleRequest(request, responder);
}

void HttpServer::route(const Exchange &exchange)
{
    const HttpRequest &request = exchange->request();
    for (const RouteTable &table : m_tables) {
        const RouteTable::Match match = table.find(request.path);
        if (!match.route)
            continue;
        exchange->setRoute(match.route->path(), match.parameters);
        return serve(exchange, table, *match.route);
    }
    // A target need not be a path ("*", an authority): then the last table's face answers as well.
    const auto found = std::ranges::find_if(
        m_tables, [&](const QString &root) { return request.path.startsWith(root); }, &RouteTable::root);
    const RouteTable &table = found == m_tables.end() ? m_tables.back() : *found;
    exchange->answer(table.face({ProblemCode::NotFound, u"There is nothing at this path."_s, {}, {}}));
}

void HttpServer::serve(const Exchange &exchange, const RouteTable &table, const RouteTable::Route &route)
{
    const HttpRequest &request = exchange->request();
    if (request.method == Method::Options) {
        HttpResponse response = HttpResponse::empty();
        response.headers.append(Header::Allow, route.allowedMethods());
        return exchange->answer(std::move(response));
    }
    const Handler handler = route.find(request.method);
    if (!handler) {
        HttpResponse response = table.face(
            {ProblemCode::MethodNotAllowed, u"Use one of the methods that Allow names."_s, {}, {}});
        response.headers.append(Header::Allow, route.allowedMethods());
        return exchange->answer(std::move(response));
    }
    if (request.body.size() > m_settings.maxBodyBytes) {
        return exchange->answer(table.face({ProblemCode::TooLarge,
                                            u"A request body may have at most %1 bytes."_s.arg(m_settings.maxBodyBytes),
                                            {},
                                            {}}));
    }
    handler(exchange);
}

QIODevice *HttpServer::connectionOf(const HttpRequest &request) const
{
    return m_listener->find(request.peer, request.peerPort);
}

void HttpServer::finish(const HttpRequest &request, HttpResponse &response)
{
    ++m_answers[{request.route, response.status}];
    if (!response.headers.contains(Header::CacheControl))
        response.headers.append(Header::CacheControl, "no-store");
    response.headers.append(Header::XContentTypeOptions, "nosniff");
    if (m_origins)
        m_origins->addHeaders(request, response);
}

// Each sweep costs as much as the requests that came since the last one.
void HttpServer::forgetAnswered()
{
    if (m_exchanges.size() < m_sweepAt)
        return;
    std::erase_if(m_exchanges, [](const std::weak_ptr<HttpExchange> &weak) {
        const auto exchange = weak.lock();
        return !exchange || exchange->isAnswered();
    });
    m_sweepAt = 2 * m_exchanges.size() + 64;
}

} // namespace WebJabber
