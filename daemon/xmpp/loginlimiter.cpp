// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/loginlimiter.h"

#include <utility>

namespace WebJabber {

LoginLimiter::Slot::Slot(LoginLimiter *gate, const QString &domain)
    : m_gate(gate)
    , m_domain(domain)
{
}

LoginLimiter::Slot::Slot(Slot &&other) noexcept
    : m_gate(std::exchange(other.m_gate, nullptr))
    , m_domain(std::move(other.m_domain))
{
}

LoginLimiter::Slot &LoginLimiter::Slot::operator=(Slot &&other) noexcept
{
    release();
    m_gate = std::exchange(other.m_gate, nullptr);
    m_domain = std::move(other.m_domain);
    return *this;
}

void LoginLimiter::Slot::release()
{
    if (LoginLimiter *gate = std::exchange(m_gate, nullptr))
        gate->release(m_domain);
}

void LoginLimiter::enter(const QString &domain, const QObject *context, std::function<void(Slot)> start)
{
    Domain &entry = m_domains[domain];
    if (entry.taken < perDomain && entry.waiting.empty()) {
        ++entry.taken;
        start(Slot(this, domain));
    } else {
        entry.waiting.push_back({context, std::move(start)});
    }
}

void LoginLimiter::release(const QString &domain)
{
    --m_domains[domain].taken;
    // Called from the event loop, as the owner of the slot may be in the middle of other work.
    QMetaObject::invokeMethod(this, [this, domain] { startWaiting(domain); }, Qt::QueuedConnection);
}

void LoginLimiter::startWaiting(const QString &domain)
{
    for (;;) {
        // Looked up each time, as `start` may change the table.
        const auto found = m_domains.find(domain);
        if (found == m_domains.end() || found->taken >= perDomain)
            return;
        if (found->waiting.empty()) {
            if (found->taken == 0)
                m_domains.erase(found);
            return;
        }
        const Waiting next = std::move(found->waiting.front());
        found->waiting.pop_front();
        if (next.context) {
            ++found->taken;
            next.start(Slot(this, domain));
        }
    }
}

} // namespace WebJabber
