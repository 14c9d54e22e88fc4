// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/ownpresence.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace WebJabber;

class tst_OwnPresence : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void isDueUntilSent()
    {
        OwnPresence presence;
        presence.handleOpening();
        presence.handleNewStream();
        QVERIFY(!presence.isDue());
        QVERIFY(presence.isAvailable());
        presence.setChoice(Show::Dnd, u"busy"_s);
        QVERIFY(presence.isDue());
        presence.handleSent();
        QVERIFY(!presence.isDue());
    }

    void presenceSetWhileConnectingIsDue()
    {
        OwnPresence presence;
        presence.handleOpening();
        presence.setChoice(Show::Away, {});
        presence.handleNewStream();
        QVERIFY(presence.isDue());
    }

    // The opening stream was given the current presence, but the old stream was resumed.
    void openingPresenceIsDueOnResumedStream()
    {
        OwnPresence presence;
        presence.handleOpening();
        presence.handleNewStream();
        presence.setChoice(Show::Offline, {});
        presence.handleOpening();
        QVERIFY(presence.isDue());
        QVERIFY(presence.isAvailable());
        presence.handleSent();
        QVERIFY(!presence.isAvailable());
    }

    void unattendedShowsAwayOnlyIfOnline_data()
    {
        QTest::addColumn<Show>("chosen");
        QTest::addColumn<QXmppPresence::AvailableStatusType>("alone");
        QTest::newRow("online") << Show::Online << QXmppPresence::Away;
        QTest::newRow("chat") << Show::Chat << QXmppPresence::Chat;
        QTest::newRow("dnd") << Show::Dnd << QXmppPresence::DND;
        QTest::newRow("xa") << Show::Xa << QXmppPresence::XA;
    }
    void unattendedShowsAwayOnlyIfOnline()
    {
        QFETCH(Show, chosen);
        QFETCH(QXmppPresence::AvailableStatusType, alone);
        OwnPresence presence;
        presence.setChoice(chosen, u"text"_s);
        presence.handleOpening();
        presence.handleNewStream();
        const auto before = presence.stanza().availableStatusType();
        presence.setUnattended(true);
        QCOMPARE(presence.isDue(), chosen == Show::Online);
        QCOMPARE(presence.stanza().availableStatusType(), alone);
        QCOMPARE(presence.stanza().statusText(), u"text"_s);
        presence.handleSent();
        presence.setUnattended(true);
        QVERIFY(!presence.isDue());
        presence.setUnattended(false);
        QCOMPARE(presence.stanza().availableStatusType(), before);
        // A choice made meanwhile takes effect too.
        presence.setUnattended(true);
        presence.setChoice(Show::Online, {});
        QCOMPARE(presence.stanza().availableStatusType(), QXmppPresence::Away);
        presence.setChoice(Show::Offline, {});
        QCOMPARE(presence.stanza().type(), QXmppPresence::Unavailable);
    }
};

QTEST_GUILESS_MAIN(tst_OwnPresence)
#include "tst_ownpresence.moc"
