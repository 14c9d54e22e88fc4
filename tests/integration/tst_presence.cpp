// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/gateway.h"
#include "support/pushlistener.h"
#include "support/sessionfixture.h"
#include "support/tcpproxy.h"
#include "support/v1client.h"
#include "support/xmpppeer.h"

#include <QTest>

#include <ranges>

using namespace Qt::StringLiterals;
using namespace WebJabber;
using namespace WebJabber::Test;
using namespace std::chrono_literals;

static const QString romeo = u"romeo@localhost"_s;
static const QString juliet = u"juliet@localhost"_s;

// Presence on a real server: the account's own across all kinds of disconnects, and that of contacts while nobody
// reads.
class tst_Presence : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<Gateway> m_gateway;

    // The newest presence of a user that the peer has received.
    static std::optional<QXmppPresence> seen(const XmppPeer &peer, const QString &jid)
    {
        for (const QXmppPresence &presence : peer.presences() | std::views::reverse) {
            if (presence.from().startsWith(jid + u'/'))
                return presence;
        }
        return std::nullopt;
    }

    static QXmppPresence::AvailableStatusType showSeen(const XmppPeer &peer)
    {
        const auto presence = seen(peer, juliet);
        return presence ? presence->availableStatusType() : QXmppPresence::Invisible;
    }

    static QXmppPresence shown(QXmppPresence::AvailableStatusType type)
    {
        QXmppPresence presence;
        presence.setAvailableStatusType(type);
        return presence;
    }

    std::unique_ptr<XmppPeer> peer(const QString &user)
    {
        auto peer = std::make_unique<XmppPeer>(m_gateway->prosody.port(), m_gateway->prosody.caFile());
        if (!peer->signIn(user, u"demo"_s))
            qFatal("%s: %s", qPrintable(user), qPrintable(peer->error()));
        return peer;
    }

    static bool isOnline(V1Client &client)
    {
        return client.get(u"/v1/session"_s).json.value("state"_L1).toString() == "online"_L1;
    }

