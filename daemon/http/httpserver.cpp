// SPDX-License-Identifier: GPL-3.0-or-later
#include "httpserver.h"

#include "clientaddress.h"
#include "problemanswer.h"
#include "socketstream.h"

#include <logging.h>

#include <algorithm>
#include <sys/socket.h>
#include <unistd.h>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace WebJabber {

using Header = QHttpHeaders::WellKnownHeader;

// So many connections above the limit hear why they are closed; more of them
// hear it if they listen at once.
static constexpr int maxTurnedAway = 64;
static constexpr auto retryAfter = 10s;
static constexpr auto logInterval = 1min; // of what happens with each of too many connections

HttpServer::HttpServer(const HttpSettings &settings, QObject *parent)
    : QObject(parent)
    , m_settings(settings)
    , m_guard(settings)
    , m_context{m_settings, *this}
{
    connect(&m_listener, &HttpListener::accepted, this, &HttpServer::accept);
}

HttpServer::~HttpServer()
{
    closeConnections();
}

void HttpServer::closeConnections()
{
    for (const auto &weak : std::exchange(m_exchanges, {})) {
        if (const auto exchange = weak.lock()) {
            exchange->endStream();
            exchange->answer(HttpResponse::empty(503));
        }
    }
    for (HttpConnection *connection : QSet(m_connections))
        connection->close();
}

void HttpServer::addTable(RouteTable table)
{
    m_tables.push_back(std::move(table));
}

std::expected<void, HttpServer::ListenFailure> HttpServer::listen()
{
    if (!m_listener.listen(m_settings.address, m_settings.port)) {
        const bool inUse = m_listener.error() == QAbstractSocket::AddressInUseError;
        return std::unexpected(ListenFailure{inUse ? ListenError::AddressInUse : ListenError::Other,
                                             u"cannot listen on %1 port %2: %3"_s.arg(m_settings.address.toString())
                                                 .arg(m_settings.port)
                                                 .arg(m_listener.errorText())});
    }
    m_origins.emplace(m_settings, port());
    qCInfo(lcHttp).noquote() << "listening on" << url();
    return {};
}

quint16 HttpServer::port() const
{
    return m_listener.port();
}

QString HttpServer::url() const
{
    const bool isV6 = m_settings.address.protocol() == QAbstractSocket::IPv6Protocol;
    return (isV6 ? u"http://[%1]:%2"_s : u"http://%1:%2"_s).arg(m_settings.address.toString()).arg(port());
}

void HttpServer::stopListening()
{
    m_listener.close();
}

qsizetype HttpServer::pending() const
{
    return std::ranges::count_if(m_exchanges, [](const std::weak_ptr<HttpExchange> &weak) {
        const auto exchange = weak.lock();
        return exchange && !exchange->isAnswered() && !exchange->isStreaming();
    });
}

HttpConnection *HttpServer::serve(std::unique_ptr<ByteStream> stream, const ConnectionPeer &peer)
{
    auto *connection = new HttpConnection(std::move(stream), peer, m_context, this);
    m_connections.insert(connection);
    connect(connection, &HttpConnection::closed, this, [this, connection] { m_connections.remove(connection); });
    return connection;
}

void HttpServer::accept(int descriptor, const QHostAddress &address, bool isScarce)
{
    if (isScarce || !m_guard.admits(address))
        return turnAway(descriptor, address, isScarce);
    m_guard.add(address);
    const HttpConnection *connection = serve(std::make_unique<SocketStream>(descriptor),
                                             ConnectionPeer{plainAddress(address)});
    connect(connection, &HttpConnection::closed, this, [this, address] { m_guard.remove(address); });
}

