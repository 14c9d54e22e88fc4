// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/fakexmppserver.h"
#include "support/sessionfixture.h"

#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace WebJabber;
using namespace WebJabber::Test;
using namespace std::chrono_literals;

// A session's use of archives with unusual answers.
class tst_ArchiveSync : public QObject
{
    Q_OBJECT

private:
    const Jid m_romeo = Jid::fromServer(u"romeo@localhost"_s);
    std::unique_ptr<FakeXmppServer> m_server;
    std::unique_ptr<SessionFixture> m_fixture;
    QByteArrayList m_queries; // to the archive, in order
    QByteArray m_queryId; // of the last query

    // An archive that answers the nth query with answers[n]; the last one is repeated.
    void startServer(const QList<FakeXmppServer::QueryAnswer> &answers,
                     const QByteArrayList &features = {"urn:xmpp:mam:2", "urn:xmpp:sid:0"})
    {
        m_queries.clear();
        m_server = std::make_unique<FakeXmppServer>();
        m_server->manageStreams().resumeStreams().login(u"demo"_s, "juliet@localhost/fake");
        m_server->announce(features);
        m_server->answerQueriesWith([this, answers](const QByteArray &query, const QByteArray &id) {
            if (!query.contains("urn:xmpp:mam:2"))
                return QByteArray();
            noteQuery(query);
            return answers.at(std::min(m_queries.size(), answers.size()) - 1)(query, id);
        });
        m_fixture = std::make_unique<SessionFixture>(u"juliet"_s, m_server->port(), QString());
        m_fixture->settings.tls = TlsMode::Off;
    }

    void noteQuery(const QByteArray &query)
    {
        m_queries += query;
        static const QRegularExpression queryId(u"queryid=\"([^\"]*)"_s);
        m_queryId = queryId.match(QString::fromUtf8(query)).captured(1).toUtf8();
    }

    // Restores a session that had read the archive up to this position.
    void restoreFrom(const ArchivePosition &position)
    {
        (void)m_fixture->store.saveAccount(m_fixture->account, {});
        (void)m_fixture->store.saveArchiveId(m_fixture->account, position.toString());
        QTRY_COMPARE(m_fixture->store.waiting(), 0);
        QVERIFY(m_fixture->restore());
    }

    static QByteArray message(const QByteArray &body, const QByteArray &more = {})
    {
        return "<message xmlns='jabber:client' from='romeo@localhost/x' to='juliet@localhost' type='chat' id='" + body
            + "'><body>" + body + "</body>" + more + "</message>";
    }

    static QByteArray stanzaId(const QByteArray &id)
    {
        return "<stanza-id xmlns='urn:xmpp:sid:0' by='juliet@localhost' id='" + id + "'/>";
    }

    static QByteArray result(const QByteArray &id, const QByteArray &queryId, const QByteArray &stanza,
                             const QByteArray &from = "juliet@localhost")
    {
        return "<message from='" + from + "' to='juliet@localhost/fake'><result xmlns='urn:xmpp:mam:2' queryid='"
            + queryId + "' id='" + id + "'><forwarded xmlns='urn:xmpp:forward:0'>"
            + "<delay xmlns='urn:xmpp:delay' stamp='2026-01-01T00:00:00Z'/>" + stanza
            + "</forwarded></result></message>";
    }

    static QByteArray fin(const QByteArray &id, bool complete = true)
    {
        return "<iq type='result' id='" + id + "'><fin xmlns='urn:xmpp:mam:2'" + (complete ? " complete='true'" : "")
            + "/></iq>";
    }

    static QByteArray error(const QByteArray &id, const QByteArray &condition)
    {
        return "<iq type='error' id='" + id + "'><error type='cancel'><" + condition
            + " xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>";
    }

    FakeXmppServer::QueryAnswer page(const QByteArrayList &bodies, bool complete = true) const
    {
        return [this, bodies, complete](const QByteArray &, const QByteArray &id) {
            QByteArray answer;
            for (const QByteArray &body : bodies)
                answer += result("id-" + body, m_queryId, message(body));
            return answer + fin(id, complete);
        };
    }

    static FakeXmppServer::QueryAnswer failure(const QByteArray &condition)
    {
        return [condition](const QByteArray &, const QByteArray &id) { return error(id, condition); };
    }

