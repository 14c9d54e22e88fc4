// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/readscheduler.h"

#include <QTimerEvent>

#include <algorithm>
#include <ctime>
#include <utility>

namespace WebJabber {

using namespace std::chrono_literals;

std::chrono::nanoseconds ReadScheduler::processorTime()
{
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return std::chrono::seconds(time.tv_sec) + std::chrono::nanoseconds(time.tv_nsec);
}

void ReadScheduler::enqueue(const QString &domain, const QObject *context, std::function<void()> read)
{
    Domain &entry = m_domains[domain];
    entry.waiting.push_back({context, std::move(read)});
    if (entry.waiting.size() == 1 && domain != m_running)
        insertDomain(domain, entry);
    if (!m_timer.isActive())
        m_timer.start(0ms, this); // not posted events, which are all delivered in one round
}

// A domain that did not wait for a while has no credit.
void ReadScheduler::insertDomain(const QString &name, Domain &domain)
{
    domain.spent = std::max(domain.spent, m_now);
    m_order.emplace(domain.spent, name);
}

void ReadScheduler::timerEvent(QTimerEvent *event)
{
    if (event->timerId() != m_timer.timerId())
        return QObject::timerEvent(event);
    runNext();
    if (!m_order.empty())
        return;
    m_timer.stop();
    m_domains.clear();
    m_now = {};
}

void ReadScheduler::runNext()
{
    if (m_order.empty())
        return;
    const auto first = m_order.extract(m_order.begin());
    m_now = first.key();
    m_running = first.mapped();
    std::deque<Waiting> &waiting = m_domains[m_running].waiting;
    while (!waiting.empty() && !waiting.front().context)
        waiting.pop_front();
    const auto begin = processorTime();
    if (!waiting.empty()) {
        const auto read = std::move(waiting.front().read);
        waiting.pop_front();
        read(); // may enqueue, for this domain too
    }
    const QString name = std::exchange(m_running, {});
    Domain &domain = m_domains[name];
    domain.spent = m_now + (processorTime() - begin);
    if (!domain.waiting.empty())
        insertDomain(name, domain);
}

} // namespace WebJabber
