// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/correspondent.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QNetworkReply>

#include <chrono>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace WebJabber::Test {

static constexpr auto retryDelay = 20ms;

void NumberRecord::note(int number, const QString &event)
{
    if (std::size_t(number) >= m_seen.size())
        m_seen.resize(std::size_t(number) + 1);
    if (m_seen[std::size_t(number)]) {
        ++m_twice;
        return;
    }
    m_seen[std::size_t(number)] = true;
    ++m_seenCount;
    if (number < m_last)
        m_late.append({number, event, m_last, m_lastEvent});
    m_last = number;
    m_lastEvent = event;
}

QList<int> NumberRecord::missing(int count) const
{
    QList<int> numbers;
    for (int number = 0; number < count; ++number) {
        if (std::size_t(number) >= m_seen.size() || !m_seen[std::size_t(number)])
            numbers += number;
    }
    return numbers;
}

static QString described(const QJsonObject &event)
{
    QStringList members;
    for (const QString &name : {u"seq"_s, u"time"_s, u"delayed"_s, u"id"_s, u"stanza_id"_s})
        members += name + u' ' + event.value(name).toVariant().toString();
    return members.join(u", "_s);
}

Correspondent::Correspondent(const QUrl &base, const QString &jid, QObject *parent)
    : QObject(parent)
    , m_base(base)
    , m_jid(jid)
{
}

void Correspondent::start(const QStringList &friends)
{
    m_friends = friends;
    signIn();
}

void Correspondent::writeUpTo(int count)
{
    m_count = count;
    if (!m_isWriting)
        sendNext();
}

void Correspondent::request(const QByteArray &method, const QString &path, const QJsonObject &body,
                            void (Correspondent::*again)(), Done done)
{
    QNetworkRequest request(m_base.resolved(QUrl(path)));
    request.setHeader(QNetworkRequest::ContentTypeHeader, u"application/json"_s);
    if (!m_token.isEmpty())
        request.setRawHeader("Authorization", "Bearer " + m_token);
    const QByteArray bytes = method == "GET" ? QByteArray() : QJsonDocument(body).toJson(QJsonDocument::Compact);
    QNetworkReply *reply = m_network.sendCustomRequest(request, method, bytes);
    connect(reply, &QNetworkReply::finished, this, [this, reply, again, path, done = std::move(done)] {
        reply->deleteLater();
        const int status = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
        // A truncated response counts as none.
        const bool isWhole = status != 0 && (status >= 400 || reply->error() == QNetworkReply::NoError);
        const auto answer = QJsonDocument::fromJson(reply->readAll());
        if (!isWhole || status == 502 || status == 503 || status == 504) {
            if (again)
                QTimer::singleShot(retryDelay, this, again);
            return;
        }
        if (status >= 400 || !answer.isObject())
            m_errors += u"%1 %2: %3 %4"_s.arg(m_jid, path).arg(status).arg(QString::fromUtf8(answer.toJson()));
        else
            done(status, answer.object());
    });
}

void Correspondent::signIn()
{
    request("POST", u"/v1/sessions"_s, {{u"jid"_s, m_jid}, {u"password"_s, u"demo"_s}}, &Correspondent::signIn,
            [this](int, const QJsonObject &answer) {
                m_token = answer.value("token"_L1).toString().toLatin1();
                read();
            });
}

void Correspondent::queryState()
{
    m_isOnline = false;
    request("GET", u"/v1/session"_s, {}, nullptr, [this](int, const QJsonObject &answer) {
        m_isOnline = answer.value("state"_L1).toString() == "online"_L1;
    });
}

void Correspondent::sendNext()
{
    m_isWriting = !isDone();
    if (!m_isWriting)
        return;
    const QString to = m_friends[m_accepted % m_friends.size()];
    request("POST", u"/v1/messages"_s,
            {{u"to"_s, to},
             {u"body"_s, QString::number(m_accepted / m_friends.size())},
             {u"id"_s, u"m%1"_s.arg(m_accepted)}},
            &Correspondent::sendNext, [this](int, const QJsonObject &) {
                ++m_accepted;
                sendNext();
            });
}

void Correspondent::read()
{
    QString path = u"/v1/events?wait=20&limit=1000"_s;
    if (m_cursor >= 0)
        path += u"&after=%1"_s.arg(m_cursor);
    request("GET", path, {}, &Correspondent::read, [this](int, const QJsonObject &answer) {
        for (const QJsonValue &event : answer.value("events"_L1).toArray())
            note(event.toObject());
        m_cursor = answer.value("next"_L1).toInteger();
        read();
    });
}

void Correspondent::note(const QJsonObject &event)
{
    const QString type = event.value("type"_L1).toString();
    if (type != "message"_L1) {
        if (type == "reset"_L1)
            m_errors += u"%1: a reset"_s.arg(m_jid);
        return;
    }
    const bool isIn = event.value("direction"_L1).toString() == "in"_L1;
    const QString other = event.value(isIn ? "from"_L1 : "to"_L1).toString().section(u'/', 0, 0);
    const int number = event.value("body"_L1).toString().toInt();
    (isIn ? m_received : m_sent)[other].note(number, described(event));
    ++(isIn ? m_receivedCount : m_copyCount);
}

} // namespace WebJabber::Test
