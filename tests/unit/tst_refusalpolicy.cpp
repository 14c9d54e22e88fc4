// SPDX-License-Identifier: GPL-3.0-or-later
#include "session/refusalpolicy.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace WebJabber;
using namespace std::chrono_literals;

class tst_RefusalPolicy : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void provenCredentialsAreRetried()
    {
        const QList<std::chrono::milliseconds> waits{5min, 30min};
        RefusalPolicy policy;
        policy.noteProven();
        QCOMPARE(policy.nextTry(waits), std::optional<std::chrono::milliseconds>(5min));
        QCOMPARE(policy.refusals(), 1);
        QCOMPARE(policy.nextTry(waits), std::optional<std::chrono::milliseconds>(30min));
        QVERIFY(!policy.nextTry(waits));
        QVERIFY(policy.noteProven()); // by another connection
        QCOMPARE(policy.nextTry(waits), std::optional<std::chrono::milliseconds>(5min));
    }

    void newPasswordIsTriedOnce()
    {
        RefusalPolicy policy;
        QVERIFY(!policy.nextTry({5min}));
        policy.noteProven();
        policy.noteNewPassword();
        QVERIFY(!policy.nextTry({5min}));
        QVERIFY(!policy.noteRefused());
    }

    void refusalIsReportedOnceAndRevoked()
    {
        RefusalPolicy policy;
        QVERIFY(!policy.noteSignedIn());
        QVERIFY(policy.noteRefused());
        QVERIFY(!policy.noteRefused());
        QVERIFY(policy.noteSignedIn());
        QVERIFY(!policy.noteSignedIn());
        QVERIFY(policy.noteRefused());
    }

    void conflictDelayGrows()
    {
        QRandomGenerator random(1);
        RefusalPolicy policy;
        std::chrono::milliseconds bound = 2min;
        for (int i = 0; i < 8; ++i) {
            const auto wait = policy.nextAfterConflict(2min, random);
            QVERIFY(wait >= bound / 2 && wait <= bound);
            bound = std::min<std::chrono::milliseconds>(bound * 2, RefusalPolicy::longestConflictWait);
        }
        policy.noteGoodStream();
        QVERIFY(policy.nextAfterConflict(2min, random) <= 2min);
    }

    void eventContainsTheReason()
    {
        const Jid account = Jid::fromServer(u"juliet@localhost"_s);
        const Problem refused{ProblemCode::NotAuthorized, u"No."_s, u"account-disabled"_s, {}};
        const Event event = sessionEvent(account, refused);
        QCOMPARE(event.type, EventType::Session);
        QCOMPARE(event.from, account);
        QCOMPARE(QJsonDocument::fromJson(event.content).object(),
                 (QJsonObject{{u"state"_s, u"refused"_s},
                              {u"reason"_s, u"not-authorized"_s},
                              {u"condition"_s, u"account-disabled"_s},
                              {u"text"_s, u"No."_s}}));
        QCOMPARE(sessionEvent(account, {}).content, QByteArray(R"({"state":"online"})"));
    }
};

QTEST_GUILESS_MAIN(tst_RefusalPolicy)
#include "tst_refusalpolicy.moc"