    void waitForServer()
    {
        static int number = 0;
        const QByteArray fence = "fence" + QByteArray::number(++number);
        QVERIFY(
            m_fixture->session->sendChatState(Jid::fromServer(QString::fromLatin1(fence + "@localhost")), u"gone"_s));
        QTRY_VERIFY(m_server->clearBytes().contains(fence));
    }

    static QDateTime midnight() { return QDateTime::fromString(u"2026-01-01T00:00:00Z"_s, Qt::ISODate); }

private Q_SLOTS:
    void cleanup()
    {
        m_fixture.reset();
        m_server.reset();
    }

    void readsPageAfterPage()
    {
        startServer({page({"1", "2"}, false), page({"3"}, false), page({}, false)});
        restoreFrom({u"left-here"_s, midnight()});
        QTRY_COMPARE(m_queries.size(), 3);
        QVERIFY(m_queries.at(0).contains("<after>left-here</after>"));
        QVERIFY(m_queries.at(1).contains("<after>id-2</after>"));
        QVERIFY(m_queries.at(2).contains("<after>id-3</after>"));
        QTRY_COMPARE(m_fixture->received(), (QStringList{u"1"_s, u"2"_s, u"3"_s}));
        QTRY_VERIFY(m_fixture->store.archiveId(m_fixture->account).endsWith(u" id-3"_s));
    }

    void firstSignInReadsOnlyTheNewestPosition()
    {
        startServer({page({"old"})});
        QVERIFY(m_fixture->signIn());
        QTRY_VERIFY(m_fixture->store.archiveId(m_fixture->account).endsWith(u" id-old"_s));
        QCOMPARE(m_queries.size(), 1);
        QVERIFY(m_queries.first().contains("<max>1</max><before/>")
                || m_queries.first().contains("<max>1</max><before></before>"));
        QCOMPARE(m_fixture->received(), QStringList());
    }

    void missingIdIsReplacedByItsTime()
    {
        startServer({failure("item-not-found"), page({"1"})});
        restoreFrom({u"gone"_s, midnight()});
        QTRY_COMPARE(m_fixture->received(), QStringList(u"1"_s));
        QCOMPARE(m_queries.size(), 2);
        QVERIFY(m_queries.last().contains("<field var=\"start\"><value>2025-12-31T23:50:00.000Z</value></field>"));
    }

    void missingIdWithoutTimeRestarts()
    {
        startServer({failure("item-not-found"), page({"newest"})});
        restoreFrom({u"gone"_s, {}});
        QTRY_VERIFY(m_fixture->store.archiveId(m_fixture->account).endsWith(u" id-newest"_s));
        QCOMPARE(m_fixture->received(), QStringList());
    }

    // Not even the account's own server may add results to a page of another query.
    void resultsOfAnotherQueryAreIgnored()
    {
        startServer({[this](const QByteArray &, const QByteArray &id) {
            return result("a1", "another", message("forged")) + result("a2", "", message("forged"))
                + result("a3", m_queryId, message("forged"), "evil@localhost") + result("a4", m_queryId, message("1"))
                + fin(id);
        }});
        restoreFrom({u"left-here"_s, midnight()});
        QTRY_COMPARE(m_fixture->received(), QStringList(u"1"_s));
        m_server->write(result("a5", m_queryId, message("late")) + message("2"));
        QTRY_COMPARE(m_fixture->received(), (QStringList{u"1"_s, u"2"_s}));
    }

    void liveMessagesAreHeldUntilArchiveIsRead()
    {
        startServer({[this](const QByteArray &, const QByteArray &id) {
            // Both arrived while the archive was read; only one of them is in it.
            return message("live", "<stanza-id xmlns='urn:xmpp:sid:0' by='juliet@localhost' id='id-live'/>")
                + message("unarchived") + result("id-1", m_queryId, message("1"))
                + result("id-live", m_queryId, message("live")) + fin(id);
        }});
        restoreFrom({u"left-here"_s, midnight()});
        QTRY_COMPARE(m_fixture->received(), (QStringList{u"1"_s, u"live"_s, u"unarchived"_s}));
    }

