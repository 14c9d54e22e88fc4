// SPDX-License-Identifier: GPL-3.0-or-later
#include "parsedstanza.h"
#include "xmpp/bookmarks.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace WebJabber;

class tst_Bookmarks : public QObject
{
    Q_OBJECT

private:
    const Jid m_account = Jid::fromServer(u"juliet@example.org"_s);

    static QByteArray item(const QByteArray &conference, const QByteArray &id = "coven@rooms.example.org")
    {
        return "<item id='" + id + "'>" + conference + "</item>";
    }
    static QByteArray conference(const QByteArray &attributes, const QByteArray &children)
    {
        return "<conference xmlns='urn:xmpp:bookmarks:1' " + attributes + ">" + children + "</conference>";
    }
    static std::optional<Bookmark> read(const QByteArray &item)
    {
        return bookmarkFromItem(ParsedStanza(item).element());
    }
    static QByteArray payload(const PayloadIq &iq)
    {
        QByteArray text;
        QXmlStreamWriter writer(&text);
        iq.toXmlElementFromChild(&writer);
        return text;
    }
    // Writes a bookmark and reads it again.
    static std::optional<Bookmark> copied(const Bookmark &bookmark)
    {
        const ParsedStanza pubsub(payload(bookmarkPublishIq(bookmark)));
        return bookmarkFromItem(pubsub.element().firstChildElement().firstChildElement());
    }

    std::optional<BookmarkChanges> changes(const QByteArray &attributes, const QByteArray &event) const
    {
        return bookmarkChangesFrom(ParsedStanza("<message " + attributes
                                                + "><event xmlns='http://jabber.org/protocol/pubsub#event'>" + event
                                                + "</event></message>")
                                       .element(),
                                   m_account);
    }

private Q_SLOTS:
    void readsABookmark()
    {
        const auto bookmark = read(item(conference("name='The Coven &amp; more' autojoin='true'",
                                                   "<nick>Juliet</nick><password>cauldron</password>")));
        QVERIFY(bookmark);
        QCOMPARE(bookmark->room.toString(), u"coven@rooms.example.org"_s);
        QCOMPARE(bookmark->name, u"The Coven & more"_s);
        QCOMPARE(bookmark->nick, u"Juliet"_s);
        QCOMPARE(bookmark->password, u"cauldron"_s);
        QVERIFY(bookmark->autojoin && bookmark->isComplete && !bookmark->notify);
        QVERIFY(bookmark->extensions.isEmpty());
    }

    void readsAutojoin_data()
    {
        QTest::addColumn<QByteArray>("attributes");
        QTest::addColumn<bool>("autojoin");
        QTest::newRow("true") << QByteArray("autojoin='true'") << true;
        QTest::newRow("1") << QByteArray("autojoin='1'") << true;
        QTest::newRow("false") << QByteArray("autojoin='false'") << false;
        QTest::newRow("yes") << QByteArray("autojoin='yes'") << false;
        QTest::newRow("absent") << QByteArray() << false;
    }
    void readsAutojoin()
    {
        QFETCH(const QByteArray, attributes);
        const auto bookmark = read(item(conference(attributes, {})));
        QVERIFY(bookmark);
        QTEST(bookmark->autojoin, "autojoin");
    }

