// SPDX-License-Identifier: GPL-3.0-or-later
//
// What other clients send to us, and receive from us, on real servers. Each case of cases/ is a row for each server.
// The results are written to tst_interop.md beside the program and, if WEBJABBER_INTEROP_DOC names a file, into that as
// well. To renew resources/docs/interop.md:
//
//   export WEBJABBER_INTEROP_DOC=$PWD/resources/docs/interop.md
//   ctest --preset dev -j1 -R '^tst_(interop|servervariants|servertroubles|heldpresence)$'
//
// Some faults once found on real servers are tested elsewhere: messages waiting at a first sign-in on ejabberd and a
// suspended server in tst_ejabberd and tst_exactlyonce, an address that drops packets in tst_addressattempts, servers
// that ban in tst_servertroubles, and a server that answers from the full JID (jabberd2, which Debian 13 does not have)
// in tst_streamreader.
#include "support/childprocess.h"
#include "support/ejabberd.h"
#include "support/interopcase.h"
#include "support/interopfixture.h"
#include "support/outcometable.h"
#include "support/prosody.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QProcessEnvironment>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace WebJabber::Test;
using namespace std::chrono_literals;

// The maximum difference between the times of two clocks on one machine.
static constexpr auto clockMargin = 5s;
static constexpr int manyContacts = 2'400;

class tst_Interop : public QObject
{
    Q_OBJECT

private:
    using Outcome = InteropFixture::Outcome;

    QHash<QString, std::shared_ptr<InteropFixture>> m_benches; // by the server's name
    QHash<QString, Substitutions> m_substitutions;
    QHash<QString, QSet<QString>> m_sent; // cases, by the server's name
    QString m_result; // of this row
    OutcomeTable m_table{u"Cases"_s,
                         u"With Debian's "_s + versions()
                             + u". What slixmpp and go-sendxmpp send to a user of WebJabber and get from it.\n"
                               "Messages: the event and its members beside those of every event, the text of "
                               "`/receive`, what comes back to the sender.\nRequests: the answer. *Open*: what is not "
                               "yet as it is to be."_s};

    static QString versions()
    {
        QProcess dpkg;
        dpkg.start(u"dpkg-query"_s,
                   {u"-W"_s, u"-f"_s, u"${Package} ${Version}, "_s, u"ejabberd"_s, u"go-sendxmpp"_s, u"prosody"_s,
                    u"python3-slixmpp"_s});
        return dpkg.waitForFinished() ? QString::fromUtf8(dpkg.readAllStandardOutput()).chopped(2) : QString();
    }

    static QString serverName()
    {
        QFETCH_GLOBAL(const QString, server);
        return server;
    }
    InteropFixture &fixture() { return *m_benches[serverName()]; }
    Substitutions &substitutions() { return m_substitutions[serverName()]; }
    static bool hasArchive() { return serverName() == "prosody"_L1; }

    QJsonObject expectedOf(const InteropCase &one)
    {
        QJsonObject expected = one.expected;
        const QJsonObject here = expected.value(serverName()).toObject();
        for (auto member = here.begin(); member != here.end(); ++member)
            expected.insert(member.key(), member.value());
        return substitutions().in(QJsonValue(expected)).toObject();
    }

    Outcome send(const InteropCase &one)
    {
        const QString then = one.expected.value("then"_L1).toString();
        const Outcome outcome = fixture().send(substitutions().in(one.stanza + then));
        for (const QJsonObject &event : outcome.events)
            substitutions().seqs.insert(event.value("id"_L1).toString(), event.value("seq"_L1).toInteger());
        m_sent[serverName()].insert(one.name);
        return outcome;
    }

    static InteropCase find(const QString &folder, const QString &name)
    {
        static QHash<QString, QList<InteropCase>> known;
        if (!known.contains(folder))
            known.insert(folder, interopCases(folder));
        const auto found = std::ranges::find(known[folder], name, &InteropCase::name);
        if (found == known[folder].end())
            qFatal("no such case: %s", qPrintable(name));
        return *found;
    }

    static void addRows(const QString &folder)
    {
        QTest::addColumn<QString>("name");
        for (const InteropCase &one : interopCases(folder))
            QTest::newRow(qPrintable(one.name)) << one.name;
    }

