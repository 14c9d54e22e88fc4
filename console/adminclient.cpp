// SPDX-License-Identifier: GPL-3.0-or-later
#include "console/adminclient.h"

#include "shared/adminapi.h"

#include <QFileInfo>
#include <QJsonDocument>
#include <QLocalSocket>
#include <QNetworkProxy>
#include <QNetworkReply>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace WebJabber {

static constexpr auto retryInterval = 500ms;

static int statusOf(const QNetworkReply &reply)
{
    return reply.attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
}

ServerStream::ServerStream(QNetworkReply *reply, QObject *parent)
    : QObject(parent)
    , m_reply(reply)
{
    m_reply->setParent(this);
    connect(m_reply, &QNetworkReply::readyRead, this, [this] {
        for (const ServerEvent &event : m_parser.feed(m_reply->readAll()))
            Q_EMIT received(event);
    });
    connect(m_reply, &QNetworkReply::finished, this, [this] { Q_EMIT ended(statusOf(*m_reply)); });
}

ServerStream::~ServerStream()
{
    m_reply->disconnect(this);
    m_reply->abort();
}

AdminClient::AdminClient(QObject *parent)
    : QObject(parent)
{
    m_network.setProxy(QNetworkProxy::NoProxy);
    m_retry.setSingleShot(true);
    connect(&m_retry, &QTimer::timeout, this, &AdminClient::tryConnect);
}

void AdminClient::open(const QString &socket)
{
    close();
    m_socket = socket;
    setState(State::Connecting, ConnectError::None);
    tryConnect();
}

void AdminClient::close()
{
    m_retry.stop();
    delete std::exchange(m_events, nullptr);
    m_network.clearConnectionCache();
    setState(State::Closed, ConnectError::None);
}

void AdminClient::tryConnect()
{
    delete std::exchange(m_events, nullptr);
    m_events = stream(u"/events"_s, this);
    connect(m_events, &ServerStream::received, this, &AdminClient::handleEvent);
    connect(m_events, &ServerStream::ended, this, &AdminClient::handleEnded);
}

void AdminClient::handleEvent(const ServerEvent &event)
{
    if (event.type == "hello"_L1) {
        if (event.data["api"_L1]["major"_L1].toInt() != adminApiMajor) {
            m_events->disconnect(this);
            m_events->deleteLater();
            m_events = nullptr;
            return setState(State::Closed, ConnectError::WrongVersion);
        }
        setState(State::Connected, ConnectError::None);
    }
    Q_EMIT received(event);
}

// WORKAROUND (Qt 6.8): QNetworkReply's error for a UNIX socket does not contain the reason, so this connects to the
// socket itself; ends with an error code for each reason.
static AdminClient::ConnectError diagnose(const QString &socket)
{
    QLocalSocket probe;
    probe.connectToServer(socket);
    if (probe.waitForConnected(0))
        return AdminClient::ConnectError::Lost;
    switch (probe.error()) {
    case QLocalSocket::SocketAccessError:
        return AdminClient::ConnectError::Forbidden;
    case QLocalSocket::ServerNotFoundError:
        return QFileInfo::exists(socket) ? AdminClient::ConnectError::NotListening
                                         : AdminClient::ConnectError::NoSocket;
    default:
        return AdminClient::ConnectError::NotListening;
    }
}

void AdminClient::handleEnded(int status)
{
    ConnectError connectError = diagnose(m_socket);
    if (status == 403)
        connectError = ConnectError::Forbidden;
    else if (status == 404)
        connectError = ConnectError::WrongVersion;
    else if (status == 503)
        connectError = ConnectError::TooManyClients;
    setState(State::Connecting, connectError);
    m_retry.start(retryInterval);
}

void AdminClient::setState(State state, ConnectError connectError)
{
    if (std::exchange(m_state, state) == state && m_connectError == connectError)
        return;
    m_connectError = connectError;
    Q_EMIT stateChanged();
}

QNetworkReply *AdminClient::start(const QByteArray &method, const QString &path, const QByteArray &body)
{
    QNetworkRequest request(QUrl(u"unix+http://localhost/admin/v1"_s + path));
    request.setAttribute(QNetworkRequest::FullLocalServerNameAttribute, m_socket);
    request.setHeader(QNetworkRequest::ContentTypeHeader, u"application/json"_s);
    return m_network.sendCustomRequest(request, method, body);
}

ServerStream *AdminClient::stream(const QString &path, QObject *parent)
{
    return new ServerStream(start("GET", path, {}), parent);
}

void AdminClient::get(const QString &path, QObject *context, Answer done)
{
    send("GET", path, {}, context, std::move(done));
}

static Result<QJsonObject> answerOf(QNetworkReply &reply)
{
    QJsonObject json = QJsonDocument::fromJson(reply.readAll()).object();
    const int status = statusOf(reply);
    if (status >= 200 && status < 300)
        return json;
    const QString detail = json.value("detail"_L1).toString();
    return problem(status == 404 ? ProblemCode::NotFound : ProblemCode::XmppError,
                   detail.isEmpty() ? reply.errorString() : detail);
}

void AdminClient::send(const QByteArray &method, const QString &path, const QJsonObject &body, QObject *context,
                       Answer done)
{
    const QByteArray text = body.isEmpty() ? QByteArray() : QJsonDocument(body).toJson(QJsonDocument::Compact);
    QNetworkReply *reply = start(method, path, text);
    connect(reply, &QNetworkReply::finished, reply, &QObject::deleteLater);
    connect(reply, &QNetworkReply::finished, context, [reply, done = std::move(done)] { done(answerOf(*reply)); });
}

QString AdminClient::pathFor(const QString &folder, const QString &name)
{
    return u"/%1/%2"_s.arg(folder, QString::fromLatin1(QUrl::toPercentEncoding(name)));
}

} // namespace WebJabber
