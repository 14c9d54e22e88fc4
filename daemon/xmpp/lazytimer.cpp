// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/lazytimer.h"

#include <QTimer>

namespace WebJabber {

LazyTimer::LazyTimer(std::function<void()> call)
    : m_call(std::move(call))
{
}

LazyTimer::~LazyTimer() = default;

void LazyTimer::start(std::chrono::milliseconds delay)
{
    if (!m_timer) {
        m_timer = std::make_unique<QTimer>();
        m_timer->setSingleShot(true);
        QObject::connect(m_timer.get(), &QTimer::timeout, m_timer.get(), [this] { fire(); });
    }
    m_timer->start(delay);
}

void LazyTimer::stop()
{
    m_timer.reset();
}

void LazyTimer::fire()
{
    m_timer.release()->deleteLater(); // not deleted here, as its signal is the caller
    const auto call = m_call; // a copy, as the call may destroy this object
    call();
}

} // namespace WebJabber
