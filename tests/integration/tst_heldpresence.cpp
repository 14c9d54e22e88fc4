// SPDX-License-Identifier: GPL-3.0-or-later
//
// Real servers hold back contacts' presence while nobody reads (XEP-0352), and deliver all of it when reading resumes:
// Prosody with mod_csi_simple and ejabberd with mod_client_state, both from Debian. tst_clientstate covers what the
// daemon sends to the server and when. tst_interop.cpp describes the output files.
#include "support/ejabberd.h"
#include "support/outcometable.h"
#include "support/prosody.h"
#include "support/sessionfixture.h"
#include "support/xmpppeer.h"

#include <QTest>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace WebJabber;
using namespace WebJabber::Test;

class tst_HeldPresence : public QObject
{
    Q_OBJECT

private:
    OutcomeTable m_table{
        u"Presence"_s,
        u"A contact changes presence while nobody reads: what is known of it, and what once somebody reads."_s};

    static void change(XmppPeer &peer, QXmppPresence::AvailableStatusType type)
    {
        QXmppPresence presence;
        presence.setAvailableStatusType(type);
        peer.sendPresence(presence);
    }

    static bool hasSeen(const XmppPeer &peer, QXmppPresence::AvailableStatusType type)
    {
        return std::ranges::any_of(peer.presences(), [type](const QXmppPresence &presence) {
            return presence.from().startsWith("romeo@"_L1) && presence.availableStatusType() == type;
        });
    }

private Q_SLOTS:
    void cleanup()
    {
        m_table.add(u"presence while nobody reads"_s, QString::fromUtf8(QTest::currentDataTag()),
                    QTest::currentTestFailed() ? u"**failed**"_s : u"held back, then the newest"_s);
    }

    void cleanupTestCase() { QVERIFY(m_table.write(u"tst_heldpresence.md"_s)); }

    void presenceIsHeldBackWhileNobodyReads_data()
    {
        QTest::addColumn<bool>("isProsody");
        QTest::newRow("Prosody") << true;
        QTest::newRow("ejabberd") << false;
    }
    void presenceIsHeldBackWhileNobodyReads()
    {
        QFETCH(const bool, isProsody);
        std::unique_ptr<XmppServer> server;
        if (isProsody) {
            auto prosody = std::make_unique<Prosody>();
            prosody->edit("    \"csi\",\n", "    \"csi_simple\",\n");
            server = std::move(prosody);
        } else {
            server = std::make_unique<Ejabberd>();
        }
        QVERIFY2(server->start(), server->logTail().constData());
        server->addAccount(u"romeo"_s, u"demo"_s);
        server->addAccount(u"juliet"_s, u"demo"_s);
        server->subscribeMutually(u"romeo"_s, u"juliet"_s);
        XmppPeer romeo(server->port(), server->caFile());
        QVERIFY2(romeo.signIn(u"romeo"_s, u"demo"_s), qPrintable(romeo.error()));
        SessionFixture juliet(u"juliet"_s, server->port(), server->caFile());
        QVERIFY(juliet.signIn());
        // Another client of the same user, to which the server sends everything at once.
        XmppPeer witness(server->port(), server->caFile());
        QVERIFY2(witness.signIn(u"juliet"_s, u"demo"_s), qPrintable(witness.error()));
        const auto known = [&] {
            const Contact *contact = juliet.session->contact(Jid::fromServer(u"romeo@localhost"_s));
            return contact && contact->isOnline() ? contact->resources.first().show : Show::Offline;
        };
        QTRY_COMPARE(known(), Show::Online);
        juliet.session->setReaderState({.isRead = true});
        change(romeo, QXmppPresence::Chat);
        QTRY_COMPARE(known(), Show::Chat);

        juliet.session->setReaderState({});
        // When the later message has been answered, the server has processed that. Nothing may be sent to her session
        // here: it would stop Prosody from holding stanzas back for 5 s.
        romeo.sendMessage(u"romeo@localhost"_s, u"fence"_s);
        QTRY_VERIFY(romeo.bodies().contains(u"fence"_s));
        // If the first of these went to her session, it would have arrived by the time the last one reaches the other
        // client.
        for (const auto type : {QXmppPresence::Away, QXmppPresence::XA, QXmppPresence::DND}) {
            change(romeo, type);
            QTRY_VERIFY(hasSeen(witness, type));
            QCOMPARE(known(), Show::Chat);
        }
        juliet.session->setReaderState({.isRead = true});
        const auto contacts = juliet.session->contacts();
        QTRY_VERIFY(contacts.isFinished());
        QCOMPARE(known(), Show::Dnd);
        // Urgent stanzas still arrive at once.
        juliet.session->setReaderState({});
        romeo.sendMessage(u"juliet@localhost"_s, u"awake?"_s);
        QTRY_COMPARE(juliet.received(), QStringList(u"awake?"_s));
    }
};

QTEST_GUILESS_MAIN(tst_HeldPresence)
#include "tst_heldpresence.moc"
