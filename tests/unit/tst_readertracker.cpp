// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/readertracker.h"

#include <QHash>
#include <QList>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace WebJabber;
using namespace std::chrono_literals;

static const Jid romeo = Jid::fromServer(u"romeo@localhost"_s);
static const Jid juliet = Jid::fromServer(u"juliet@localhost"_s);

class tst_ReaderClock : public QObject
{
    Q_OBJECT

private:
    static constexpr ReaderTracker::Times times{.readTime = 100ms, .unattendedAfter = 300ms, .sweepInterval = 10ms};

    QHash<Jid, QList<ReaderTracker::ReaderState>> m_changes;
    std::unique_ptr<ReaderTracker> m_clock;

    void make(const ReaderTracker::Times &with = times)
    {
        m_changes.clear();
        m_clock = std::make_unique<ReaderTracker>(
            with,
            [this](const Jid &account, ReaderTracker::ReaderState readerState) { m_changes[account] += readerState; });
    }

    QString history(const Jid &account) const
    {
        QStringList words;
        for (const auto &readerState : m_changes.value(account))
            words += readerState.isRead ? u"read"_s : readerState.isUnattended ? u"alone"_s : u"quiet"_s;
        return words.join(u' ');
    }

private Q_SLOTS:
    void init() { make(); }

    void requestCountsForReadTime()
    {
        m_clock->noteRequest(juliet);
        QCOMPARE(history(juliet), u"read"_s);
        m_clock->noteRequest(juliet);
        QCOMPARE(history(juliet), u"read"_s);
        QTRY_COMPARE(history(juliet), u"read quiet"_s);
        QTRY_COMPARE(history(juliet), u"read quiet alone"_s);
        QCOMPARE(m_clock->count(), 0);
        QCOMPARE(history(romeo), QString());
        m_clock->noteRequest(juliet);
        QCOMPARE(history(juliet), u"read quiet alone read"_s);
    }

    void openStreamCounts()
    {
        m_clock->setWatched(juliet, true);
        m_clock->noteRequest(romeo); // its expiry shows that time has passed
        QTRY_COMPARE(history(romeo), u"read quiet alone"_s);
        QCOMPARE(history(juliet), u"read"_s);
        m_clock->setWatched(juliet, false);
        QCOMPARE(history(juliet), u"read"_s);
        QTRY_COMPARE(history(juliet), u"read quiet alone"_s);
    }

    void otherReadersCount()
    {
        bool isStanding = true;
        m_clock->setOtherReaders([&](const Jid &account) { return account == juliet && isStanding; });
        m_clock->add(juliet);
        m_clock->noteRequest(romeo);
        QTRY_COMPARE(history(romeo), u"read quiet alone"_s);
        QCOMPARE(history(juliet), u"read"_s);
        isStanding = false;
        QTRY_COMPARE(history(juliet), u"read quiet alone"_s);
    }

    // After a restart the daemon has no record of when somebody last read.
    void addedAccountIsNeitherReadNorUnattended()
    {
        m_clock->add(juliet);
        QCOMPARE(m_clock->readerState(juliet), ReaderTracker::ReaderState());
        QTRY_COMPARE(history(juliet), u"alone"_s);
        QCOMPARE(m_clock->count(), 0);
    }

    void unattendedCanBeDisabled()
    {
        make({.readTime = 100ms, .unattendedAfter = 0ms, .sweepInterval = 10ms});
        m_clock->noteRequest(juliet);
        m_clock->add(romeo);
        QTRY_COMPARE(m_clock->count(), 0);
        QCOMPARE(history(juliet), u"read quiet"_s);
        QCOMPARE(history(romeo), QString());
    }

    void removedAccountIsForgotten()
    {
        m_clock->noteRequest(juliet);
        m_clock->remove(juliet);
        QCOMPARE(m_clock->count(), 0);
    }
};

QTEST_GUILESS_MAIN(tst_ReaderClock)
#include "tst_readertracker.moc"
