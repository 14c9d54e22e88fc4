// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "http/connectionguard.h"
#include "http/httpdate.h"
#include "http/httpexchange.h"
#include "http/httplistener.h"
#include "http/originpolicy.h"
#include "http/routetable.h"

#include <QAbstractHttpServer>

#include <QDeadlineTimer>
#include <QHash>
#include <QSet>

#include <list>
#include <vector>

namespace WebJabber {

// Listens, guards each connection (HttpConnection) and how many there are, finds
// the route of each request and answers what has none. What is still owed when
// it is destroyed is answered with 503.
class HttpServer : public QAbstractHttpServer, private RequestReceiver
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

    // For connections that come from now on; a server that began without TLS stays so.
    void setTls(const QSslConfiguration &identity);

    // Refuses new connections; those that are open keep working.
    void stopListening();
    // Requests not answered yet, and answers on their way.
    qsizetype pending() const;
    // That are served, those between two requests included.
    qsizetype connections() const { return m_connections.size(); }

    // How often each route answered with each status; streams count as they
    // begin. What has no route counts under an empty one.
    using AnswerCounts = QHash<std::pair<QString, int>, quint64>;
    const AnswerCounts &answers() const { return m_answers; }

    // Null before listen().
    const OriginPolicy *origins() const { return m_origins ? &*m_origins : nullptr; }

protected:
    bool handleRequest(const QHttpServerRequest &request, QHttpServerResponder &responder) override;
    // The connection whose request QtHttpServer reads at this moment; null at any other.
    virtual QIODevice *takeReading();
    void missingHandler(const QHttpServerRequest &request, QHttpServerResponder &responder) override;

private:
    QByteArray answerTo(const HttpConnection &connection, const Refusal &refusal) override;
    std::unique_ptr<ByteStream> streamOf(int descriptor) const;
    void accept(int descriptor, const QHostAddress &address, bool isScarce);
    void turnAway(int descriptor, const QHostAddress &address, bool isScarce);
    void closeConnections();

    void route(const Exchange &exchange);
    void serve(const Exchange &exchange, const RouteTable &table, const RouteTable::Route &route);
    const RouteTable &tableOf(const QString &path) const;
    void finish(const HttpExchange &exchange, HttpResponse &response);
    void addPathPrefix(HttpResponse &response) const;
    void forgetAnswered();

    HttpSettings m_settings;
    HttpListener *m_listener; // a child
    ConnectionGuard m_guard;
    HttpConnection::Context m_context;
    QSet<HttpConnection *> m_connections;
    int m_turnedAway = 0; // connections that are told so
    QDeadlineTimer m_quietTime; // until then no more is logged of those
    HttpDate m_date;
    std::optional<OriginPolicy> m_origins;
    std::vector<RouteTable> m_tables;
    std::list<std::weak_ptr<HttpExchange>> m_exchanges;
    AnswerCounts m_answers;
    std::size_t m_sweepAt = 64;
};

} // namespace WebJabber
