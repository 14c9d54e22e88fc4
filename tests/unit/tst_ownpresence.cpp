// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/ownpresence.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace WebJabber;

class tst_OwnPresence : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void isDueUntilTheStreamHasIt()
    {
        OwnPresence presence;
        presence.handleOpening();
        presence.handleNewStream();
        QVERIFY(!presence.isDue());
        QVERIFY(presence.isAvailable());
        presence.choose(Show::Dnd, u"busy"_s);
        QVERIFY(presence.isDue());
        presence.handleSent();
        QVERIFY(!presence.isDue());
    }

    void whatIsChosenWhileAStreamIsOpenedIsDueOnIt()
    {
        OwnPresence presence;
        presence.handleOpening();
        presence.choose(Show::Away, {});
        presence.handleNewStream();
        QVERIFY(presence.isDue());
    }

    // The opening stream was given the current presence, but the old stream was resumed.
    void whatAnOpeningStreamWasGivenIsDueOnAResumedOne()
    {
        OwnPresence presence;
        presence.handleOpening();
        presence.handleNewStream();
        presence.choose(Show::Offline, {});
        presence.handleOpening();
        QVERIFY(presence.isDue());
        QVERIFY(presence.isAvailable());
        presence.handleSent();
        QVERIFY(!presence.isAvailable());
    }

    void leftAloneItShowsAwayForOnlineOnly_data()
    {
        QTest::addColumn<Show>("chosen");
        QTest::addColumn<QXmppPresence::AvailableStatusType>("alone");
        QTest::newRow("online") << Show::Online << QXmppPresence::Away;
        QTest::newRow("chat") << Show::Chat << QXmppPresence::Chat;
        QTest::newRow("dnd") << Show::Dnd << QXmppPresence::DND;
        QTest::newRow("xa") << Show::Xa << QXmppPresence::XA;
    }
    void leftAloneItShowsAwayForOnlineOnly()
    {
        QFETCH(Show, chosen);
        QFETCH(QXmppPresence::AvailableStatusType, alone);
        OwnPresence presence;
        presence.choose(chosen, u"text"_s);
        presence.handleOpening();
        presence.handleNewStream();
        const auto before = presence.stanza().availableStatusType();
        presence.setLeftAlone(true);
        QCOMPARE(presence.isDue(), chosen == Show::Online);
        QCOMPARE(presence.stanza().availableStatusType(), alone);
        QCOMPARE(presence.stanza().statusText(), u"text"_s);
        presence.handleSent();
        presence.setLeftAlone(true);
        QVERIFY(!presence.isDue());
        presence.setLeftAlone(false);
        QCOMPARE(presence.stanza().availableStatusType(), before);
        // A choice made meanwhile takes effect too.
        presence.setLeftAlone(true);
        presence.choose(Show::Online, {});
        QCOMPARE(presence.stanza().availableStatusType(), QXmppPresence::Away);
        presence.choose(Show::Offline, {});
        QCOMPARE(presence.stanza().type(), QXmppPresence::Unavailable);
    }
};

QTEST_GUILESS_MAIN(tst_OwnPresence)
#include "tst_ownpresence.moc"
