// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/killrun.h"

#include <QElapsedTimer>
#include <QTest>

#include <algorithm>
#include <numeric>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace WebJabber::Test {

static constexpr auto timeout = 60s;
static constexpr auto longestStart = 400ms; // a kill during the start comes within this time
// WORKAROUND (Prosody 13): its file storage loses a message if Prosody dies between writing an archive's list and its
// index; ends with a storage that writes both at once.
static const QByteArray archiveInSqlite = "VirtualHost \"localhost\"\n"
                                          "storage = { archive = \"sql\" }\n"
                                          "default_storage = \"internal\"\n"
                                          "sql = { driver = \"SQLite3\", database = \"prosody.sqlite\" }\n"
                                          "sqlite_tune = \"fast\"\n"; // safe against kills, not against power cuts

// The file storage also reads the whole file for each query, which would dominate a long run.
static const QByteArray archiveInMemory = "VirtualHost \"localhost\"\n"
                                          "storage = { archive = \"memory\" }\n"
                                          "default_storage = \"internal\"\n";

static constexpr int killsInMidStart = 4; // one in this many

KillRun::KillRun(const QString &daemonProgram, const KillPlan &plan, std::function<void(const KillReport &)> progress)
    : m_plan(plan)
    , m_progress(std::move(progress))
    , m_random(plan.seed)
    , m_daemon(daemonProgram)
{
}

bool KillRun::start()
{
    QStringList jids;
    for (int i = 0; i < m_plan.accounts; ++i) {
        m_prosody.addAccount(u"user%1"_s.arg(i), u"demo"_s);
        jids += u"user%1@localhost"_s.arg(i);
    }
    m_prosody.setExtraConfig(m_plan.victim == Victim::XmppServer ? archiveInSqlite : archiveInMemory);
    if (!m_prosody.start())
        return false;
    const QByteArray config = "[xmpp]\nca_file = \"" + m_prosody.caFile().toUtf8()
        + "\"\n[xmpp.domains.localhost]\nhost = \"127.0.0.1\"\nport = " + QByteArray::number(m_prosody.port()) + '\n';
    if (!m_daemon.start(config))
        return false;
    for (const QString &jid : std::as_const(jids))
        m_correspondents.push_back(std::make_unique<Correspondent>(m_daemon.url(), jid));
    for (qsizetype i = 0; i < jids.size(); ++i) {
        QStringList friends = jids.sliced(i + 1) + jids.first(i);
        m_correspondents[std::size_t(i)]->start(friends);
    }
    return QTest::qWaitFor([this] { return std::ranges::all_of(m_correspondents, &Correspondent::isSignedIn); },
                           timeout);
}

void KillRun::writeUpTo(int messages)
{
    for (const auto &correspondent : m_correspondents)
        correspondent->writeUpTo(messages / m_plan.accounts);
}

int KillRun::accepted() const
{
    return std::accumulate(m_correspondents.begin(), m_correspondents.end(), 0,
                           [](int sum, const auto &one) { return sum + one->accepted(); });
}

int KillRun::received() const
{
    return std::accumulate(m_correspondents.begin(), m_correspondents.end(), 0,
                           [](int sum, const auto &one) { return sum + one->receivedCount(); });
}

// Counts the copies of sent messages that the writers receive as events.
int KillRun::copies() const
{
    return std::accumulate(m_correspondents.begin(), m_correspondents.end(), 0,
                           [](int sum, const auto &one) { return sum + one->copyCount(); });
}

void KillRun::kill()
{
    if (m_plan.victim == Victim::Daemon)
        m_daemon.kill();
    else
        m_prosody.kill();
    ++m_report.kills;
}

bool KillRun::areAllOnline()
{
    if (std::ranges::all_of(m_correspondents, &Correspondent::isOnline))
        return true;
    for (const auto &correspondent : m_correspondents) {
        if (!correspondent->isOnline())
            correspondent->queryState();
    }
    // Their answers arrive one by one.
    QTest::qWait(10ms);
    return std::ranges::all_of(m_correspondents, &Correspondent::isOnline);
}

bool KillRun::restartVictim()
{
    while (m_plan.victim == Victim::Daemon && m_report.kills < m_plan.kills && m_random.bounded(killsInMidStart) == 0) {
        m_daemon.launchAgain();
        QTest::qWait(std::chrono::milliseconds(m_random.bounded(int(longestStart / 1ms))));
        kill();
    }
    QElapsedTimer outage;
    outage.start();
    if (m_plan.victim == Victim::Daemon ? !m_daemon.restart() : !m_prosody.restart())
        return false;
    for (const auto &correspondent : m_correspondents)
        correspondent->queryState();
    if (!QTest::qWaitFor([this] { return areAllOnline(); }, timeout))
        return false;
    m_report.longestOutage = std::max(m_report.longestOutage, std::chrono::milliseconds(outage.elapsed()));
    return true;
}