    // A server under load may take long for its features, or not answer that query at all.
    void liveMessagesWaitForTheArchiveOfASlowServer_data()
    {
        QTest::addColumn<bool>("answersLate");
        QTest::newRow("late") << true;
        QTest::newRow("never") << false;
    }
    void liveMessagesWaitForTheArchiveOfASlowServer()
    {
        QFETCH(bool, answersLate);
        startServer({});
        QByteArray featuresId;
        QByteArray pageId;
        m_server->answerQueriesWith([&](const QByteArray &query, const QByteArray &id) {
            static const QByteArray silence = " ";
            if (query.contains("roster"))
                return QByteArray();
            if (query.contains("disco#info") && !query.contains(" to="))
                featuresId = id;
            if (query.contains("urn:xmpp:mam:2")) {
                noteQuery(query);
                pageId = id;
            }
            return silence;
        });
        restoreFrom({u"left-here"_s, midnight()});
        QTRY_VERIFY(!featuresId.isEmpty());
        m_server->write(message("2", stanzaId("id-2")));
        QTRY_VERIFY_WITH_TIMEOUT(!pageId.isEmpty(), FeaturesQuery::responseTimeout + 5s);
        if (answersLate)
            m_server->write("<iq type='result' id='" + featuresId
                            + "'><query xmlns='http://jabber.org/protocol/disco#info'>"
                              "<feature var='urn:xmpp:mam:2'/><feature var='urn:xmpp:sid:0'/></query></iq>");
        m_server->write(message("unarchived") + result("id-1", m_queryId, message("1"))
                        + result("id-2", m_queryId, message("2")) + fin(pageId));
        QTRY_COMPARE(m_fixture->received(), (QStringList{u"1"_s, u"2"_s, u"unarchived"_s}));
        m_server->write(message("3", stanzaId("id-3")));
        QTRY_COMPARE(m_fixture->received(), (QStringList{u"1"_s, u"2"_s, u"unarchived"_s, u"3"_s}));
    }

    // Messages that are only in memory are not acknowledged to the server, and the page must arrive all the same.
    void heldMessagesAreNotAcknowledged()
    {
        QByteArray pendingId;
        startServer({[&](const QByteArray &, const QByteArray &id) {
            pendingId = id;
            return message("unarchived") + "<r xmlns='urn:xmpp:sm:3'/>";
        }});
        restoreFrom({u"left-here"_s, midnight()});
        QTRY_VERIFY(!pendingId.isEmpty());
        m_server->write("<message from='romeo@localhost/x' type='chat'>"
                        "<composing xmlns='http://jabber.org/protocol/chatstates'/></message>");
        waitForServer();
        QVERIFY(!m_server->clearBytes().contains("<a xmlns"));
        m_server->write(result("id-1", m_queryId, message("1")) + fin(pendingId));
        QTRY_VERIFY(m_server->clearBytes().contains("<a xmlns"));
        QCOMPARE(m_fixture->received(), (QStringList{u"1"_s, u"unarchived"_s}));
    }

    void archivedOwnMessageIsNotResent()
    {
        startServer({[this](const QByteArray &, const QByteArray &id) {
            const QByteArray own = "<message xmlns='jabber:client' from='juliet@localhost/old' to='romeo@localhost' "
                                   "type='chat' id='o1'><body>had it</body></message>";
            return result("id-1", m_queryId, own) + fin(id);
        }});
        m_fixture->enqueue(u"o1"_s, m_romeo, u"had it"_s);
        m_fixture->enqueue(u"o2"_s, m_romeo, u"had it not"_s);
        restoreFrom({u"left-here"_s, midnight()});
        QTRY_VERIFY(m_server->clearBytes().contains("had it not"));
        QVERIFY(!m_server->clearBytes().contains("<body>had it</body>"));
        QCOMPARE(m_fixture->store.message(m_fixture->account, u"o1"_s).state, OutgoingState::Sent);
        QCOMPARE(m_fixture->store.bodies(m_fixture->account, Direction::Out),
                 (QStringList{u"had it"_s, u"had it not"_s}));
    }

