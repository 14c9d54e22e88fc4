// SPDX-License-Identifier: GPL-3.0-or-later
#include "admin/statistics.h"

#include "session/sessionregistry.h"
#include "store/store.h"

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace WebJabber {

static constexpr auto tickInterval = 1s;

Statistics::Statistics(Store &store, SessionRegistry &sessions, QObject *parent)
    : QObject(parent)
{
    connect(&store, &Store::appended, this, [this](const Event &event) {
        ++(event.direction == Direction::In ? m_counters.eventsIn : m_counters.eventsOut);
        ++m_revision;
    });
    connect(&sessions.events(), &SessionEvents::stateChanged, this,
            [this, &sessions](const Jid &account, SessionState state) {
                ++m_revision;
                const Session *session = state == SessionState::Online ? sessions.find(account) : nullptr;
                if (session && session->reconnects() > 0)
                    ++m_counters.reconnects;
            });
    m_sampleAge.start();
    m_sinceTick.start();
    m_timer.setTimerType(Qt::PreciseTimer);
    connect(&m_timer, &QTimer::timeout, this, &Statistics::tick);
    m_timer.start(tickInterval);
}

void Statistics::countPush(const QString &kind, int status)
{
    const bool isTaken = status >= 200 && status < 300;
    ++(isTaken ? m_counters.pushes : m_counters.pushesFailed);
    ++m_pushes[{kind, isTaken ? u"ok"_s : u"failed"_s}];
    ++m_revision;
}

void Statistics::tick()
{
    const auto passed = std::chrono::duration_cast<std::chrono::microseconds>(m_sinceTick.durationElapsed());
    m_sinceTick.restart();
    m_lag = std::max(passed - std::chrono::microseconds(tickInterval), 0us);
    m_lags[m_ticks++ % m_lags.size()] = m_lag;
    if (m_sampleAge.durationElapsed() >= sampleInterval - tickInterval / 2)
        closeSample();
}

void Statistics::closeSample()
{
    m_samples[m_samplesClosed++ % sampleCount] = {
        m_counters.eventsIn - m_atSampleStart.eventsIn, m_counters.eventsOut - m_atSampleStart.eventsOut,
        m_counters.pushes - m_atSampleStart.pushes, m_counters.pushesFailed - m_atSampleStart.pushesFailed,
        m_counters.reconnects - m_atSampleStart.reconnects};
    m_atSampleStart = m_counters;
    m_sampleAge.restart();
    ++m_revision;
}

QList<Statistics::Sample> Statistics::history() const
{
    QList<Sample> samples;
    const std::size_t first = m_samplesClosed > sampleCount ? m_samplesClosed - sampleCount : 0;
    for (std::size_t i = first; i < m_samplesClosed; ++i)
        samples.append(m_samples[i % sampleCount]);
    return samples;
}

std::chrono::microseconds Statistics::maxLag() const
{
    return *std::ranges::max_element(m_lags);
}

} // namespace WebJabber
