// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "http/connectionguard.h"
#include "http/httpdate.h"
#include "http/httpexchange.h"
#include "http/httplistener.h"
#include "http/originpolicy.h"
#include "http/qthttpadapter.h"
#include "http/routetable.h"

#include <QDeadlineTimer>
#include <QHash>
#include <QObject>
#include <QSet>

#include <list>
#include <vector>

namespace WebJabber {

// The HTTP server: listens, limits connections, routes requests and answers those without a route. Unanswered requests
// get a 503 when it is destroyed.
class HttpServer : public QObject, private RequestReceiver
{
    Q_OBJECT

public:
    explicit HttpServer(const HttpSettings &settings, QObject *parent = nullptr);
    ~HttpServer() override;

    // Tables are searched in the order they were added. If no table has the path, the first one whose root matches
    // answers, so the root of the last table must be "/".
    void addTable(RouteTable table);

    enum class ListenError { AddressInUse, Other };
    struct ListenFailure {
        ListenError error;
        QString text;
    };
    // After success port() returns the actual port.
    std::expected<void, ListenFailure> listen();
    quint16 port() const;
    QString url() const; // without a path

    // Applies to new connections. Has no effect on a server that was started without TLS.
    void setTls(const QSslConfiguration &identity);

    // Refuses new connections. Open ones keep working.
    void stopListening();
    // Answers 503 to the requests that have no answer yet, and closes all connections. Call it before anything that the
    // handlers use is destroyed: the callbacks of answers that wait for their delivery are called now.
    void closeConnections();
    // Number of requests that are not answered yet and of answers that are still being sent.
    qsizetype pending() const;
    // Number of served connections, including idle ones.
    qsizetype connections() const { return m_connections.size(); }

    // Number of answers per route and status. Streams count when they begin. Requests without a route count under "".
    using AnswerCounts = QHash<std::pair<QString, int>, quint64>;
    const AnswerCounts &answers() const { return m_answers; }

    // Null before listen().
    const OriginPolicy *origins() const { return m_origins ? &*m_origins : nullptr; }

protected:
    // Serves a connection until it closes. `peer` may be null.
    HttpConnection *serve(std::unique_ptr<ByteStream> stream, const QHostAddress &peer);
    virtual void logAnswer(const HttpRequest &request, const HttpResponse &response, std::chrono::nanoseconds age);

private:
    void handleRequest(HttpConnection &connection, RequestParser::Request parsed) override;
    QByteArray answerTo(const HttpConnection &connection, const Refusal &refusal) override;
    std::unique_ptr<ByteStream> streamOf(int descriptor) const;
    void accept(int descriptor, const QHostAddress &address, bool isScarce);
    void reject(int descriptor, const QHostAddress &address, bool isScarce);

    void route(const Exchange &exchange);
    void call(const Exchange &exchange, const RouteTable &table, const RouteTable::Route &route);
    const RouteTable &tableOf(const QString &path) const;
    void finish(const HttpExchange &exchange, HttpResponse &response);
    void addPathPrefix(HttpResponse &response) const;
    void removeAnswered();

    HttpSettings m_settings;
    HttpListener *m_listener; // a child
    ConnectionGuard m_guard;
    const HttpConnection::Context m_context;
    QtHttpAdapter m_adapter;
    QSet<HttpConnection *> m_connections;
    int m_rejecting = 0; // connections that are being sent a 503
    QDeadlineTimer m_logPause; // until then rejected connections are not logged
    HttpDate m_date;
    std::optional<OriginPolicy> m_origins;
    std::vector<RouteTable> m_tables;
    std::list<std::weak_ptr<HttpExchange>> m_exchanges;
    AnswerCounts m_answers;
    std::size_t m_sweepAt = 64;
};

} // namespace WebJabber