    // Messages that may have been sent wait for the archive's answer; others are sent. Live messages do not move the
    // bookmark past unread ones.
    void failingArchiveIsRetried()
    {
        startServer({failure("internal-server-error"), failure("internal-server-error"), page({"0"})});
        m_fixture->enqueue(u"o1"_s, m_romeo, u"perhaps sent"_s);
        restoreFrom({u"left-here"_s, midnight()});
        m_server->write(message("1", stanzaId("id-1")));
        QTRY_COMPARE(m_fixture->received(), QStringList(u"1"_s));
        m_fixture->enqueue(u"o2"_s, m_romeo, u"behind it"_s);
        m_fixture->enqueue(u"o3"_s, Jid::fromServer(u"nurse@localhost"_s), u"new"_s);
        QTRY_VERIFY(m_server->clearBytes().contains("<body>new</body>"));
        QVERIFY(!m_server->clearBytes().contains("behind it")); // the contact must get them in order
        QVERIFY(m_queries.size() < 3);
        QVERIFY(!m_server->clearBytes().contains("perhaps sent"));
        QVERIFY(m_fixture->store.archiveId(m_fixture->account).endsWith(u" left-here"_s));

        QTRY_VERIFY_WITH_TIMEOUT(m_server->clearBytes().contains("perhaps sent"), 20s);
        QCOMPARE(m_queries.size(), 3);
        QVERIFY(m_queries.at(2).contains("<after>left-here</after>"));
        QCOMPARE(m_fixture->received(), (QStringList{u"1"_s, u"0"_s}));
        // Until the server has acknowledged our messages the bookmark stays before them.
        m_server->write("<a xmlns='urn:xmpp:sm:3' h='1000'/>" + message("2", stanzaId("id-2")));
        QTRY_VERIFY(m_fixture->store.archiveId(m_fixture->account).endsWith(u" id-2"_s));
    }

