// SPDX-License-Identifier: GPL-3.0-or-later
#include "http/httpserver.h"

#include "http/clientaddress.h"
#include "http/problemanswer.h"
#include "http/socketstream.h"
#include "http/tlsstream.h"
#include "shared/logging.h"

#include <QUrl>

#include <algorithm>
#include <sys/socket.h>
#include <unistd.h>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace WebJabber {

using Header = QHttpHeaders::WellKnownHeader;
using Method = HttpMethod;

// Up to this many connections above the limit are kept until they have read why they are refused. Further ones get the
// answer sent once and are closed.
static constexpr int maxRejecting = 64;
static constexpr auto retryAfter = 10s;
static constexpr auto logInterval = 1min; // of messages about rejected connections

// True if the body is not encoded (RFC 9110, section 8.4): there is no coding other than `identity`.
static bool isIdentity(const QHttpHeaders &headers)
{
    const QByteArrayList codings = headers.combinedValue(Header::ContentEncoding).split(',');
    return std::ranges::all_of(codings, [](const QByteArray &coding) {
        const QByteArray name = coding.trimmed();
        return name.isEmpty() || name.compare("identity", Qt::CaseInsensitive) == 0;
    });
}

// Encodes what browsers leave unencoded in a path and a query.
static HttpRequest requestFrom(RequestParser::Request parsed, const QHostAddress &peer)
{
    QUrl target;
    target.setPath(QString::fromLatin1(parsed.path), QUrl::TolerantMode); // the default mode encodes each "%"
    target.setQuery(QString::fromLatin1(parsed.query));
    HttpRequest request;
    request.method = parsed.method;
    request.path = target.path(QUrl::FullyEncoded);
    request.query = target.query(QUrl::FullyEncoded).toLatin1();
    request.headers = std::move(parsed.headers);
    request.body = std::move(parsed.body);
    request.peer = peer;
    return request;
}

// A complete answer to a request that is not passed on. The connection closes after it.
static QByteArray wholeAnswer(const HttpResponse &response, bool isHead)
{
    QByteArray answer = headOf(response) + "content-length: " + QByteArray::number(response.body.size())
        + "\r\nconnection: close\r\n\r\n";
    return isHead ? answer : answer + response.body;
}

HttpServer::HttpServer(const HttpSettings &settings, QObject *parent)
    : QObject(parent)
    , m_settings(settings)
    , m_listener(new HttpListener(this))
    , m_guard(settings)
    , m_context{m_settings, *this}
{
    connect(m_listener, &HttpListener::accepted, this, &HttpServer::accept);
}

HttpServer::~HttpServer()
{
    closeConnections();
}