    void rejects_data()
    {
        QTest::addColumn<QByteArray>("xml");
        const QByteArray inner = conference({}, {});
        QTest::newRow("no conference") << item({});
        QTest::newRow("other namespace") << item("<conference xmlns='storage:bookmarks'/>");
        QTest::newRow("no id") << item(inner, {});
        QTest::newRow("domain") << item(inner, "rooms.example.org");
        QTest::newRow("occupant") << item(inner, "coven@rooms.example.org/nick");
        QTest::newRow("invalid") << item(inner, "a@b@c");
        QTest::newRow("huge") << item(inner, QByteArray(100'000, 'a') + "@rooms.example.org");
        QTest::newRow("deeper") << item("<y xmlns='a'>" + inner + "</y>");
    }
    void rejects()
    {
        QFETCH(const QByteArray, xml);
        QVERIFY(!read(xml));
    }

    void notifySettings_data()
    {
        QTest::addColumn<QByteArray>("notify");
        QTest::addColumn<int>("setting"); // -1: none
        QTest::newRow("never") << QByteArray("<never/>") << int(NotifySetting::Never);
        QTest::newRow("mentions") << QByteArray("<on-mention/>") << int(NotifySetting::OnMention);
        QTest::newRow("always") << QByteArray("<always/>") << int(NotifySetting::Always);
        QTest::newRow("several") << QByteArray("<never/><always/><on-mention/>") << int(NotifySetting::Always);
        QTest::newRow("of phones") << QByteArray("<never/><always identity-category='client' identity-type='phone'/>")
                                   << int(NotifySetting::Never);
        QTest::newRow("only of phones") << QByteArray("<always identity-type='phone'/>") << -1;
        QTest::newRow("none") << QByteArray() << -1;
        QTest::newRow("other namespace") << QByteArray("<always xmlns='a'/>") << -1;
        QTest::newRow("advanced") << QByteArray("<advanced><always/></advanced>") << -1;
    }
    void notifySettings()
    {
        QFETCH(const QByteArray, notify);
        const auto bookmark = read(item(conference(
            {}, "<extensions><notify xmlns='urn:xmpp:notification-settings:1'>" + notify + "</notify></extensions>")));
        QVERIFY(bookmark);
        QTEST(bookmark->notify ? int(*bookmark->notify) : -1, "setting");
        const auto copy = copied(*bookmark);
        QVERIFY(copy);
        QTEST(copy->notify ? int(*copy->notify) : -1, "setting");
    }

    void publishesWithOptions()
    {
        Bookmark bookmark;
        bookmark.room = Jid::fromServer(u"coven@rooms.example.org"_s);
        bookmark.name = u"A & \"B\""_s;
        bookmark.nick = u"<Juliet>"_s;
        bookmark.autojoin = true;
        const PayloadIq iq = bookmarkPublishIq(bookmark);
        QCOMPARE(iq.type(), QXmppIq::Set);
        QVERIFY(iq.to().isEmpty());
        const QByteArray field = "<field var=\"pubsub#";
        QCOMPARE(payload(iq),
                 "<pubsub xmlns=\"http://jabber.org/protocol/pubsub\"><publish node=\"urn:xmpp:bookmarks:1\">"
                 "<item id=\"coven@rooms.example.org\"><conference xmlns=\"urn:xmpp:bookmarks:1\" "
                 "name=\"A &amp; &quot;B&quot;\" autojoin=\"true\"><nick>&lt;Juliet&gt;</nick></conference></item>"
                 "</publish><publish-options><x xmlns=\"jabber:x:data\" type=\"submit\">"
                 "<field var=\"FORM_TYPE\" type=\"hidden\">"
                 "<value>http://jabber.org/protocol/pubsub#publish-options</value></field>"
                     + field + "persist_items\"><value>true</value></field>" + field
                     + "max_items\"><value>max</value></field>" + field
                     + "send_last_published_item\"><value>never</value></field>" + field
                     + "access_model\"><value>whitelist</value></field></x></publish-options></pubsub>");
    }

    // Extensions of others come back as they were, whatever prefixes they have.
    void keepsExtensions()
    {
        const QByteArray foreign =
            "<a:state xmlns:a='http://example.org/a' a:pinned='1' minimized='true' xml:lang='de'>&lt;x&gt; "
            "<b xmlns='urn:b'>1<c/>2</b><![CDATA[<&]]></a:state><plain>x</plain><none xmlns=''><deep/></none>";
        auto bookmark = read(
            item(conference({},
                            "<extensions>" + foreign
                                + "<notify xmlns='urn:xmpp:notification-settings:1'><never/>"
                                  "<advanced><rule xmlns='urn:r'/></advanced></notify></extensions>")));
        QVERIFY(bookmark);
        bookmark->notify = NotifySetting::OnMention;
        const auto copy = copied(*bookmark);
        QVERIFY(copy);
        QCOMPARE(copy->notify, NotifySetting::OnMention);
        const ParsedStanza read(copy->extensions);
        const QDomElement state = read.element().firstChildElement(u"state"_s);
        QCOMPARE(state.namespaceURI(), u"http://example.org/a"_s);
        QCOMPARE(state.attributeNS(u"http://example.org/a"_s, u"pinned"_s), u"1"_s);
        QCOMPARE(state.attribute(u"minimized"_s), u"true"_s);
        QCOMPARE(state.attributeNS(u"http://www.w3.org/XML/1998/namespace"_s, u"lang"_s), u"de"_s);
        QCOMPARE(state.text(), u"<x> 12<&"_s);
        QCOMPARE(state.firstChildElement().namespaceURI(), u"urn:b"_s);
        QCOMPARE(state.firstChildElement().firstChildElement().namespaceURI(), u"urn:b"_s);
        QCOMPARE(read.element().firstChildElement(u"plain"_s).namespaceURI(), u"urn:xmpp:bookmarks:1"_s);
        QCOMPARE(read.element().firstChildElement(u"none"_s).namespaceURI(), QString());
        QVERIFY(copy->extensions.contains("urn:r"));
        QVERIFY(!copy->extensions.contains("<never"));
        bookmark->notify.reset();
        QVERIFY(!copied(*bookmark)->notify);
        QVERIFY(copied(*bookmark)->extensions.contains("urn:r"));
    }

    void hugeExtensionsAreMarked()
    {
        const auto bookmark = read(item(conference(
            "name='n'", "<extensions><x xmlns='a'>" + QByteArray(maxBookmarkExtensions, 'x') + "</x></extensions>")));
        QVERIFY(bookmark);
        QVERIFY(!bookmark->isComplete);
        QVERIFY(bookmark->extensions.isEmpty());
        QCOMPARE(bookmark->name, u"n"_s);
    }

    void nestedExtensionsAreCopied()
    {
        QByteArray nested = "x";
        for (int i = 0; i < 5'000; ++i)
            nested = "<e xmlns='a'>" + nested + "</e>";
        const auto bookmark = read(item(conference({}, "<extensions>" + nested + "</extensions>")));
        QVERIFY(bookmark);
        QVERIFY(copied(*bookmark));
    }

    void readsTheList()
    {
        const ParsedStanza iq(
            "<iq type='result'><pubsub xmlns='http://jabber.org/protocol/pubsub'><items node='urn:xmpp:bookmarks:1'>"
            + item(conference({}, {})) + item({}, "b@rooms.example.org")
            + item(conference({}, {}), "c@rooms.example.org") + "</items></pubsub></iq>");
        const QList<Bookmark> bookmarks = bookmarksFrom(iq.element());
        QCOMPARE(bookmarks.size(), 2);
        QCOMPARE(bookmarks.at(1).room.toString(), u"c@rooms.example.org"_s);
        const ParsedStanza other("<iq type='result'><pubsub xmlns='http://jabber.org/protocol/pubsub'><items node='x'>"
                                 + item(conference({}, {})) + "</items></pubsub></iq>");
        QVERIFY(bookmarksFrom(other.element()).isEmpty());
        QCOMPARE(payload(bookmarksIq()),
                 "<pubsub xmlns=\"http://jabber.org/protocol/pubsub\"><items node=\"urn:xmpp:bookmarks:1\"/></pubsub>");
    }

    void readsChanges()
    {
        const auto read = changes("from='juliet@example.org' type='headline'",
                                  "<items node='urn:xmpp:bookmarks:1'>" + item(conference("autojoin='1'", {}))
                                      + "<retract id='Old@rooms.example.org'/><retract id='/'/></items>");
        QVERIFY(read);
        QCOMPARE(read->published.size(), 1);
        QCOMPARE(read->retracted, (QList{Jid::fromServer(u"old@rooms.example.org"_s)}));
        QVERIFY(!read->isPurged);
        const auto purged = changes("from='juliet@example.org'", "<purge node='urn:xmpp:bookmarks:1'/>");
        QVERIFY(purged && purged->isPurged);
    }

    void changesCountOnlyFromTheAccount_data()
    {
        QTest::addColumn<QByteArray>("attributes");
        QTest::addColumn<bool>("counts");
        QTest::newRow("account") << QByteArray("from='juliet@example.org'") << true;
        QTest::newRow("own server") << QByteArray() << true;
        QTest::newRow("stranger") << QByteArray("from='eve@example.org'") << false;
        QTest::newRow("own client") << QByteArray("from='juliet@example.org/b'") << false;
        QTest::newRow("domain") << QByteArray("from='example.org'") << false;
        QTest::newRow("error") << QByteArray("from='juliet@example.org' type='error'") << false;
    }
    void changesCountOnlyFromTheAccount()
    {
        QFETCH(const QByteArray, attributes);
        QFETCH(const bool, counts);
        const QByteArray items = item(conference({}, {}));
        QCOMPARE(changes(attributes, "<items node='urn:xmpp:bookmarks:1'>" + items + "</items>").has_value(), counts);
        QVERIFY(!changes(attributes, "<items node='urn:xmpp:mds:displayed:0'>" + items + "</items>"));
    }

    void retracts()
    {
        QCOMPARE(payload(bookmarkRetractIq(Jid::fromServer(u"coven@rooms.example.org"_s))),
                 "<pubsub xmlns=\"http://jabber.org/protocol/pubsub\"><retract node=\"urn:xmpp:bookmarks:1\" "
                 "notify=\"true\"><item id=\"coven@rooms.example.org\"/></retract></pubsub>");
    }
};

QTEST_GUILESS_MAIN(tst_Bookmarks)
#include "tst_bookmarks.moc"
