// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHttpHeaders>
#include <QHttpServer>
#include <QHttpServerResponder>
#include <QObject>
#include <QUrl>

#include <chrono>
#include <vector>

namespace WebJabber::Test {

struct PushRequest {
    QByteArray method; // "PUT"
    QString path; // with its query
    QHttpHeaders headers;
    QByteArray body;
    std::chrono::steady_clock::time_point time;
};

// A push endpoint on 127.0.0.1 that records every request and returns the response set here.
class PushListener : public QObject
{
    Q_OBJECT

public:
    PushListener();

    quint16 port() const { return m_port; }
    QUrl url(const QString &path) const;

    // Sets the response to all further requests; initially 200 and "{}".
    void setAnswer(int status, const QByteArray &body = "{}", const QHttpHeaders &headers = {});
    // From now on responses ask the client to retry in an hour.
    void setBusy();
    // From now on requests are accepted and not answered.
    void setSilent() { m_isSilent = true; }

    const QList<PushRequest> &requests() const { return m_requests; }
    void clear() { m_requests.clear(); }

Q_SIGNALS:
    void requested(const WebJabber::Test::PushRequest &request);

private:
    void take(const QHttpServerRequest &request, QHttpServerResponder &responder);

    quint16 m_port = 0;
    int m_status = 200;
    QByteArray m_body = "{}";
    QHttpHeaders m_headers;
    bool m_isSilent = false;
    QList<PushRequest> m_requests;
    QHttpServer m_server;
    std::vector<QHttpServerResponder> m_held; // destroyed before the server
};

} // namespace WebJabber::Test
