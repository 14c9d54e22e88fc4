// SPDX-License-Identifier: GPL-3.0-or-later
#include "killrun.h"

#include <QElapsedTimer>
#include <QTest>

#include <algorithm>
#include <numeric>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace WebJabber::Test {

static constexpr auto patience = 60s;
static constexpr auto longestStart = 400ms; // a kill in mid-start comes within this time
static constexpr int killsInMidStart = 4; // one of so many

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
        m_correspondents[std::size_t(i)]->start(friends, m_plan.messages / m_plan.accounts);
    }
    return QTest::qWaitFor([this] { return std::ranges::all_of(m_correspondents, &Correspondent::isSignedIn); },
                           patience);
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
            correspondent->askState();
    }
    // Their answers come one by one.
    QTest::qWait(10ms);
    return std::ranges::all_of(m_correspondents, &Correspondent::isOnline);
}

bool KillRun::bringBack()
{
    while (m_plan.victim == Victim::Daemon && m_report.kills < m_plan.kills
           && m_random.bounded(killsInMidStart) == 0) {
        m_daemon.launchAgain();
        QTest::qWait(std::chrono::milliseconds(m_random.bounded(int(longestStart / 1ms))));
        kill();
    }
    QElapsedTimer outage;
    outage.start();
    if (m_plan.victim == Victim::Daemon ? !m_daemon.restart() : !m_prosody.restart())
        return false;
    for (const auto &correspondent : m_correspondents)
        correspondent->askState();
    if (!QTest::qWaitFor([this] { return areAllOnline(); }, patience))
        return false;
    m_report.longestOutage = std::max(m_report.longestOutage, std::chrono::milliseconds(outage.elapsed()));
    return true;
}

void KillRun::killAtRandom()
{
    const int mean = m_plan.messages / (m_plan.kills + 1);
    const int target = std::min(m_plan.messages, accepted() + 1 + int(m_random.bounded(2 * mean)));
    if (!QTest::qWaitFor([&] { return accepted() >= target; }, patience))
        m_report.complaints += u"messages are no longer accepted"_s;
    kill();
    if (!bringBack())
        m_report.complaints += u"not everybody came back online"_s;
}

// As long as something comes, more may come.
void KillRun::finish()
{
    const auto isAllThere = [this] {
        return std::ranges::all_of(m_correspondents, &Correspondent::isDone) && received() >= m_plan.messages;
    };
    for (int before = -1; before != accepted() + received();) {
        before = accepted() + received();
        if (QTest::qWaitFor(isAllThere, patience))
            break;
    }
    // What comes twice comes after what it repeats: a last round of messages would push it out.
    QTest::qWait(1s);
}

void KillRun::count(KillReport &report) const
{
    report.sent = accepted();
    report.received = report.twice = report.disordered = 0;
    int told = 0;
    for (const auto &correspondent : m_correspondents) {
        for (const NumberLedger &ledger : correspondent->received()) {
            report.received += ledger.seen();
            report.twice += ledger.twice();
            report.disordered += ledger.disordered();
        }
        for (const NumberLedger &ledger : correspondent->sent()) {
            told += ledger.seen();
            report.twice += ledger.twice();
            report.disordered += ledger.disordered();
        }
    }
    report.lost = (report.sent - report.received) + (report.sent - told);
}

KillReport KillRun::run()
{
    QElapsedTimer timer;
    timer.start();
    if (!start()) {
        m_report.complaints += u"did not start: "_s + QString::fromUtf8(m_daemon.log() + m_prosody.logTail());
        return m_report;
    }
    while (m_report.kills < m_plan.kills && m_report.complaints.isEmpty()) {
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
        m_report.complaints += correspondent->complaints();
    return m_report;
}

} // namespace WebJabber::Test