    // Adds the members that every event has to those expected of this one.
    QJsonObject wholeEvent(const QJsonObject &members, const QString &xml, const QJsonObject &actual)
    {
        QDomDocument document;
        (void)document.setContent(xml, QDomDocument::ParseOption::UseNamespaceProcessing);
        const QDomElement stanza = document.documentElement();
        const QString id = stanza.attribute(u"id"_s);
        const QString origin = stanzaChild(stanza, "origin-id"_L1, "urn:xmpp:sid:0"_L1).attribute(u"id"_s);
        const auto orNull = [](const QString &text) { return text.isEmpty() ? QJsonValue() : QJsonValue(text); };
        QJsonObject whole{{u"seq"_s, u"*"_s},
                          {u"time"_s, u"*"_s},
                          {u"stanza_id"_s, u"*"_s},
                          {u"from"_s, fixture().peer->jid()},
                          {u"to"_s, stanza.attribute(u"to"_s)},
                          {u"with"_s, InteropFixture::mercutio()},
                          {u"kind"_s, u"chat"_s},
                          {u"id"_s, orNull(id)},
                          {u"ref"_s, orNull(origin.isEmpty() ? id : origin)},
                          {u"direction"_s, u"in"_s},
                          {u"thread"_s, QJsonValue()}};
        // The language of the sender's stream, which the servers write into each message (RFC 6120, section 8.1.5). For
        // a message without text any value is accepted.
        if (actual.contains("lang"_L1))
            whole.insert("lang"_L1, u"en"_s);
        for (auto member = members.begin(); member != members.end(); ++member)
            whole.insert(member.key(), member.value());
        if (whole.value("time"_L1) != "*"_L1)
            whole.insert("time"_L1, u"*"_s); // compared separately
        return whole;
    }

    QList<Difference> differencesOf(const InteropCase &one, const QJsonObject &members, const Outcome &outcome,
                                    const QJsonObject &event)
    {
        auto found = differences(wholeEvent(members, substitutions().in(one.stanza), event), event);
        if (const QString time = differenceInTime(members, event, outcome.sent); !time.isEmpty())
            found.append({u"time"_s, time});
        return found;
    }

    static QJsonArray asList(const QJsonValue &value)
    {
        return value.isNull() ? QJsonArray() : value.isArray() ? value.toArray() : QJsonArray{value};
    }

    static QString asText(const QList<QJsonObject> &events)
    {
        QByteArray text = QByteArray::number(events.size()) + " events came:";
        for (const QJsonObject &event : events)
            text += ' ' + QJsonDocument(event).toJson(QJsonDocument::Compact);
        return QString::fromUtf8(text);
    }

    static QString differenceInTime(const QJsonObject &expected, const QJsonObject &actual, const QDateTime &sent)
    {
        const auto time = QDateTime::fromString(actual.value("time"_L1).toString(), Qt::ISODateWithMs);
        const auto wanted = QDateTime::fromString(expected.value("time"_L1).toString(), Qt::ISODateWithMs);
        const bool isFine = wanted.isValid() ? time.isValid() && std::chrono::abs(time - wanted) <= 1ms
                                             : time.isValid() && time >= sent.addDuration(-clockMargin)
                && time <= QDateTime::currentDateTimeUtc().addDuration(clockMargin);
        return isFine ? QString() : u"time is "_s + actual.value("time"_L1).toString();
    }

    // Only the account's own archive assigns ids to messages.
    static bool isStanzaIdFine(const QJsonObject &expected, const QJsonObject &actual)
    {
        const bool isGiven = !actual.value("stanza_id"_L1).isNull();
        if (const QJsonValue archived = expected.value("archived"_L1); archived.isBool() || !hasArchive())
            return isGiven == (hasArchive() && archived.toBool());
        return isGiven || actual.value("body"_L1).isNull(); // the server decides which other messages it archives
    }

    static QString inWords(const char *function)
    {
        QString words;
        for (const QChar c : QString::fromUtf8(function))
            words += c.isUpper() ? u' ' + QString(c.toLower()) : QString(c);
        return words;
    }

    static QString inWords(const QJsonObject &expected, const Outcome &outcome)
    {
        QStringList words;
        for (const QJsonObject &event : outcome.events) {
            QStringList members = asList(expected.value("event"_L1)).first().toObject().keys();
            members.removeAll(u"type"_s);
            for (QString &member : members) {
                if (event.value(member).isNull())
                    member += u" null"_s;
            }
            words += event.value("type"_L1).toString() + u": "_s + members.join(u", "_s);
        }
        if (outcome.events.isEmpty())
            words += u"no event"_s;
        if (!outcome.received.isEmpty())
            words += u"`/receive`"_s;
        for (const QJsonObject &chatState : outcome.chatStates)
            words += u"passing chat-state "_s + chatState.value("state"_L1).toString();
        words += outcome.answers;
        return words.join(u"; "_s);
    }

