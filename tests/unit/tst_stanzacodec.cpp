// SPDX-License-Identifier: GPL-3.0-or-later
#include <stanzacodec.h>

#include <QDomDocument>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace WebJabber;

class tst_StanzaCodec : public QObject
{
    Q_OBJECT

private:
    const Jid m_account = Jid::fromServer(u"juliet@example.org"_s);
    const QDateTime m_now = QDateTime::fromString(u"2026-01-02T03:04:05.678Z"_s, Qt::ISODateWithMs);

    std::optional<Event> event(const QByteArray &message) const
    {
        QDomDocument document;
        document.setContent("<s xmlns='jabber:client'>" + message + "</s>",
                            QDomDocument::ParseOptions(QDomDocument::ParseOption::UseNamespaceProcessing)
                                | QDomDocument::ParseOption::PreserveSpacingOnlyNodes);
        return eventFromMessage(document.documentElement().firstChildElement(), m_account, m_now);
    }

private Q_SLOTS:
    void takesEveryMember()
    {
        const auto e = event("<message from='romeo@example.net/orchard' to='juliet@example.org/b' id='m1' type='chat'>"
                             "<body>Wherefore?</body><thread>t1</thread>"
                             "<stanza-id xmlns='urn:xmpp:sid:0' by='juliet@example.org' id='s1'/></message>");
        QVERIFY(e);
        QCOMPARE(e->account, m_account);
        QCOMPARE(e->from.toString(), u"romeo@example.net/orchard"_s);
        QCOMPARE(e->to.toString(), u"juliet@example.org/b"_s);
        QCOMPARE(e->id, u"m1"_s);
        QCOMPARE(e->body, u"Wherefore?"_s);
        QCOMPARE(e->thread, u"t1"_s);
        QCOMPARE(e->stanzaId, u"s1"_s);
        QCOMPARE(e->time, m_now);
        QCOMPARE(e->direction, Direction::In);
        QVERIFY(!e->delayed);
    }

    void keepsTheBodyAsItIs_data()
    {
        QTest::addColumn<QByteArray>("xml");
        QTest::addColumn<QString>("body");
        QTest::newRow("entities") << QByteArray("&lt;b&gt; &amp;amp; &#x1F600; &quot;") << u"<b> &amp; 😀 \""_s;
        QTest::newRow("cdata") << QByteArray("<![CDATA[<b>&amp;]]>") << u"<b>&amp;"_s;
        QTest::newRow("only spaces") << QByteArray("   ") << u"   "_s;
        QTest::newRow("spaces around") << QByteArray("  a \n b ") << u"  a \n b "_s;
        QTest::newRow("carriage return") << QByteArray("a&#13;&#10;b") << u"a\r\nb"_s;
        QTest::newRow("right to left") << QByteArray("שלום\xE2\x80\x8F!") << u"שלום\u200F!"_s;
    }
    void keepsTheBodyAsItIs()
    {
        QFETCH(QByteArray, xml);
        const auto e = event("<message from='a@b'><body>" + xml + "</body></message>");
        QVERIFY(e);
        QTEST(e->body, "body");
    }

    void hearsOnlyWhatAPersonWrote_data()
    {
        QTest::addColumn<QByteArray>("xml");
        QTest::newRow("no body") << QByteArray("<message from='a@b'/>");
        QTest::newRow("empty body") << QByteArray("<message from='a@b'><body/></message>");
        QTest::newRow("bounce") << QByteArray("<message from='a@b' type='error'><body>mine</body></message>");
        QTest::newRow("room") << QByteArray("<message from='a@b' type='groupchat'><body>x</body></message>");
        QTest::newRow("chat state") << QByteArray(
            "<message from='a@b'><composing xmlns='http://jabber.org/protocol/chatstates'/></message>");
        QTest::newRow("body of another kind")
            << QByteArray("<message from='a@b'><body xmlns='http://www.w3.org/1999/xhtml'>x</body></message>");
        QTest::newRow("body of something inside") << QByteArray(
            "<message from='a@b'><x xmlns='y'><message xmlns='jabber:client'><body>x</body></message></x></message>");
        QTest::newRow("presence") << QByteArray("<presence from='a@b'><body>x</body></presence>");
    }
    void hearsOnlyWhatAPersonWrote()
    {
        QFETCH(QByteArray, xml);
        QVERIFY(!event(xml));
    }

    void prefersTheBodyWithoutALanguage()
    {
        QCOMPARE(event("<message from='a@b'><body xml:lang='cs'>cs</body><body>all</body></message>")->body, u"all"_s);
        QCOMPARE(
            event("<message from='a@b'><body xml:lang='cs'>cs</body><body xml:lang='de'>de</body></message>")->body,
            u"cs"_s);
    }

    void trustsOnlyTheOwnServersStanzaId()
    {
        const auto e = event("<message from='a@b'><body>x</body>"
                             "<stanza-id xmlns='urn:xmpp:sid:0' by='evil@example.net' id='forged'/></message>");
        QCOMPARE(e->stanzaId, QString());
    }

    void takesTheTimeOfADelay()
    {
        const auto e = event("<message from='a@b'><body>x</body>"
                             "<delay xmlns='urn:xmpp:delay' stamp='2025-12-31T23:59:59.5+01:00'/></message>");
        QVERIFY(e->delayed);
        QCOMPARE(e->time.toString(Qt::ISODateWithMs), u"2025-12-31T22:59:59.500Z"_s);
        const auto bad = event(
            "<message from='a@b'><body>x</body><delay xmlns='urn:xmpp:delay' stamp='yesterday'/></message>");
        QVERIFY(!bad->delayed);
        QCOMPARE(bad->time, m_now);
    }

    void countsAMissingSenderAsTheOwnServer() { QCOMPARE(event("<message><body>x</body></message>")->from, m_account); }
};

QTEST_GUILESS_MAIN(tst_StanzaCodec)
#include "tst_stanzacodec.moc"
