// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/interopfixture.h"

#include "support/gateway.h"

#include <QJsonArray>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace WebJabber::Test {

static constexpr auto benchDeadline = 30s;

// Ids and bodies of marker messages, which prove that everything before them has been handled.
static constexpr auto fencePrefix = "fence-"_L1;

InteropFixture::InteropFixture(std::unique_ptr<XmppServer> xmppServer, const QString &daemonProgram)
    : server(std::move(xmppServer))
    , daemon(daemonProgram)
{
}

InteropFixture::~InteropFixture() = default;

bool InteropFixture::fail(const QString &why)
{
    m_error = why;
    return false;
}

QByteArray InteropFixture::config() const
{
    GatewayConfig config;
    config.xmppPort = server->port();
    config.caFile = server->caFile();
    return config.toml();
}

bool InteropFixture::start()
{
    if (!server->start())
        return fail(QString::fromUtf8(server->logTail()));
    for (const QString &user : {u"juliet"_s, u"mercutio"_s})
        server->addAccount(user, u"demo"_s);
    server->subscribeMutually(u"juliet"_s, u"mercutio"_s);
    if (!daemon.start(config()))
        return fail(QString::fromUtf8(daemon.log()));
    return signIn();
}

bool InteropFixture::signIn()
{
    peer = std::make_unique<SlixPeer>();
    if (!peer->signIn(u"mercutio"_s, u"demo"_s, *server))
        return fail(u"slixmpp: "_s + peer->error());
    device = std::make_unique<V1Client>(daemon.url());
    m_watcher = std::make_unique<V1Client>(daemon.url());
    http = std::make_unique<HttpClient>(daemon.url());
    for (V1Client *client : {device.get(), m_watcher.get()}) {
        if (const auto answer = client->signIn(juliet()); answer.status != 201)
            return fail(QString::fromUtf8(answer.body));
    }
    if (const auto answer = http->postForm(u"/connect"_s, {{u"jid"_s, juliet()}, {u"pwd"_s, u"demo"_s}});
        answer.status != 200)
        return fail(QString::fromUtf8(answer.body));
    m_fullJid = peer->waitForResource(juliet());
    if (m_fullJid.isEmpty())
        return fail(u"slixmpp sees no presence"_s);
    m_stream = std::make_unique<SseClient>(m_watcher->http(), u"/v1/events"_s);
    return QTest::qWaitFor([this] { return m_stream->request().status() == 200; }, benchDeadline)
        || fail(u"no stream of events"_s);
}

bool InteropFixture::readEvents(const QString &fence, QList<QJsonObject> &events)
{
    const auto isDone = [&] {
        const QString after = m_cursor < 0 ? QString() : u"&after=%1"_s.arg(m_cursor);
        const HttpResponse page = device->get(u"/v1/events?wait=10"_s + after);
        bool isSeen = false;
        for (const QJsonValue &value : page.json.value("events"_L1).toArray()) {
            const QJsonObject event = value.toObject();
            isSeen = isSeen || event.value("body"_L1).toString() == fence;
            // Excludes also the receipts that slixmpp sends for fences.
            if (event.value("direction"_L1) == "in"_L1 && !event.value("id"_L1).toString().startsWith(fencePrefix))
                events += event;
        }
        m_cursor = page.json.value("next"_L1).toInteger(m_cursor);
        return isSeen;
    };
    return QTest::qWaitFor(isDone, benchDeadline);
}

bool InteropFixture::readReceived(const QString &fence, QStringList &bodies)
{
    const auto isDone = [&] {
        const auto answer = http->get(HttpClient::withQuery(u"/receive"_s, {{u"jid"_s, juliet()}}));
        for (const QJsonValue &message : answer.json.value("messages"_L1).toArray())
            bodies += message["body"_L1].toString();
        return bodies.contains(fence);
    };
    const bool isSeen = QTest::qWaitFor(isDone, benchDeadline);
    bodies.removeIf([](const QString &body) { return body.startsWith(fencePrefix); });
    return isSeen;
}

bool InteropFixture::waitForMessage(const QString &body)
{
    return m_stream->waitUntil(u"message"_s,
                               [&body](const QJsonObject &event) { return event.value("body"_L1) == body; });
}

InteropFixture::Outcome InteropFixture::send(const QString &xml)
{
    const QString fence = fencePrefix + QString::number(++m_fences);
    const qsizetype from = peer->stanzas().size();
    Outcome outcome;
    outcome.sent = QDateTime::currentDateTimeUtc();
    peer->sendRaw(xml);
    peer->sendMessage(juliet(), fence, fence);
    if (!readEvents(fence, outcome.events) || !readReceived(fence, outcome.received) || !waitForMessage(fence)) {
        qWarning("slixmpp's message does not come");
        return outcome;
    }
    const auto chatStates = m_stream->all(u"chat-state"_s).sliced(m_chatStates);
    m_chatStates += chatStates.size();
    for (const QJsonObject &chatState : chatStates) {
        if (chatState.value("from"_L1) == mercutio())
            outcome.chatStates += chatState;
    }
    // The daemon's answers go out before what it sends from now on.
    const QString back = fence + u"-back"_s;
    (void)device->send(mercutio(), back, back);
    (void)peer->waitForBody(back, from);
    for (const QDomDocument &document : peer->stanzas().sliced(from)) {
        const QDomElement stanza = document.documentElement();
        if (stanza.localName() == "message"_L1 && !stanza.attribute(u"id"_s).startsWith(fencePrefix))
            outcome.answers += describeStanza(stanza);
    }
    return outcome;
}

} // namespace WebJabber::Test