void KillRun::killAtRandom()
{
    // Messages delayed by one kill are written before the next one.
    const int share = m_plan.messages / (m_plan.kills + 1);
    const int before = m_report.kills * share;
    // More messages than Prosody can handle would queue before it, and be measured as an outage.
    if (!QTest::qWaitFor([&] { return received() >= accepted() - share; }, timeout))
        m_report.errors += u"messages no longer come"_s;
    writeUpTo(before + share);
    const int target = before + m_random.bounded(share - m_plan.accounts);
    if (!QTest::qWaitFor([&] { return accepted() >= target; }, timeout))
        m_report.errors += u"messages are no longer accepted"_s;
    kill();
    if (!restartVictim())
        m_report.errors += u"not everybody came back online"_s;
}

// While messages arrive, more may follow.
void KillRun::writeAllOf(int messages)
{
    writeUpTo(messages);
    const auto isAllThere = [this, messages] {
        return std::ranges::all_of(m_correspondents, &Correspondent::isDone) && received() >= messages
            && copies() >= messages;
    };
    for (int before = -1; before != accepted() + received() + copies();) {
        before = accepted() + received() + copies();
        if (QTest::qWaitFor(isAllThere, timeout))
            break;
    }
}

void KillRun::finish()
{
    writeAllOf(m_plan.messages);
    // A duplicate arrives after its original. One more message in each conversation makes sure that it has arrived.
    writeAllOf(m_plan.messagesInAll());
}

void KillRun::count(KillReport &report) const
{
    report.sent = accepted();
    report.received = report.twice = report.disordered = 0;
    int reported = 0;
    for (const auto &correspondent : m_correspondents) {
        for (const NumberRecord &record : correspondent->received()) {
            report.received += record.seen();
            report.twice += record.twice();
            report.disordered += int(record.late().size());
        }
        for (const NumberRecord &record : correspondent->sent()) {
            reported += record.seen();
            report.twice += record.twice();
            report.disordered += int(record.late().size());
        }
    }
    report.lost = (report.sent - report.received) + (report.sent - reported);
}

// By conversation, to find the reason.
void KillRun::reportLost()
{
    const int each = m_plan.messagesInAll() / m_plan.accounts;
    const int friends = m_plan.accounts - 1;
    for (std::size_t from = 0; from < m_correspondents.size(); ++from) {
        for (int turn = 0; turn < friends; ++turn) {
            const auto &writer = *m_correspondents[from];
            const auto &reader = *m_correspondents[(from + 1 + std::size_t(turn)) % m_correspondents.size()];
            const int count = (each - turn + friends - 1) / friends;
            for (const int number : reader.received().value(writer.jid()).missing(count))
                m_report.errors += u"%1 did not get message %2 of %3"_s.arg(reader.jid()).arg(number).arg(writer.jid());
            for (const int number : writer.sent().value(reader.jid()).missing(count))
                m_report.errors +=
                    u"%1 was not told of message %2 to %3"_s.arg(writer.jid()).arg(number).arg(reader.jid());
        }
    }
}

void KillRun::nameTheDisordered()
{
    const auto name = [this](const QString &reader, const QString &which, const NumberRecord &record) {
        for (const NumberRecord::Late &late : record.late())
            m_report.errors += u"%1 got message %2 %3 (%4) after message %5 (%6)"_s.arg(reader)
                                   .arg(late.number)
                                   .arg(which, late.event)
                                   .arg(late.last)
                                   .arg(late.lastEvent);
    };
    for (const auto &reader : m_correspondents) {
        for (const auto &[writer, record] : reader->received().asKeyValueRange())
            name(reader->jid(), u"of "_s + writer, record);
        for (const auto &[recipient, record] : reader->sent().asKeyValueRange())
            name(reader->jid(), u"of its own to "_s + recipient, record);
    }
}

KillReport KillRun::run()
{
    QElapsedTimer timer;
    timer.start();
    if (!start()) {
        m_report.errors += u"did not start: "_s + QString::fromUtf8(m_daemon.log() + m_prosody.logTail());
        return m_report;
    }
    while (m_report.kills < m_plan.kills && m_report.errors.isEmpty()) {
        killAtRandom();
        count(m_report);
        m_report.duration = std::chrono::milliseconds(timer.elapsed());
        if (m_progress)
            m_progress(m_report);
    }
    finish();
    count(m_report);
    m_report.duration = std::chrono::milliseconds(timer.elapsed());
    for (const auto &correspondent : m_correspondents)
        m_report.errors += correspondent->errors();
    if (m_report.lost != 0)
        reportLost();
    if (m_report.disordered != 0)
        nameTheDisordered();
    return m_report;
}

} // namespace WebJabber::Test
