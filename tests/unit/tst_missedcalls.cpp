// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/missedcalls.h"
#include "shared/eventjson.h"

#include <QDomDocument>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace WebJabber;
using namespace std::chrono_literals;

class tst_MissedCalls : public QObject
{
    Q_OBJECT

private:
    const Jid m_account = Jid::fromServer(u"juliet@example.org"_s);
    const QDateTime m_now = QDateTime::fromString(u"2026-01-02T03:04:05.678Z"_s, Qt::ISODateWithMs);
    QList<Event> m_missed;

    std::optional<CallSignal> signal(const QByteArray &from, const QByteArray &to, const QByteArray &element,
                                     const QByteArray &type = "chat")
    {
        QDomDocument document;
        document.setContent("<message xmlns='jabber:client' id='m1' from='" + from + "' to='" + to + "' type='" + type
                                + "'>" + element + "</message>",
                            QDomDocument::ParseOption::UseNamespaceProcessing);
        const bool isOwn = from.startsWith("juliet@");
        return callSignal(document.documentElement(), isOwn ? Direction::Out : Direction::In, m_account, m_now);
    }
    static QByteArray element(const QByteArray &name, const QByteArray &inside = {}, const QByteArray &id = "c1")
    {
        return "<" + name + " xmlns='urn:xmpp:jingle-message:0' id='" + id + "'>" + inside + "</" + name + ">";
    }
    CallSignal proposed(const QByteArray &id = "c1", const QByteArray &media = "audio")
    {
        return *signal(
            "romeo@example.net/o", "juliet@example.org",
            element("propose", "<description xmlns='urn:xmpp:jingle:apps:rtp:1' media='" + media + "'/>", id));
    }
    std::unique_ptr<MissedCalls> make(std::chrono::milliseconds wait = 1h)
    {
        m_missed.clear();
        return std::make_unique<MissedCalls>([this](const Event &call) { m_missed.append(call); }, wait);
    }

private Q_SLOTS:
    void unansweredCallIsMissed_data()
    {
        QTest::addColumn<QByteArray>("media");
        QTest::newRow("audio") << QByteArray("audio");
        QTest::newRow("video") << QByteArray("video");
    }
    void unansweredCallIsMissed()
    {
        QFETCH(const QByteArray, media);
        const auto calls = make(1ms);
        calls->add(proposed("c1", media));
        QVERIFY(m_missed.isEmpty() && !calls->isEmpty());
        QTRY_COMPARE(m_missed.size(), 1);
        QVERIFY(calls->isEmpty());
        const QJsonObject json = eventJson(m_missed.first());
        QCOMPARE(json.value("type"_L1).toString(), u"call"_s);
        QCOMPARE(json.value("state"_L1).toString(), u"missed"_s);
        QCOMPARE(json.value("media"_L1).toString(), QString::fromLatin1(media));
        QCOMPARE(json.value("with"_L1).toString(), u"romeo@example.net"_s);
        QCOMPARE(m_missed.first().time, m_now);
    }

    void callAnsweredElsewhereIsNotMissed_data()
    {
        QTest::addColumn<QByteArray>("to");
        QTest::addColumn<QByteArray>("answer");
        const QByteArray own = "juliet@example.org";
        QTest::newRow("accepted") << own << QByteArray("accept");
        QTest::newRow("rejected") << own << QByteArray("reject");
        QTest::newRow("rejected to the caller") << QByteArray("romeo@example.net") << QByteArray("reject");
        QTest::newRow("taken up") << QByteArray("romeo@example.net/o") << QByteArray("proceed");
    }
    void callAnsweredElsewhereIsNotMissed()
    {
        QFETCH(const QByteArray, to);
        QFETCH(const QByteArray, answer);
        const auto calls = make();
        calls->add(proposed());
        calls->add(*signal("juliet@example.org/b", to, element(answer)));
        QVERIFY(calls->isEmpty() && m_missed.isEmpty());
    }

    void withdrawnCallIsMissedAtOnce()
    {
        const auto calls = make();
        calls->add(proposed());
        calls->add(*signal("romeo@example.net/o", "juliet@example.org", element("retract")));
        QCOMPARE(m_missed.size(), 1);
        QVERIFY(calls->isEmpty());
    }

    void othersCannotAnswerACall()
    {
        const auto calls = make();
        calls->add(proposed());
        for (const QByteArray &name : {QByteArray("accept"), QByteArray("reject"), QByteArray("retract")})
            calls->add(*signal("tybalt@example.net/o", "juliet@example.org", element(name)));
        calls->add(*signal("romeo@example.net/o", "juliet@example.org", element("accept")));
        calls->add(*signal("juliet@example.org/b", "juliet@example.org", element("accept", {}, "c2")));
        QVERIFY(!calls->isEmpty() && m_missed.isEmpty());
    }

    void outgoingCallIsNotMissed()
    {
        const auto calls = make();
        calls->add(*signal("juliet@example.org/b", "romeo@example.net", element("propose")));
        QVERIFY(calls->isEmpty());
    }

    void repeatedOfferIsOneCall()
    {
        const auto calls = make();
        calls->add(proposed());
        calls->add(proposed());
        calls->add(*signal("romeo@example.net/o", "juliet@example.org", element("retract")));
        QCOMPARE(m_missed.size(), 1);
        QVERIFY(calls->isEmpty());
    }

    void pendingCallsAreLimited()
    {
        const auto calls = make();
        for (int i = 0; i < MissedCalls::maxPending + 3; ++i)
            calls->add(proposed(QByteArray::number(i)));
        QCOMPARE(m_missed.size(), 3);
    }

    void ignoresOtherMessages_data()
    {
        QTest::addColumn<QByteArray>("type");
        QTest::addColumn<QByteArray>("inside");
        QTest::newRow("error") << QByteArray("error") << element("propose");
        QTest::newRow("room") << QByteArray("groupchat") << element("propose");
        QTest::newRow("without an id") << QByteArray("chat") << element("propose", {}, {});
        QTest::newRow("an id without end") << QByteArray("chat") << element("propose", {}, QByteArray(5'000, 'x'));
        QTest::newRow("ringing") << QByteArray("chat") << element("ringing");
        QTest::newRow("another namespace") << QByteArray("chat") << QByteArray("<propose xmlns='u:a' id='c1'/>");
    }
    void ignoresOtherMessages()
    {
        QFETCH(const QByteArray, type);
        QFETCH(const QByteArray, inside);
        QVERIFY(!signal("romeo@example.net/o", "juliet@example.org", inside, type));
    }
};

QTEST_GUILESS_MAIN(tst_MissedCalls)
#include "tst_missedcalls.moc"