    QProcessEnvironment sendxmppEnvironment(const QString &home)
    {
        auto environment = QProcessEnvironment::systemEnvironment();
        environment.insert(u"HOME"_s, home);
        environment.insert(u"SSL_CERT_FILE"_s, fixture().server->caFile());
        return environment;
    }

private Q_SLOTS:
    void initTestCase_data()
    {
        QTest::addColumn<QString>("server");
        QTest::newRow("prosody") << u"prosody"_s;
        QTest::newRow("ejabberd") << u"ejabberd"_s;
    }

    void initTestCase()
    {
        if (!m_benches.isEmpty())
            return;
        auto prosody = std::make_unique<Prosody>();
        auto ejabberd = std::make_unique<Ejabberd>();
        // By default a client may send 3,000 bytes per second, which would make this take minutes.
        ejabberd->edit("\n    rate: 3000\n", "\n    rate: 3000000\n");
        const QString program = QStringLiteral(WEBJABBERD_PATH);
        m_benches.insert(u"prosody"_s, std::make_shared<InteropFixture>(std::move(prosody), program));
        m_benches.insert(u"ejabberd"_s, std::make_shared<InteropFixture>(std::move(ejabberd), program));
        for (auto one = m_benches.begin(); one != m_benches.end(); ++one) {
            QVERIFY2((*one)->start(), qPrintable(one.key() + u": "_s + (*one)->error()));
            (*one)->server->addAccount(u"rosalind"_s, u"demo"_s);
            (*one)->server->fillRoster(u"rosalind"_s, manyContacts);
            m_substitutions[one.key()].texts = {{u"to"_s, InteropFixture::juliet()},
                                                {u"full"_s, (*one)->julietsFullJid()},
                                                {u"f"_s, (*one)->julietsFullJid()},
                                                {u"from"_s, (*one)->peer->jid()},
                                                {u"host"_s, u"localhost"_s}};
        }
    }

    void cleanupTestCase()
    {
        m_benches.clear();
        QVERIFY(m_table.write(u"tst_interop.md"_s));
    }

    void init() { m_result.clear(); }

    void cleanup()
    {
        const QString tag = QString::fromUtf8(QTest::currentDataTag());
        const QString name = tag.isEmpty() ? inWords(QTest::currentTestFunction()) : tag;
        if (const QString result = QTest::currentTestFailed() ? u"**failed**"_s : m_result; !result.isEmpty())
            m_table.add(name, serverName(), result);
    }