void HttpServer::turnAway(int descriptor, const QHostAddress &address, bool isScarce)
{
    ++m_answers[{QString(), 503}];
    if (m_quietTime.hasExpired()) {
        m_quietTime = QDeadlineTimer(logInterval);
        qCWarning(lcHttp).noquote() << "turning connections away, first one from" << address.toString() << "as"
                                    << (isScarce ? "descriptors are running out" : "too many are open") << "beside"
                                    << m_guard.count();
    }
    if (isScarce || m_turnedAway >= maxTurnedAway) {
        static constexpr QByteArrayView text = "HTTP/1.1 503 Service Unavailable\r\nRetry-After: 10\r\n"
                                               "Content-Length: 0\r\nConnection: close\r\n\r\n";
        static_assert(retryAfter == 10s);
        send(descriptor, text.data(), std::size_t(text.size()), MSG_DONTWAIT | MSG_NOSIGNAL);
        ::close(descriptor);
        return;
    }
    ++m_turnedAway;
    HttpConnection *connection = serve(std::make_unique<SocketStream>(descriptor),
                                       ConnectionPeer{plainAddress(address)});
    connect(connection, &HttpConnection::closed, this, [this] { --m_turnedAway; });
    HttpResponse response = protocolProblemAnswer(503, u"Too many connections are open; try again later."_s);
    response.headers.append(Header::RetryAfter, QByteArray::number(qint64(retryAfter.count())));
    connection->turnAway(response);
}

void HttpServer::receive(HttpConnection &connection, HttpRequest request)
{
    request.peer = clientAddress(request.peer, request.headers, m_guard.proxies());
    const auto exchange = std::make_shared<HttpExchange>(
        std::move(request), &connection,
        [this](const HttpExchange &asked, HttpResponse &response) { finish(asked, response); });
    route(exchange);
    if (!exchange->isAnswered()) {
        m_exchanges.push_back(exchange);
        forgetAnswered();
    }
}

HttpResponse HttpServer::answerTo(const HttpConnection &connection, const Refusal &refusal)
{
    HttpResponse response = protocolProblemAnswer(refusal.status, refusal.detail);
    if (refusal.status == 413) // the one that the routes' own answers have, too
        response = tableOf(refusal.path).face({ProblemCode::TooLarge, refusal.detail, {}, {}});
    ++m_answers[{QString(), response.status}];
    logAccess(connection.peer().address, "-"_L1, refusal.path.isEmpty() ? u"-"_s : refusal.path, response, {});
    return response;
}

void HttpServer::route(const Exchange &exchange)
{
    const HttpRequest &request = exchange->request();
    for (const RouteTable &table : m_tables) {
        const RouteTable::Match match = table.find(request.path);
        if (!match.route)
            continue;
        exchange->setRoute(match.route->path(), match.parameters);
        return handle(exchange, table, *match.route);
    }
    if (request.path == "*"_L1) // RFC 9110, section 9.3.7: the server as a whole
        return exchange->answer(HttpResponse::empty());
    exchange->answer(tableOf(request.path).face({ProblemCode::NotFound, u"There is nothing at this path."_s, {}, {}}));
}

const RouteTable &HttpServer::tableOf(const QString &path) const
{
    const auto table = std::ranges::find_if(
        m_tables, [&](const QString &root) { return path.startsWith(root); }, &RouteTable::root);
    return table == m_tables.end() ? m_tables.back() : *table;
}

void HttpServer::handle(const Exchange &exchange, const RouteTable &table, const RouteTable::Route &route)
{
    const HttpRequest &request = exchange->request();
    if (request.method == HttpMethod::Options) {
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
    handler(exchange);
}

void HttpServer::finish(const HttpExchange &exchange, HttpResponse &response)
{
    const HttpRequest &request = exchange.request();
    ++m_answers[{request.route, response.status}];
    if (!response.headers.contains(Header::CacheControl))
        response.headers.append(Header::CacheControl, "no-store");
    response.headers.append(Header::XContentTypeOptions, "nosniff");
    if (m_origins)
        m_origins->addHeaders(request, response);
    logAccess(request.peer, methodName(request.method), request.path, response, exchange.age());
}

void HttpServer::logAccess(const QHostAddress &peer, QLatin1StringView method, const QString &path,
                           const HttpResponse &response, std::chrono::nanoseconds age) const
{
    if (peer.isNull()) { // the operator's; who changes something is in the audit log
        qCDebug(lcAdmin).noquote() << method << path << response.status;
    } else if (m_settings.accessLog) {
        qCInfo(lcAccess).noquote() << peer.toString() << method << path << response.status << response.body.size()
                                   << "bytes" << std::chrono::duration_cast<std::chrono::milliseconds>(age).count()
                                   << "ms";
    }
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
