// SPDX-License-Identifier: GPL-3.0-or-later
#include "push/pushprotocol.h"
#include "push/retrypolicy.h"

#include <QTest>
#include <QTimeZone>

using namespace Qt::StringLiterals;
using namespace WebJabber;
using namespace std::chrono_literals;

class tst_RetryPolicy : public QObject
{
    Q_OBJECT

private:
    const QDateTime m_start{QDate(2026, 1, 1), QTime(12, 0), QTimeZone::UTC};

    static void fail(PushProgress &progress, const PushOutcome &outcome, const QDateTime &now, QRandomGenerator &random)
    {
        RetryPolicy::noteFailure(progress, outcome, verdictOf(outcome), now, random);
    }
    static bool isGone(PushKind kind, const PushProgress &progress, const PushOutcome &outcome, const QDateTime &now)
    {
        return RetryPolicy::isGone(progress, protocolOf(kind).verdict(outcome), now);
    }

private Q_SLOTS:
    void verdictsOfAnswers_data()
    {
        QTest::addColumn<PushVerdict>("verdict");
        QTest::addColumn<bool>("forServer");
        const auto row = [](int status, PushVerdict verdict, bool forServer) {
            QTest::addRow("%d", status) << verdict << forServer;
        };
        row(200, PushVerdict::Delivered, false);
        row(201, PushVerdict::Delivered, false);
        row(204, PushVerdict::Delivered, false);
        row(301, PushVerdict::MuchLater, false);
        row(400, PushVerdict::MuchLater, false);
        row(401, PushVerdict::MuchLater, false);
        row(403, PushVerdict::MuchLater, false);
        row(404, PushVerdict::Missing, false);
        row(408, PushVerdict::Later, false);
        row(410, PushVerdict::Gone, false);
        row(413, PushVerdict::TooLarge, false);
        row(429, PushVerdict::Later, true);
        row(500, PushVerdict::Later, true);
        row(503, PushVerdict::Later, true);
        row(507, PushVerdict::Later, false);
        row(0, PushVerdict::Later, true);
    }
    void verdictsOfAnswers()
    {
        const PushOutcome outcome{QByteArray(QTest::currentDataTag()).toInt(), {}, {}};
        QTEST(verdictOf(outcome), "verdict");
        QTEST(indicatesServerFailure(outcome), "forServer");
    }

    void delaysDoubleWithFullJitter()
    {
        QRandomGenerator random(1);
        const QList<qint64> most{2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900, 900};
        QList<qint64> longest(most.size());
        for (int round = 0; round < 500; ++round) {
            PushProgress progress;
            for (qsizetype i = 0; i < most.size(); ++i) {
                fail(progress, {500, {}, {}}, m_start, random);
                const auto delay = progress.nextAttempt - m_start;
                QVERIFY2(delay >= 0ms && delay <= most[i] * 1s, QByteArray::number(qint64(delay.count())).constData());
                longest[i] = std::max<qint64>(longest[i], delay.count());
            }
            QCOMPARE(progress.attempts, most.size());
            QCOMPARE(progress.failingSince, m_start);
            QCOMPARE(progress.lastStatus, 500);
        }
        for (qsizetype i = 0; i < most.size(); ++i)
            QVERIFY(longest[i] > most[i] * 900); // milliseconds: it uses the whole range
    }

    void honoursRetryAfter()
    {
        PushProgress progress;
        fail(progress, {429, 3600s, {}}, m_start, *QRandomGenerator::global());
        QCOMPARE(progress.nextAttempt, m_start + 1h);
        fail(progress, {503, std::chrono::seconds::max(), {}}, m_start, *QRandomGenerator::global());
        QCOMPARE(progress.nextAttempt, m_start + RetryPolicy::giveUpAfter);
    }

    void notFoundIsGoneAfterADay_data()
    {
        QTest::addColumn<PushKind>("kind");
        for (const PushKind kind : {PushKind::SimplePush, PushKind::Webhook, PushKind::UnifiedPush})
            QTest::newRow(pushKindNames[kind].data()) << kind;
    }
    void notFoundIsGoneAfterADay()
    {
        QFETCH(PushKind, kind);
        QRandomGenerator &random = *QRandomGenerator::global();
        const PushOutcome missing{404, {}, u"status 404"_s};
        PushProgress progress;
        // An earlier failure of another kind does not count.
        fail(progress, {503, {}, {}}, m_start - 20h, random);
        for (auto time = m_start; time < m_start + 24h; time = time + 1h) {
            QVERIFY(!isGone(kind, progress, missing, time));
            fail(progress, missing, time, random);
            QVERIFY(!progress.isBroken);
            QVERIFY(progress.nextAttempt <= time + RetryPolicy::longestDelay);
            QCOMPARE(progress.lastProblem, u"status 404"_s);
        }
        QVERIFY(!isGone(kind, progress, missing, m_start + 24h - 1s));
        QVERIFY(isGone(kind, progress, missing, m_start + 24h));
        // After another response the period starts again.
        PushProgress other = progress;
        fail(other, {500, {}, {}}, m_start + 24h, random);
        QVERIFY(!isGone(kind, other, missing, m_start + 25h));
        RetryPolicy::noteSuccess(progress, {200, {}, {}});
        QVERIFY(!isGone(kind, progress, missing, m_start + 25h));
        QCOMPARE(progress.lastProblem, QString());
    }

    void status410IsGoneAtOnce()
    {
        const PushProgress fresh;
        for (const PushKind kind : {PushKind::SimplePush, PushKind::Webhook, PushKind::UnifiedPush, PushKind::WebPush})
            QVERIFY(isGone(kind, fresh, {410, {}, {}}, m_start));
        QVERIFY(isGone(PushKind::WebPush, fresh, {404, {}, {}}, m_start)); // RFC 8030, section 7.3
        QVERIFY(!isGone(PushKind::WebPush, fresh, {403, {}, {}}, m_start));
    }

    void givesUpAfterThreeDays()
    {
        PushProgress progress;
        fail(progress, {0, {}, {}}, m_start, *QRandomGenerator::global());
        fail(progress, {0, {}, {}}, m_start + 72h - 1s, *QRandomGenerator::global());
        QVERIFY(!progress.isBroken);
        QVERIFY(progress.nextAttempt <= m_start + 72h);
        fail(progress, {0, {}, {}}, m_start + 72h, *QRandomGenerator::global());
        QVERIFY(progress.isBroken);
        QVERIFY(!progress.nextAttempt.isValid());
        RetryPolicy::noteSuccess(progress, {201, {}, {}});
        QVERIFY(!progress.isBroken);
        QVERIFY(!progress.failingSince.isValid());
        QCOMPARE(progress.attempts, 0);
        QCOMPARE(progress.lastStatus, 201);
    }
};

QTEST_GUILESS_MAIN(tst_RetryPolicy)
#include "tst_retrypolicy.moc"