    void stanzaHasTheExpectedEffects_data() { addRows(u"stanzas"_s); }
    void stanzaHasTheExpectedEffects()
    {
        QFETCH(const QString, name);
        const InteropCase one = find(u"stanzas"_s, name);
        for (const QJsonValue &earlier : one.expected.value("needs"_L1).toArray()) {
            if (!m_sent[serverName()].contains(earlier.toString()))
                (void)send(find(u"stanzas"_s, earlier.toString()));
        }
        const QJsonObject expected = expectedOf(one);
        const Outcome outcome = send(one);

        const QJsonArray events = asList(expected.value("event"_L1));
        QVERIFY2(outcome.events.size() == events.size(), qPrintable(asText(outcome.events)));
        QSet<QString> open;
        const QStringList openMembers = expected["open"_L1]["members"_L1].toVariant().toStringList();
        for (qsizetype i = 0; i < events.size(); ++i) {
            const QJsonObject &event = outcome.events.at(i);
            QStringList wrong;
            for (const Difference &difference : differencesOf(one, events.at(i).toObject(), outcome, event)) {
                if (openMembers.contains(difference.member))
                    open += difference.member;
                else
                    wrong += difference.text;
            }
            QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(u"; "_s)));
            QVERIFY(isStanzaIdFine(expected, event));
        }
        for (const QString &member : openMembers)
            QVERIFY2(open.contains(member), qPrintable(member + u" is as it is to be: it is no longer open"_s));
        QCOMPARE(outcome.received, QVariant(asList(expected.value("receive"_L1)).toVariantList()).toStringList());
        QCOMPARE(outcome.answers, expected.value("answers"_L1).toVariant().toStringList());
        QList<QJsonObject> chatStates;
        for (const QJsonValue &state : expected.value("chat_states"_L1).toArray())
            chatStates += {
                {u"from"_s, InteropFixture::mercutio()}, {u"with"_s, InteropFixture::mercutio()}, {u"state"_s, state}};
        QCOMPARE(outcome.chatStates, chatStates);

        m_result = inWords(expected, outcome);
        if (!open.isEmpty())
            m_result += u". *Open*: %1. %2"_s.arg(openMembers.join(u", "_s), expected["open"_L1]["why"_L1].toString());
    }

    void requestGetsTheExpectedAnswer_data() { addRows(u"iq"_s); }
    void requestGetsTheExpectedAnswer()
    {
        QFETCH(const QString, name);
        const InteropCase one = find(u"iq"_s, name);
        const QJsonObject contacts = fixture().device->get(u"/v1/contacts"_s).json;
        QVERIFY(!contacts.isEmpty());
        QDomDocument request;
        QVERIFY(request.setContent(substitutions().in(one.stanza)));
        const QString id = request.documentElement().attribute(u"id"_s);
        const qsizetype from = fixture().peer->stanzas().size();
        const Outcome outcome = fixture().send(substitutions().in(one.stanza));
        const QDomElement reply = fixture().peer->waitFor(
            [&](const QDomElement &stanza) { return stanza.localName() == "iq"_L1 && stanza.attribute(u"id"_s) == id; },
            from);
        const QJsonObject expected = expectedOf(one);
        m_result = describeStanza(reply);
        QCOMPARE(m_result, expected.value("reply"_L1).toString());
        QCOMPARE(reply.attribute(u"from"_s), fixture().julietsFullJid());
        if (m_result == "result"_L1) {
            const QDomElement payload = reply.firstChildElement();
            const QString what = (payload.namespaceURI() + u' ' + payload.localName()).trimmed();
            QCOMPARE(what, expected.value("payload"_L1).toString());
            for (const QJsonValue &child : expected.value("children"_L1).toArray())
                QVERIFY(!payload.firstChildElement(child.toString()).isNull());
            for (const QJsonValue &attribute : expected.value("attributes"_L1).toArray())
                QVERIFY(payload.hasAttribute(attribute.toString()));
            for (const QJsonValue &feature : expected.value("features"_L1).toArray())
                QVERIFY2(hasFeature(payload, feature.toString()), qPrintable(feature.toString()));
        }
        // There was no effect besides the answer.
        QCOMPARE(outcome.events.size(), 0);
        QCOMPARE(fixture().device->get(u"/v1/contacts"_s).json, contacts);
    }

    static bool hasFeature(const QDomElement &info, const QString &name)
    {
        for (auto feature = info.firstChildElement(); !feature.isNull(); feature = feature.nextSiblingElement()) {
            if (feature.localName() == "feature"_L1 && feature.attribute(u"var"_s) == name)
                return true;
        }
        return false;
    }

    void presenceContainsCapabilities()
    {
        const QDomElement presence = fixture().peer->waitFor([this](const QDomElement &stanza) {
            return stanza.localName() == "presence"_L1 && stanza.attribute(u"from"_s) == fixture().julietsFullJid();
        });
        const QDomElement caps = stanzaChild(presence, "c"_L1, "http://jabber.org/protocol/caps"_L1);
        QVERIFY(!caps.attribute(u"node"_s).isEmpty());
        QVERIFY(!caps.attribute(u"ver"_s).isEmpty());
        QCOMPARE(caps.attribute(u"hash"_s), u"sha-1"_s);
        m_result = u"XEP-0115 with sha-1"_s;
    }

    // The most that both servers let clients write (262,144 bytes). On ejabberd bytes that follow in the same packet
    // count too.
    void largeMessageArrivesComplete()
    {
        constexpr qsizetype size = 262'100;
        const QString head = u"<message to='%1' type='chat' id='big'><body>"_s.arg(InteropFixture::juliet());
        const QString tail = u"</body></message>"_s;
        const QString body(size - head.size() - tail.size(), u'x');
        fixture().peer->sendRaw(head + body + tail);
        QVERIFY(fixture().waitForMessage(body));
        const Outcome outcome = fixture().send({});
        QCOMPARE(outcome.events.size(), 1);
        QVERIFY(outcome.events.first().value("body"_L1).toString() == body);
        QVERIFY(outcome.received == QStringList(body));
        m_result = u"message: body, `/receive`, %1 characters"_s.arg(body.size());
    }

    void messagesOfOtherProgramsArrive_data()
    {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QString>("subject");
        QTest::newRow("go-sendxmpp") << QStringList() << QString();
        QTest::newRow("go-sendxmpp --headline") << QStringList{u"--headline"_s, u"-s"_s, u"Nightly"_s} << u"Nightly"_s;
    }
    void messagesOfOtherProgramsArrive()
    {
        QFETCH(const QStringList, arguments);
        QFETCH(const QString, subject);
        const QTemporaryDir home;
        QProcess program;
        endWithParent(program);
        program.setProcessEnvironment(sendxmppEnvironment(home.path()));
        program.setProcessChannelMode(QProcess::MergedChannels);
        program.start(u"go-sendxmpp"_s,
                      QStringList{u"--suppress-root-warning"_s, u"-u"_s, InteropFixture::mercutio(), u"-p"_s, u"demo"_s,
                                  u"-j"_s, u"127.0.0.1:%1"_s.arg(fixture().server->port())}
                          + arguments + QStringList{InteropFixture::juliet()});
        program.write("the backup is done: 42 GB, 3 % more\n");
        program.closeWriteChannel();
        QVERIFY(QTest::qWaitFor([&] { return program.state() == QProcess::NotRunning; }, 30s));
        QVERIFY2(program.exitCode() == 0, program.readAll().constData());
        const Outcome outcome = fixture().send({});
        QCOMPARE(outcome.events.size(), 1);
        const QJsonObject &event = outcome.events.first();
        QCOMPARE(event.value("type"_L1).toString(), u"message"_s);
        QCOMPARE(event.value("body"_L1).toString().trimmed(), u"the backup is done: 42 GB, 3 % more"_s);
        QCOMPARE(event.value("subject"_L1).toString(), subject);
        QCOMPARE(event.value("with"_L1).toString(), InteropFixture::mercutio());
        QVERIFY(event.value("from"_L1).toString() != fixture().peer->jid());
        QCOMPARE(outcome.received.size(), 1);
        m_result = u"message: body; `/receive`"_s;
    }

    void sentMessageRequestsAndGetsReceipt()
    {
        const qsizetype from = fixture().peer->stanzas().size();
        const auto sent = fixture().device->send(InteropFixture::mercutio(), u"to slixmpp ✓"_s, u"ours-1"_s);
        QCOMPARE(sent.status, 201);
        const QDomElement message = fixture().peer->waitForBody(u"to slixmpp ✓"_s, from);
        QCOMPARE(message.attribute(u"id"_s), u"ours-1"_s);
        QCOMPARE(message.attribute(u"type"_s), u"chat"_s);
        QCOMPARE(message.attribute(u"from"_s), fixture().julietsFullJid());
        QVERIFY(!stanzaChild(message, "request"_L1, "urn:xmpp:receipts"_L1).isNull());
        QVERIFY(!stanzaChild(message, "markable"_L1, "urn:xmpp:chat-markers:0"_L1).isNull());
        QCOMPARE(stanzaChild(message, "origin-id"_L1, "urn:xmpp:sid:0"_L1).attribute(u"id"_s), u"ours-1"_s);
        // slixmpp sends the receipt.
        const auto stateOf = [this] { return fixture().device->get(u"/v1/messages/ours-1"_s).json; };
        QTRY_COMPARE(stateOf().value("state"_L1).toString(), u"sent"_s);
        QCOMPARE(stateOf().value("ref"_L1).toString(), u"ours-1"_s);
        QList<QJsonObject> events;
        QTRY_VERIFY(!(events += fixture().send({}).events).isEmpty());
        QCOMPARE(events.size(), 1);
        QCOMPARE(events.first().value("type"_L1).toString(), u"receipt"_s);
        QCOMPARE(events.first()["about"_L1]["id"_L1].toString(), u"ours-1"_s);
        QCOMPARE(events.first().value("with"_L1).toString(), InteropFixture::mercutio());
        QCOMPARE(events.first()["about"_L1]["seq"_L1], sent.json.value("seq"_L1));
        m_result = u"request, markable, origin-id; receipt event"_s;
    }

    // The server acknowledges it and returns it a moment later.
    void messageToUnknownUserFails()
    {
        QCOMPARE(fixture().device->send(u"nobody-here@localhost"_s, u"hello?"_s, u"bounced-1"_s).status, 201);
        const auto stateOf = [this] { return fixture().device->get(u"/v1/messages/bounced-1"_s).json; };
        QTRY_COMPARE(stateOf().value("state"_L1).toString(), u"failed"_s);
        QCOMPARE(stateOf().value("condition"_L1).toString(), u"service-unavailable"_s);
        m_result = u"failed, service-unavailable"_s;
    }

    void aLongListOfContactsIsRead()
    {
        V1Client rosalind(fixture().daemon.url());
        const auto signedIn = rosalind.signIn(u"rosalind@localhost"_s);
        QVERIFY2(signedIn.status == 201, signedIn.body.constData());
        QCOMPARE(rosalind.get(u"/v1/contacts"_s).json.value("contacts"_L1).toArray().size(), manyContacts);
        m_result = u"%1 contacts"_s.arg(manyContacts);
    }
};

QTEST_GUILESS_MAIN(tst_Interop)
#include "tst_interop.moc"
