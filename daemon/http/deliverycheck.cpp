// SPDX-License-Identifier: GPL-3.0-or-later
#include "http/deliverycheck.h"

#include <algorithm>
#include <linux/sockios.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <unistd.h>

using namespace std::chrono_literals;

namespace WebJabber {

static constexpr auto maxWait = 1s;
// A peer nearby acknowledges within 1 ms. TCP may delay an acknowledgement: Linux by 40 ms, RFC 1122, section 4.2.3.2,
// allows more.
static constexpr auto firstInterval = 1ms;
static constexpr auto longestInterval = 50ms;

DeliveryCheck::DeliveryCheck(int descriptor, Done done)
    : m_descriptor(descriptor)
    , m_done(std::move(done))
{
    m_timer.setSingleShot(true);
    m_timer.setTimerType(Qt::PreciseTimer);
    connect(&m_timer, &QTimer::timeout, this, [this] {
        checkNow();
        if (m_done)
            m_timer.start(std::min(2 * m_timer.intervalAsDuration(), std::chrono::milliseconds(longestInterval)));
    });
}

DeliveryCheck::~DeliveryCheck()
{
    ::close(m_descriptor);
}

DeliveryCheck::State DeliveryCheck::state() const
{
    int unacknowledged = 0; // bytes, including the FIN
    if (ioctl(m_descriptor, SIOCOUTQ, &unacknowledged) != 0)
        return State::Failed;
    if (unacknowledged == 0)
        return State::Delivered;
    pollfd connection{m_descriptor, 0, 0};
    return ::poll(&connection, 1, 0) > 0 ? State::Failed : State::Pending; // POLLERR or POLLHUP
}

void DeliveryCheck::start()
{
    m_end.setRemainingTime(maxWait);
    m_timer.start(firstInterval);
}

void DeliveryCheck::checkNow()
{
    if (!m_done)
        return;
    const State now = state();
    if (now != State::Pending || m_end.hasExpired())
        finish(now == State::Delivered);
}

void DeliveryCheck::finish(bool isDelivered)
{
    m_timer.stop();
    std::exchange(m_done, nullptr)(isDelivered);
}

} // namespace WebJabber
