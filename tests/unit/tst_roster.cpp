// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/fakexmppserver.h"
#include "support/sessionfixture.h"

#include <QTest>

#include <malloc.h>

using namespace Qt::StringLiterals;
using namespace WebJabber;
using namespace WebJabber::Test;
using namespace std::chrono_literals;

static const Jid romeo = Jid::fromServer(u"romeo@localhost"_s);

static QByteArray item(const QByteArray &jid, const QByteArray &subscription = "both")
{
    return "<item jid='" + jid + "' subscription='" + subscription + "'/>";
}

static QByteArray presence(const QByteArray &from, const QByteArray &content = {})
{
    return "<presence from='" + from + "' to='juliet@localhost/fake'>" + content + "</presence>";
}

// A session's handling of a roster, of roster pushes, and of contacts' presence.
class tst_Roster : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<FakeXmppServer> m_server;
    std::unique_ptr<SessionFixture> m_fixture;
    QByteArray m_roster; // items
    QByteArray m_rosterId; // of the request
    bool m_isRosterHeld = false;

    QByteArray rosterResult() const
    {
        return "<iq type='result' id='" + m_rosterId + "'><query xmlns='jabber:iq:roster'>" + m_roster
            + "</query></iq>";
    }

    QByteArray answerTo(const QByteArray &query, const QByteArray &id)
    {
        if (!query.contains("jabber:iq:roster") || !query.contains("\"get\""))
            return "<iq type='result' id='" + id + "'/>";
        m_rosterId = id;
        return m_isRosterHeld ? QByteArray(" ") : rosterResult();
    }

    void signIn()
    {
        m_server = std::make_unique<FakeXmppServer>();
        m_server->login(u"demo"_s, "juliet@localhost/fake")
            .answerQueriesWith([this](const QByteArray &query, const QByteArray &id) { return answerTo(query, id); });
        m_fixture = std::make_unique<SessionFixture>(u"juliet"_s, m_server->port(), QString());
        m_fixture->settings.tls = TlsMode::Off;
        m_fixture->settings.maxStanzaBytes = 4 * 1024 * 1024;
        QVERIFY(m_fixture->signIn());
        QTRY_VERIFY(m_server->clearBytes().contains("<presence"));
    }

    QList<Contact> contacts()
    {
        const auto contacts = m_fixture->session->contacts();
        return QTest::qWaitFor([&] { return contacts.isFinished(); }) ? contacts.result().value_or(QList<Contact>())
                                                                      : QList<Contact>();
    }

    QStringList jids()
    {
        QStringList jids;
        for (const Contact &contact : contacts())
            jids += contact.jid.toString();
        return jids;
    }

    QStringList resources()
    {
        QStringList resources;
        const Contact *contact = m_fixture->session->contact(romeo);
        for (const ResourcePresence &presence : contact ? contact->resources : QList<ResourcePresence>())
            resources += presence.resource;
        return resources;
    }

    // Returns when the session has read everything that the server wrote before.
    void waitForSession()
    {
        static int number = 0;
        const QByteArray id = "fence" + QByteArray::number(++number);
        m_server->write("<iq from='localhost' to='juliet@localhost/fake' id='" + id
                        + "' type='get'><ping xmlns='urn:xmpp:ping'/></iq>");
        QTRY_VERIFY_WITH_TIMEOUT(m_server->clearBytes().contains("id=\"" + id + '"'), 20s);
    }