void HttpServer::closeConnections()
{
    // Responders must be destroyed before the adapter.
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
    if (!m_listener->start(m_settings.address, m_settings.port)) {
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
    return (isV6 ? u"%1://[%2]:%3"_s : u"%1://%2:%3"_s)
        .arg(m_settings.tls ? "https"_L1 : "http"_L1, m_settings.address.toString())
        .arg(port());
}

void HttpServer::setTls(const QSslConfiguration &identity)
{
    if (m_settings.tls)
        m_settings.tls = identity;
}

void HttpServer::stopListening()
{
    m_listener->stop();
}

qsizetype HttpServer::pending() const
{
    const auto unanswered = std::ranges::count_if(m_exchanges, [](const std::weak_ptr<HttpExchange> &weak) {
        const auto exchange = weak.lock();
        return exchange && !exchange->isAnswered() && !exchange->isStreaming();
    });
    return unanswered + std::ranges::count_if(m_connections, [](const HttpConnection *connection) {
               return connection->bytesToWrite() > 0 || connection->awaitsDelivery();
           });
}

std::unique_ptr<ByteStream> HttpServer::streamOf(int descriptor) const
{
    if (m_settings.tls)
        return std::make_unique<TlsStream>(descriptor, *m_settings.tls);
    return std::make_unique<SocketStream>(descriptor);
}

void HttpServer::accept(int descriptor, const QHostAddress &address, bool isScarce)
{
    if (isScarce || !m_guard.admits(address))
        return reject(descriptor, address, isScarce);
    m_guard.add(address);
    const HttpConnection *connection = serve(streamOf(descriptor), plainAddress(address));
    connect(connection, &HttpConnection::closed, this, [this, address] { m_guard.remove(address); });
}

HttpConnection *HttpServer::serve(std::unique_ptr<ByteStream> stream, const QHostAddress &peer)
{
    auto *connection = new HttpConnection(std::move(stream), peer, m_context, this);
    m_connections.insert(connection);
    connect(connection, &HttpConnection::closed, this, [this, connection] {
        m_connections.remove(connection);
        connection->deleteLater();
    });
    return connection;
}

void HttpServer::reject(int descriptor, const QHostAddress &address, bool isScarce)
{
    ++m_answers[{QString(), 503}];
    if (m_logPause.hasExpired()) {
        m_logPause = QDeadlineTimer(logInterval);
        qCWarning(lcHttp).noquote() << "turning connections away, first one from" << address.toString() << "as"
                                    << (isScarce ? "descriptors are running out" : "too many are open") << "beside"
                                    << m_guard.count();
    }
    if (m_settings.tls) { // a handshake would cost too much
        ::close(descriptor);
        return;
    }
    HttpResponse response = protocolProblemAnswer(503, u"Too many connections are open; try again later."_s);
    response.headers.append(Header::RetryAfter, QByteArray::number(qint64(retryAfter.count())));
    const QByteArray answer = wholeAnswer(response, false);
    if (isScarce || m_rejecting >= maxRejecting) {
        send(descriptor, answer.constData(), std::size_t(answer.size()), MSG_DONTWAIT | MSG_NOSIGNAL);
        ::close(descriptor);
        return;
    }
    ++m_rejecting;
    auto *connection = new HttpConnection(std::make_unique<SocketStream>(descriptor), plainAddress(address), m_context,
                                          this);
    connect(connection, &HttpConnection::closed, this, [this, connection] {
        --m_rejecting;
        connection->deleteLater();
    });
    connection->reject(answer);
}

QByteArray HttpServer::answerTo(const HttpConnection &connection, const Refusal &refusal)
{
    HttpResponse response = protocolProblemAnswer(refusal.status, refusal.detail);
    if (refusal.status == 413) // routes return 413 too, in the format of their table
        response = tableOf(refusal.path).formatProblem({ProblemCode::TooLarge, refusal.detail, {}, {}});
    ++m_answers[{QString(), response.status}];
    HttpRequest request;
    request.path = refusal.path.isEmpty() ? u"-"_s : refusal.path;
    request.peer = connection.peerAddress();
    logAnswer(request, response, {});
    return wholeAnswer(response, refusal.isHead);
}

void HttpServer::handleRequest(HttpConnection &connection, RequestParser::Request parsed)
{
    auto responder = m_adapter.responder(connection, parsed.method);
    if (!responder)
        return connection.close();
    HttpRequest request = requestFrom(std::move(parsed), connection.peerAddress());
    const bool isHttps = m_settings.tls || m_settings.publicUrl.scheme() == "https"_L1;
    request.isSecure = isHttps || isForwardedSecure(request.peer, request.headers, m_guard.proxies());
    request.peer = clientAddress(request.peer, request.headers, m_guard.proxies());
    const auto exchange = std::make_shared<HttpExchange>(
        std::move(request), std::move(responder), connection,
        [this](const HttpExchange &answered, HttpResponse &response) { finish(answered, response); });
    m_exchanges.push_back(exchange);
    removeAnswered();
    route(exchange);
}

void HttpServer::route(const Exchange &exchange)
{
    const HttpRequest &request = exchange->request();
    for (const RouteTable &table : m_tables) {
        const RouteTable::Match match = table.find(request.path);
        if (!match.route)
            continue;
        exchange->setRoute(match.route->path(), match.parameters);
        return call(exchange, table, *match.route);
    }
    if (request.path == "*"_L1) // RFC 9110, section 9.3.7: the server as a whole
        return exchange->answer(HttpResponse::empty());
    exchange->answer(
        tableOf(request.path).formatProblem({ProblemCode::NotFound, u"There is nothing at this path."_s, {}, {}}));
}

// Returns the first table whose root matches, or else the last one.
const RouteTable &HttpServer::tableOf(const QString &path) const
{
    const auto table = std::ranges::find_if(
        m_tables, [&](const QString &root) { return path.startsWith(root); }, &RouteTable::root);
    return table == m_tables.end() ? m_tables.back() : *table;
}

void HttpServer::call(const Exchange &exchange, const RouteTable &table, const RouteTable::Route &route)
{
    const HttpRequest &request = exchange->request();
    if (request.method == Method::Options) {
        HttpResponse response = HttpResponse::empty();
        response.headers.append(Header::Allow, route.allowedMethods());
        return exchange->answer(std::move(response));
    }
    const Handler handler = route.find(request.method);
    if (!handler) {
        HttpResponse response = table.formatProblem(
            {ProblemCode::MethodNotAllowed, u"Use one of the methods that Allow names."_s, {}, {}});
        response.headers.append(Header::Allow, route.allowedMethods());
        return exchange->answer(std::move(response));
    }
    if (!request.body.isEmpty() && !isIdentity(request.headers)) {
        HttpResponse response = table.formatProblem(
            {ProblemCode::UnsupportedMediaType, u"Send the body as it is, without a Content-Encoding."_s, {}, {}});
        response.headers.append(Header::AcceptEncoding, "identity"); // RFC 9110, section 15.5.16
        return exchange->answer(std::move(response));
    }
    if (request.body.size() > m_settings.limits.bodyBytes) {
        return exchange->answer(
            table.formatProblem({ProblemCode::TooLarge,
                                 u"A request body may have at most %1 bytes."_s.arg(m_settings.limits.bodyBytes),
                                 {},
                                 {}}));
    }
    handler(exchange);
}

void HttpServer::finish(const HttpExchange &exchange, HttpResponse &response)
{
    const HttpRequest &request = exchange.request();
    ++m_answers[{request.route, response.status}];
    response.headers.append(Header::Date, m_date.now());
    if (!response.headers.contains(Header::CacheControl))
        response.headers.append(Header::CacheControl, "no-store");
    response.headers.append(Header::XContentTypeOptions, "nosniff");
    addPathPrefix(response);
    if (m_origins)
        m_origins->addHeaders(request, response);
    if (const HttpConnection *connection = exchange.connection()) {
        if (!connection->keepsAlive())
            response.headers.append(Header::Connection, "close");
        else if (connection->isHttp10())
            response.headers.append(Header::Connection, "keep-alive");
    }
    logAnswer(request, response, exchange.age());
}

void HttpServer::logAnswer(const HttpRequest &request, const HttpResponse &response, std::chrono::nanoseconds age)
{
    const QString client = request.peer.isNull() ? u"unknown"_s : request.peer.toString();
    qCInfo(lcAccess).noquote() << client << request.methodName() << request.path << response.status
                               << response.body.size() << "bytes"
                               << std::chrono::duration_cast<std::chrono::milliseconds>(age).count() << "ms";
}

// A reverse proxy may strip a path prefix from requests. The answers must contain it.
void HttpServer::addPathPrefix(HttpResponse &response) const
{
    const QByteArray location = response.headers.value(Header::Location).toByteArray();
    if (location.startsWith('/'))
        response.headers.replaceOrAppend(Header::Location, m_settings.pathPrefix() + location);
}

// Removes finished exchanges. Each sweep costs as much as there were requests since the last one.
void HttpServer::removeAnswered()
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