private Q_SLOTS:
    void init()
    {
        m_gateway = std::make_unique<Gateway>(QStringLiteral(WEBJABBERD_PATH));
        m_gateway->prosody.addAccount(u"tybalt"_s, u"demo"_s);
        m_gateway->prosody.setExtraConfig("VirtualHost \"localhost\"\nmodules_enabled = { \"csi_simple\" }\n");
        QVERIFY2(m_gateway->start(), (m_gateway->daemon.log() + m_gateway->prosody.logTail()).constData());
    }

    void cleanup() { m_gateway.reset(); }

    void chosenPresenceSurvivesRestart()
    {
        const auto watcher = peer(u"romeo"_s);
        V1Client phone(m_gateway->daemon.url());
        QCOMPARE(phone.signIn(juliet).status, 201);
        QTRY_VERIFY(watcher->sees(juliet));
        QCOMPARE(phone.put(u"/v1/presence"_s, {{u"show"_s, u"dnd"_s}, {u"status"_s, u"busy"_s}}).status, 204);
        QTRY_COMPARE(showSeen(*watcher), QXmppPresence::DND);
        QVERIFY(m_gateway->daemon.stop());
        QTRY_VERIFY(!watcher->sees(juliet));
        QVERIFY(m_gateway->daemon.restart());
        QTRY_VERIFY(watcher->sees(juliet));
        QCOMPARE(showSeen(*watcher), QXmppPresence::DND);
        QCOMPARE(seen(*watcher, juliet)->statusText(), u"busy"_s);
        QVERIFY(!seen(*watcher, juliet)->capabilityVer().isEmpty());

        QCOMPARE(phone.put(u"/v1/presence"_s, {{u"show"_s, u"offline"_s}}).status, 204);
        QTRY_VERIFY(!watcher->sees(juliet));
        QVERIFY(m_gateway->daemon.restart());
        QTRY_VERIFY(isOnline(phone));
        QCOMPARE(phone.send(romeo, u"unseen"_s).status, 201);
        QTRY_VERIFY(watcher->bodies().contains("unseen"_L1));
        QVERIFY(!watcher->sees(juliet));
        QCOMPARE(phone.put(u"/v1/presence"_s, {{u"show"_s, u"online"_s}}).status, 204);
        QTRY_VERIFY(watcher->sees(juliet));
    }

    // Without stored credentials a client has to sign in again; the chosen presence is still in effect.
    void chosenPresenceIsKeptWithoutCredentials()
    {
        auto config = m_gateway->config();
        config.xmpp += "credentials = \"none\"\n";
        QVERIFY(m_gateway->daemon.stop());
        QVERIFY(m_gateway->daemon.start(config.toml()));
        const auto watcher = peer(u"romeo"_s);
        V1Client phone(m_gateway->daemon.url());
        QCOMPARE(phone.signIn(juliet).status, 201);
        QCOMPARE(phone.put(u"/v1/presence"_s, {{u"show"_s, u"dnd"_s}, {u"status"_s, u"busy"_s}}).status, 204);
        QTRY_COMPARE(showSeen(*watcher), QXmppPresence::DND);
        QVERIFY(m_gateway->daemon.restart());
        QTRY_VERIFY(!watcher->sees(juliet));
        const qsizetype before = watcher->presences().size();
        // A wrong password first: the attempt leaves nothing behind, the chosen presence stays.
        QCOMPARE(phone.signIn(juliet, u"wrong"_s).status, 401);
        QCOMPARE(phone.signIn(juliet).status, 201);
        QTRY_VERIFY(watcher->sees(juliet));
        for (const QXmppPresence &presence : watcher->presences().sliced(before)) {
            if (!presence.from().startsWith(juliet + u'/') || presence.type() != QXmppPresence::Available)
                continue;
            QCOMPARE(presence.availableStatusType(), QXmppPresence::DND);
            QCOMPARE(presence.statusText(), u"busy"_s);
        }
    }

    void presenceSetWhileDisconnectedIsSentOnReconnect()
    {
        const auto watcher = peer(u"romeo"_s);
        TcpProxy proxy(m_gateway->prosody.port());
        SessionFixture fixture(u"juliet"_s, proxy.port(), m_gateway->prosody.caFile());
        QVERIFY(fixture.signIn());
        QTRY_VERIFY(watcher->sees(juliet));
        const auto lose = [&] {
            proxy.setRefusing(true);
            proxy.cut();
            QTRY_VERIFY(!fixture.isOnline());
        };
        lose();
        fixture.session->setPresence(Show::Dnd, u"rehearsing"_s);
        proxy.setRefusing(false);
        QTRY_VERIFY(fixture.isOnline());
        QTRY_COMPARE(showSeen(*watcher), QXmppPresence::DND);
        lose();
        fixture.session->setPresence(Show::Offline, {});
        proxy.setRefusing(false);
        QTRY_VERIFY(fixture.isOnline());
        QTRY_VERIFY(!watcher->sees(juliet));
    }

    void contactsIncludePresenceHeldBackByServer()
    {
        const auto contact = peer(u"romeo"_s);
        SessionFixture fixture(u"juliet"_s, m_gateway->prosody.port(), m_gateway->prosody.caFile());
        QVERIFY(fixture.signIn());
        const Jid jid = Jid::fromServer(romeo);
        const auto known = [&] {
            const Contact *held = fixture.session->contact(jid);
            return held && held->isOnline() ? held->resources.first().show : Show::Offline;
        };
        QTRY_COMPARE(known(), Show::Online);
        fixture.session->setReaderState({});
        // When the later message has been answered, the server has processed that. A message to her would stop Prosody
        // from holding stanzas back for 5 s.
        contact->sendMessage(romeo, u"first"_s);
        QTRY_VERIFY(contact->bodies().contains("first"_L1));
        contact->sendPresence(shown(QXmppPresence::DND));
        const auto second = std::make_unique<XmppPeer>(m_gateway->prosody.port(), m_gateway->prosody.caFile());
        QVERIFY(second->signIn(u"romeo"_s, u"demo"_s, u"second"_s));
        QTRY_VERIFY(second->sees(contact->jid()));
        QCOMPARE(known(), Show::Online); // it is held back
        fixture.session->setReaderState({.isRead = true});
        const auto contacts = fixture.session->contacts();
        QTRY_VERIFY(contacts.isFinished());
        QCOMPARE(known(), Show::Dnd);
    }

    void legacyPushReportsPresenceWithoutReaders()
    {
        const auto contact = peer(u"romeo"_s);
        PushListener endpoint;
        QCOMPARE(m_gateway->connectAccount(juliet, u"demo"_s, endpoint.url(u"/x"_s).toString()).status, 200);
        QTRY_VERIFY(contact->sees(juliet));
        // After a restart the daemon has no record of a reader.
        QVERIFY(m_gateway->daemon.restart());
        QTRY_VERIFY(contact->sees(juliet));
        QTRY_VERIFY(!endpoint.requests().isEmpty());
        endpoint.clear();
        contact->sendPresence(shown(QXmppPresence::XA));
        QTRY_VERIFY_WITH_TIMEOUT(!endpoint.requests().isEmpty(), 30s);
    }

    void subscriptionRequestIsReportedOnce()
    {
        const auto requester = peer(u"tybalt"_s);
        V1Client phone(m_gateway->daemon.url());
        QCOMPARE(phone.signIn(juliet).status, 201);
        const auto requests = [&] {
            int count = 0;
            for (const auto &event : phone.get(u"/v1/events?after=0"_s).json.value("events"_L1).toArray())
                count += event["type"_L1] == "subscription"_L1 ? 1 : 0;
            return count;
        };
        requester->sendRaw("<presence type='subscribe' to='juliet@localhost'><status>We met at the ball</status>"
                           "<nick xmlns='http://jabber.org/protocol/nick'>Tybalt</nick></presence>");
        QTRY_COMPARE(requests(), 1);
        for (int i = 0; i < 2; ++i) {
            QVERIFY(m_gateway->daemon.restart());
            QTRY_VERIFY(isOnline(phone));
            const QString fence = u"fence %1"_s.arg(i);
            requester->sendMessage(juliet, fence);
            QTRY_VERIFY(phone.get(u"/v1/events?after=0"_s).body.contains(fence.toUtf8()));
            QCOMPARE(requests(), 1);
            const QJsonArray events = phone.get(u"/v1/events?after=0"_s).json.value("events"_L1).toArray();
            const QJsonObject request = events.first().toObject();
            QCOMPARE(request.value("type"_L1).toString(), u"subscription"_s);
            QCOMPARE(request.value("nick"_L1).toString(), u"Tybalt"_s);
            QCOMPARE(request.value("text"_L1).toString(), u"We met at the ball"_s);
        }
        // Once it is denied, the next request is a new one.
        QCOMPARE(phone.post(u"/v1/contacts/tybalt@localhost/subscription"_s, {{u"action"_s, u"deny"_s}}).status, 204);
        requester->sendRaw("<presence type='subscribe' to='juliet@localhost'/>");
        QTRY_COMPARE(requests(), 2);
    }
};

QTEST_GUILESS_MAIN(tst_Presence)
#include "tst_presence.moc"