    void failingArchiveIsRetriedIndefinitely()
    {
        QCOMPARE(ArchiveSync::retryDelay(3), 1min);
        QCOMPARE(ArchiveSync::retryDelay(4), 5min);
        QCOMPARE(ArchiveSync::retryDelay(5), 15min);
        QCOMPARE(ArchiveSync::retryDelay(1'000), 15min);
    }

    void failedArchiveIsRetriedOnResumption()
    {
        startServer({failure("internal-server-error"), failure("internal-server-error"),
                     failure("internal-server-error"), page({"1"})});
        restoreFrom({u"left-here"_s, midnight()});
        QTRY_COMPARE_WITH_TIMEOUT(m_queries.size(), 3, 20s);
        waitForServer();
        m_server->closeConnection();
        QTRY_COMPARE(m_fixture->received(), QStringList(u"1"_s));
        QVERIFY(m_server->clearBytes().contains("<resume "));
        QVERIFY(m_queries.at(3).contains("<after>left-here</after>"));
    }

    void silentArchiveDelaysNothing_data()
    {
        QTest::addColumn<bool>("isAnnounced");
        QTest::newRow("only its archive") << true;
        QTest::newRow("no query at all") << false;
    }
    void silentArchiveDelaysNothing()
    {
        QFETCH(bool, isAnnounced);
        static const QByteArray silence = " ";
        startServer({[](const QByteArray &, const QByteArray &) { return silence; }});
        if (!isAnnounced)
            m_server->answerQueriesWith([](const QByteArray &query, const QByteArray &) {
                return query.contains("roster") ? QByteArray() : silence;
            });
        restoreFrom({u"left-here"_s, midnight()});
        m_fixture->enqueue(u"o1"_s, m_romeo, u"to romeo"_s);
        QTRY_VERIFY_WITH_TIMEOUT(m_server->clearBytes().contains("to romeo"), 5s);
    }

    void serverWithoutArchiveIsNotQueried()
    {
        startServer({page({"1"})}, {"urn:xmpp:ping"});
        m_fixture->enqueue(u"o1"_s, m_romeo, u"to romeo"_s);
        restoreFrom({u"left-here"_s, midnight()});
        QTRY_VERIFY(m_server->clearBytes().contains("to romeo"));
        QCOMPARE(m_queries.size(), 0);
    }

    // Only a server that announces it removes forged stanza-ids in its name.
    void stanzaIdsCountOnlyIfAnnounced()
    {
        startServer({page({})}, {"urn:xmpp:mam:2"});
        restoreFrom({u"left-here"_s, midnight()});
        m_server->write(message("1", stanzaId("forged")) + message("2", stanzaId("forged")));
        QTRY_COMPARE(m_fixture->received(), (QStringList{u"1"_s, u"2"_s}));
        QTRY_COMPARE(m_queries.size(), 1);
        m_server->write(message("3", stanzaId("forged")));
        QTRY_COMPARE(m_fixture->received(), (QStringList{u"1"_s, u"2"_s, u"3"_s}));
    }

    // The server may hold messages back that come before a carbon.
    void carbonsDoNotAdvanceTheBookmarkWhileUnavailable()
    {
        startServer({page({"0"}), page({"kept-back", "carbon"})});
        restoreFrom({u"left-here"_s, midnight()});
        QTRY_COMPARE(m_fixture->received(), QStringList(u"0"_s));
        m_fixture->session->setPresence(Show::Offline, {});
        m_server->write("<message from='juliet@localhost' to='juliet@localhost/fake'><received "
                        "xmlns='urn:xmpp:carbons:2'><forwarded xmlns='urn:xmpp:forward:0'>"
                        + message("carbon", stanzaId("id-carbon")) + "</forwarded></received></message>");
        QTRY_COMPARE(m_fixture->received(), (QStringList{u"0"_s, u"carbon"_s}));
        m_fixture->session->setPresence(Show::Online, {});
        QTRY_COMPARE(m_fixture->received(), (QStringList{u"0"_s, u"carbon"_s, u"kept-back"_s}));
        QVERIFY(m_queries.at(1).contains("<after>id-0</after>"));
    }

    void largeStanzasMakeTheNextPageShort()
    {
        static constexpr qsizetype bodyBytes = 100'000;
        const auto large = [this](const QByteArray &, const QByteArray &id) {
            QByteArray answer;
            for (int i = 0; i < 20; ++i)
                answer += result(
                    "id-" + QByteArray::number(i), m_queryId,
                    message(QByteArray::number(i)).replace("<body>", "<body>" + QByteArray(bodyBytes, 'x')));
            return answer + fin(id, false);
        };
        startServer({large, page({})});
        restoreFrom({u"left-here"_s, midnight()});
        QTRY_COMPARE(m_queries.size(), 2);
        QVERIFY(m_queries.first().contains("<max>100</max>"));
        QVERIFY(m_queries.last().contains("<max>10</max>"));
    }

    void archiveThatRepeatsPagesIsAbandoned()
    {
        startServer({page({"0"}, false), page({"1"}, false), page({"2"}, false), page({"3"}, false), page({"1"}, false),
                     page({"2"}, false), page({"3"}, false), page({"1"}, false), page({"2"}, false), page({"3"}, false),
                     page({"1"}, false), page({"2"}, false), page({"3"}, false), page({"endless"}, false)});
        m_fixture->enqueue(u"o1"_s, m_romeo, u"to romeo"_s);
        restoreFrom({u"left-here"_s, midnight()});
        QTRY_VERIFY(m_server->clearBytes().contains("to romeo"));
        QVERIFY(m_queries.size() < 13);
        QCOMPARE(m_fixture->received(), (QStringList{u"0"_s, u"1"_s, u"2"_s, u"3"_s}));
    }

    // A page with more results than requested is abandoned at some point.
    void endlessPageIsAbandoned()
    {
        const auto endless = [this](const QByteArray &, const QByteArray &) {
            QByteArray answer;
            for (int i = 0; i < 2 * ArchiveReader::longestPage; ++i)
                answer += result("id-" + QByteArray::number(i), m_queryId,
                                 "<message xmlns='jabber:client' from='romeo@localhost/x'/>");
            return answer;
        };
        startServer({endless, page({"last"})});
        restoreFrom({u"left-here"_s, midnight()});
        QTRY_COMPARE(m_fixture->received(), QStringList(u"last"_s));
        QCOMPARE(m_queries.size(), 2);
        QVERIFY(m_queries.last().contains("<after>id-" + QByteArray::number(ArchiveReader::longestPage - 1) + "<"));
    }
};

QTEST_GUILESS_MAIN(tst_ArchiveSync)
#include "tst_archivesync.moc"