private Q_SLOTS:
    void init()
    {
        m_roster = item("romeo@localhost");
        m_isRosterHeld = false;
    }

    void cleanup()
    {
        m_fixture.reset();
        m_server.reset();
    }

    void entryWithUnusualSpellingCanBeRemoved_data()
    {
        QTest::addColumn<QByteArrayList>("addresses");
        QTest::newRow("other case") << QByteArrayList{"Romeo@LocalHost"};
        QTest::newRow("full JID") << QByteArrayList{"romeo@localhost/orchard"};
        QTest::newRow("not normalised") << QByteArrayList{"\xef\xbc\xb2omeo@localhost"}; // a full-width R
        QTest::newRow("in two forms") << QByteArrayList{"romeo@localhost", "ROMEO@localhost/orchard"};
    }
    void entryWithUnusualSpellingCanBeRemoved()
    {
        QFETCH(QByteArrayList, addresses);
        m_roster.clear();
        for (const QByteArray &address : addresses)
            m_roster += item(address);
        signIn();
        QCOMPARE(contacts().size(), 1);
        const Jid jid = contacts().first().jid;
        const auto renamed = m_fixture->session->setContact(jid, u"Romeo"_s, {});
        QTRY_VERIFY(renamed.isFinished());
        QVERIFY(m_server->clearBytes().contains("<item jid=\"" + addresses.first() + "\" name=\"Romeo\""));

        const auto removed = m_fixture->session->removeContact(jid);
        QTRY_VERIFY(removed.isFinished());
        QVERIFY(removed.result().has_value());
        for (const QByteArray &address : addresses) {
            QVERIFY(m_server->clearBytes().contains("<item jid=\"" + address + "\" subscription=\"remove\""));
            QCOMPARE(jids().size(), 1);
            m_server->write("<iq type='set' id='p'><query xmlns='jabber:iq:roster'>" + item(address, "remove")
                            + "</query></iq>");
            waitForSession();
        }
        QCOMPARE(jids(), QStringList());
        QCOMPARE(m_fixture->session->removeContact(jid).result().error().code, ProblemCode::NotFound);
    }

    void pushesOfOthersAreIgnored_data()
    {
        QTest::addColumn<QByteArray>("from");
        QTest::addColumn<bool>("isTaken");
        QTest::newRow("nobody") << QByteArray() << true;
        QTest::newRow("the account") << QByteArray(" from='juliet@localhost'") << true;
        QTest::newRow("the account in other case") << QByteArray(" from='Juliet@LOCALHOST'") << true;
        QTest::newRow("a stranger") << QByteArray(" from='tybalt@example.org/x'") << false;
        QTest::newRow("a contact") << QByteArray(" from='romeo@localhost'") << false;
        QTest::newRow("another client of the account") << QByteArray(" from='juliet@localhost/other'") << false;
    }
    void pushesOfOthersAreIgnored()
    {
        QFETCH(QByteArray, from);
        QFETCH(bool, isTaken);
        signIn();
        const auto push = [&](const QByteArray &id, const QByteArray &pushed) {
            m_server->write("<iq type='set' id='" + id + '\'' + from + "><query xmlns='jabber:iq:roster'>" + pushed
                            + "</query></iq>");
            waitForSession();
            const QByteArray bytes = m_server->clearBytes();
            const QByteArray answer = bytes.sliced(bytes.lastIndexOf("<iq id=\"" + id + '"'));
            QVERIFY(isTaken ? answer.contains("type=\"result\"")
                            : answer.contains("type=\"error\"") && answer.contains("<service-unavailable"));
        };
        push("push1", item("king@example.org"));
        QCOMPARE(jids().contains("king@example.org"_L1), isTaken);
        push("push2", item("romeo@localhost", "remove"));
        QCOMPARE(jids().contains("romeo@localhost"_L1), !isTaken);
    }

    void presenceOfStrangersIsIgnored()
    {
        constexpr int count = 20'000;
        signIn();
        const auto send = [this](int first) {
            for (int i = first; i < first + 1'000; ++i)
                m_server->write(presence("u" + QByteArray::number(i) + "@example.org/evil",
                                         "<status>" + QByteArray(300, 'x') + "</status>"));
            waitForSession();
        };
        send(0); // buffers have grown
        const size_t before = mallinfo2().uordblks;
        for (int i = 1'000; i < count; i += 1'000)
            send(i);
        const qint64 growth = qint64(mallinfo2().uordblks) - qint64(before);
        QVERIFY2(growth < 2 * 1024 * 1024, QByteArray::number(growth).constData());
        QCOMPARE(jids(), QStringList(u"romeo@localhost"_s));
    }

    void resourcesOfAContactAreLimited()
    {
        signIn();
        for (int i = 0; i < 200; ++i)
            m_server->write(presence("romeo@localhost/r" + QByteArray::number(i)));
        waitForSession();
        QCOMPARE(resources().size(), 32);
        // After one has become unavailable there is capacity again.
        m_server->write("<presence from='romeo@localhost/r0' type='unavailable'/>" + presence("romeo@localhost/new"));
        waitForSession();
        QVERIFY(resources().contains("new"_L1));
        QCOMPARE(resources().size(), 32);
        // The server reports that all have become unavailable.
        m_server->write("<presence from='romeo@localhost' type='unavailable'/>");
        waitForSession();
        QCOMPARE(resources(), QStringList());
    }

    void statusIsTruncated()
    {
        signIn();
        // Cut within a character of two code units.
        m_server->write(presence("romeo@localhost/a",
                                 "<show>dnd</show><status>" + QByteArray(1'023, 'x') + "\xf0\x9f\x8c\xb9"
                                     + QByteArray(100'000, 'x') + "</status><priority>500</priority>"));
        QTRY_COMPARE(resources(), QStringList(u"a"_s));
        const ResourcePresence known = m_fixture->session->contact(romeo)->resources.first();
        QCOMPARE(known.status, QString(1'023, u'x'));
        QCOMPARE(known.show, Show::Dnd);
        QCOMPARE(known.priority, 127);
    }

    void contactsAreLimited()
    {
        m_roster.clear();
        for (int i = 0; i < 10'500; ++i)
            m_roster += item("c" + QByteArray::number(i) + "@localhost");
        signIn();
        QTRY_COMPARE(contacts().size(), 10'000);
        QByteArray pushes;
        for (int i = 20'000; i < 20'500; ++i)
            pushes += "<iq type='set' id='p'><query xmlns='jabber:iq:roster'>"
                + item("c" + QByteArray::number(i) + "@localhost") + "</query></iq>";
        m_server->write(pushes);
        waitForSession();
        QCOMPARE(contacts().size(), 10'000);
    }

    void presenceBeforeTheRosterIsKept()
    {
        m_isRosterHeld = true;
        signIn();
        m_server->write(presence("romeo@localhost/a", "<show>away</show>") + presence("tybalt@localhost/b"));
        waitForSession();
        m_server->write(rosterResult());
        QTRY_COMPARE(resources(), QStringList(u"a"_s));
        QCOMPARE(jids(), QStringList(u"romeo@localhost"_s));
    }

    void anIqIsAnsweredOnTheStream()
    {
        signIn();
        m_server->write("<iq from='tybalt@localhost/x' to='juliet@localhost/fake' id='d1' type='get'>"
                        "<query xmlns='http://jabber.org/protocol/disco#info'/></iq>"
                        "<iq from='tybalt@localhost/x' to='juliet@localhost/fake' id='l1' type='get'>"
                        "<query xmlns='jabber:iq:last'/></iq>"
                        "<iq from='romeo@localhost/x' to='juliet@localhost/fake' id='l2' type='get'>"
                        "<query xmlns='jabber:iq:last'/></iq>");
        waitForSession();
        const QByteArray bytes = m_server->clearBytes();
        QVERIFY(bytes.contains("<iq id=\"d1\" to=\"tybalt@localhost/x\" type=\"result\">"
                               "<query xmlns=\"http://jabber.org/protocol/disco#info\"><identity"));
        QVERIFY(
            bytes.contains("<iq id=\"l1\" to=\"tybalt@localhost/x\" type=\"error\"><error type=\"auth\"><forbidden"));
        QVERIFY(bytes.contains("<iq id=\"l2\" to=\"romeo@localhost/x\" type=\"result\">"
                               "<query xmlns=\"jabber:iq:last\" seconds=\"0\"/>"));
    }

    void everyPresenceCarriesCapabilities()
    {
        signIn();
        const auto presences = [this] { return m_server->clearBytes().count("<presence"); };
        const auto capabilities = [this] {
            return m_server->clearBytes().count("<c xmlns=\"http://jabber.org/protocol/caps\" hash=\"sha-1\" node=\"");
        };
        for (const Show show : {Show::Away, Show::Offline, Show::Online}) {
            const auto before = presences();
            m_fixture->session->setPresence(show, u"here"_s);
            QTRY_COMPARE(presences(), before + 1);
        }
        m_server->closeConnection();
        QTRY_COMPARE(presences(), 5);
        QTRY_COMPARE(capabilities(), 5);
    }
};

QTEST_GUILESS_MAIN(tst_Roster)
#include "tst_roster.moc"
