// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connectionguard.h"
#include "httpconnection.h"
#include "httplistener.h"
#include "httpsettings.h"
#include "originpolicy.h"
#include "routetable.h"

#include <QDeadlineTimer>
#include <QHash>
#include <QSet>

#include <list>
#include <vector>

namespace WebJabber {

// Listens, finds the route of each request and answers what has none. What is
// still owed when it is destroyed is answered with 503.
class HttpServer : public QObject, private RequestReceiver
{
    Q_OBJECT

public:
    explicit HttpServer(const HttpSettings &settings, QObject *parent = nullptr);
    ~HttpServer() override;

    // Tables are asked in the order they came, and so are their roots for the
    // paths that none has: the last one's must be "/".
    void addTable(RouteTable table);

    enum class ListenError { AddressInUse, Other };
    struct ListenFailure {
        ListenError error;
        QString text;
    };
    // The port is known afterwards.
    std::expected<void, ListenFailure> listen();
    quint16 port() const;
    QString url() const; // without a path

    // Refuses new connections; those that are open keep working.
    void stopListening();
    // Requests not answered yet.
    qsizetype pending() const;
    qsizetype connections() const { return m_connections.size(); }

    // How often each route answered with each status; streams count as they
    // begin. What has no route, or is no request, counts under an empty one.
    using AnswerCounts = QHash<std::pair<QString, int>, quint64>;
    const AnswerCounts &answers() const { return m_answers; }

    // Null before listen().
    const OriginPolicy *origins() const { return m_origins ? &*m_origins : nullptr; }

protected:
    // Serves a connection that a derived class accepted.
    HttpConnection *serve(std::unique_ptr<ByteStream> stream, const ConnectionPeer &peer);
    // For the destructor of one that connects something to its connections.
    void closeConnections();

private:
    void receive(HttpConnection &connection, HttpRequest request) override;
    HttpResponse answerTo(const HttpConnection &connection, const Refusal &refusal) override;
    void accept(int descriptor, const QHostAddress &address, bool isScarce);
    void turnAway(int descriptor, const QHostAddress &address, bool isScarce);
    void route(const Exchange &exchange);
    void handle(const Exchange &exchange, const RouteTable &table, const RouteTable::Route &route);
    const RouteTable &tableOf(const QString &path) const;
    void finish(const HttpExchange &exchange, HttpResponse &response);
    void logAccess(const QHostAddress &peer, QLatin1StringView method, const QString &path,
                   const HttpResponse &response, std::chrono::nanoseconds age) const;
    void forgetAnswered();

    HttpSettings m_settings;
    HttpListener m_listener;
    ConnectionGuard m_guard;
    HttpConnection::Context m_context;
    QSet<HttpConnection *> m_connections; // children
    int m_turnedAway = 0; // of these, those that are only told to go
    QDeadlineTimer m_quietTime; // about turning away
    std::optional<OriginPolicy> m_origins;
    std::vector<RouteTable> m_tables;
    std::list<std::weak_ptr<HttpExchange>> m_exchanges;
    AnswerCounts m_answers;
    std::size_t m_sweepAt = 64;
};

} // namespace WebJabber
